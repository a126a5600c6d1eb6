"""Puts pages into the tree without what an editor's saving checks and logs, which is most of the work."""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.db.models.signals import post_save
from wagtail.models import Page

IN_COMMON = [field.attname for field in Page._meta.concrete_fields]


def hang(page: Page, *, above: Page) -> Page:
    """Title, slug and locale are taken as they are given."""
    hang_all([page], above=above)
    page._cached_parent_obj = above
    return page


def hang_all(pages: Sequence[Page], *, above: Page) -> None:
    """After what hangs there. What all pages have is written in one insert, what a kind has of its own in one each."""
    if not pages:
        return
    depth = above.depth + 1
    last = Page.objects.child_of(above).order_by("-path").values_list("path", flat=True).first()
    path = last or Page._get_path(above.path, depth, 0)
    for page in pages:
        path = Page._inc_path(Page(path=path))
        page.path, page.depth = path, depth
        page.draft_title = page.draft_title or page.title
        page.set_url_path(above)
    rows = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in IN_COMMON}) for page in pages]
    )
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page.save_base(raw=True, force_insert=True)
        post_save.send(
            sender=type(page),
            instance=page,
            created=True,
            update_fields=None,
            raw=False,
            using=DEFAULT_DB_ALIAS,
        )
    Page.objects.filter(pk=above.pk).update(numchild=F("numchild") + len(pages))
    above.numchild += len(pages)
