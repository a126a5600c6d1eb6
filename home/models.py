from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from brands.models import BrandStoryPage
from campaigns.adverts import adverts_showing
from home.own_room import find_own_room, hang_first
from problems.models import ProblemPage
from products.models import Product
from stories.models import MuseumPage, StoryPage
from stories.readers import reader_of
from stories.structured_data import describe_organization

NEWEST_PRODUCTS = 8


class HomePage(MuseumPage):
    hero_title = models.CharField(_("hero title"), max_length=120)
    hero_text = models.CharField(_("hero text"), max_length=250, blank=True)
    hero_image = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("hero image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = MuseumPage.content_panels + [
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("hero_image")], heading=_("Hero")
        ),
        InlinePanel("features", heading=_("Featured stories"), label=_("story"), max_num=6),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    def describe(self, request, breadcrumb):
        house = ShopSettings.for_request(request)
        return [
            describe_organization(
                name=house.shop_name,
                address=self.get_full_url(request) or "",
                email=house.contact_email,
                legal_name=house.legal_name,
            )
        ]

    @property
    def featured_stories(self) -> list[BrandStoryPage]:
        """The published ones among the chosen, in the editor's order."""
        chosen = [feature.story_id for feature in self.features.all()]
        stories = BrandStoryPage.objects.live().filter(pk__in=chosen).as_cards()
        return sorted(stories, key=lambda story: chosen.index(story.pk))

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        numbered = ProblemPage.objects.live().annotate(number=Window(RowNumber(), order_by=F("path").asc()))
        rooms = list(numbered.order_by("path").with_cover())
        own = find_own_room(rooms=rooms, reader=reader_of(request))
        newest = Product.objects.on_show().in_stock().newest_first().with_card_details()[:NEWEST_PRODUCTS]
        return super().get_context(request, *args, **kwargs) | {
            "now": now,
            "own_room": own,
            "rooms": hang_first(rooms, room=own, room_id_of=lambda room: room.pk),
            "newest": hang_first(newest, room=own, room_id_of=lambda product: product.brand.problem_id),
            "featured_stories": hang_first(
                self.featured_stories, room=own, room_id_of=lambda story: story.brand.problem_id
            ),
            "adverts": adverts_showing(now=now),
        }

    def serve(self, request, *args, **kwargs):
        """A reader who is logged in finds an order of their own: no cache gives that to anybody else. What is asked of the
        entrance is looked for.
        """
        if asked := request.GET.get("query", request.GET.get("q", "")).strip():
            return HttpResponseRedirect(reverse("search:results", query={"query": asked}))
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if reader_of(request) is not None:
            patch_cache_control(response, private=True)
        return response


class HomeFeature(Orderable):
    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="features")
    story = models.ForeignKey("brands.BrandStoryPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("story", "brands.BrandStoryPage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["home", "story"], name="home_feature_once")]


class PlainPage(StoryPage):
    """About, privacy, terms: a page that belongs to the house and not to a room."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []


@register_setting(icon="home")
class ShopSettings(BaseSiteSetting):
    shop_name = models.CharField(_("shop name"), max_length=80, default="Impact Museum")
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    class Meta:
        verbose_name = _("shop settings")
