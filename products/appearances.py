"""The stories a product appears in."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from wagtail.models import Page, ReferenceIndex

from brands.models import BrandPage, BrandStoryPage
from products.models import Product
from stories.models import MuseumImage
from stories.picture_sizes import WIDE_FILTERS


def find_stories(*, product: Product) -> list[BrandStoryPage]:
    """Live stories of live brands whose body holds the product, the newest first; constant queries."""
    if product.pk is None:
        return []
    holders = ReferenceIndex.get_references_to(product).filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=ContentType.objects.get_for_model(BrandStoryPage),
        model_path__startswith="body",
    )
    pks = {int(pk) for pk in holders.values_list("object_id", flat=True)}
    covers = MuseumImage.objects.prefetch_renditions(*WIDE_FILTERS)
    stories = (
        BrandStoryPage.objects.live()
        .public()
        .filter(pk__in=pks)
        .defer_streamfields()
        .prefetch_related(Prefetch("cover", covers))
        .order_by("-first_published_at", "-pk")
    )
    return _below_live_brands(list(stories))


def _below_live_brands(stories: list[BrandStoryPage]) -> list[BrandStoryPage]:
    """Hangs each story below its brand, so that asking for it costs no query."""
    paths = {story.path[: -story.steplen] for story in stories}
    brands = {
        brand.path: brand
        for brand in BrandPage.objects.live()
        .filter(path__in=paths)
        .select_related("problem")
        .defer_streamfields()
    }
    shown = [story for story in stories if story.path[: -story.steplen] in brands]
    for story in shown:
        story._cached_parent_obj = brands[story.path[: -story.steplen]]
    return shown
