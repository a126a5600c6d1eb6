from http import HTTPMethod

from django.db import transaction
from django.db.models import Prefetch
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from stories.marks import Thing, mark_as_read
from stories.models.images import MuseumImage
from stories.picture_sizes import CARD_FILTERS, SQUARE_FILTER, WIDE_FILTERS
from stories.structured_data import describe_breadcrumb


class MuseumPageQuerySet(PageQuerySet):
    def with_cover(self):
        """Loads covers with the renditions that cards and headers print, in two queries."""
        covers = MuseumImage.objects.prefetch_renditions(*CARD_FILTERS, *WIDE_FILTERS, SQUARE_FILTER)
        return self.prefetch_related(Prefetch("cover", covers))

    def newest_first(self):
        """By first publication; ties by id, the younger first."""
        return self.order_by("-first_published_at", "-pk")

    def delete(self):
        # The tree counts its children down before the database has agreed to let the page go.
        with transaction.atomic():
            return super().delete()


class MuseumPage(Page):
    """A page that is deleted whole or not at all."""

    objects = PageManager.from_queryset(MuseumPageQuerySet)()
    # A page is looked at; every form is sent to an address of its own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    # As what it is counted when it is read: "story" for what tells one, "page" for the ways there.
    read_as = "page"

    class Meta:
        abstract = True

    @property
    def room(self):
        """The problem in whose room the page hangs; None for a page of the house."""
        return None

    def describe(self, request, breadcrumb) -> list[dict]:
        """What the page tells machines; `breadcrumb` are the pages above it, the entrance first."""
        if not breadcrumb:
            return []
        steps = [(page.title, page.get_full_url(request) or "") for page in (*breadcrumb, self)]
        return [describe_breadcrumb(steps=steps)]

    def get_context(self, request, *args, **kwargs):
        breadcrumb = list(self.get_ancestors().filter(depth__gt=1).live())
        return super().get_context(request, *args, **kwargs) | {
            "room": self.room,
            "breadcrumb": breadcrumb,
            "structured_data": self.describe(request, breadcrumb),
        }

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        mark_as_read(response=response, things=[Thing(self.read_as, self.pk)])
        return response

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            return super().delete(*args, **kwargs)
