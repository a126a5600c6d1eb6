"""Pictures are cut before entries are written, so that nobody waits for a file inside a transaction."""

from collections.abc import Iterable

from brands.models import BrandPage, BrandStoryPage
from problems.models import ProblemPage
from products.models import ProductImage
from search.describing.description import describe_picture
from stories.models import MuseumImage
from stories.picture_sizes import CARD_FILTERS, WIDE_FILTERS


def cut_pictures(*, pages: Iterable[int], products: Iterable[int]) -> None:
    """What results show of these is there afterwards, in both sizes."""
    wide = [
        pk
        for model in (BrandPage, BrandStoryPage, ProblemPage)
        for pk in model.objects.filter(pk__in=pages, live=True).values_list("cover", flat=True)
    ]
    first: dict[int, int] = {}
    images = ProductImage.objects.filter(product__in=products, product__live=True, image__isnull=False)
    for product_id, image_id in images.order_by("sort_order", "pk").values_list("product", "image"):
        first.setdefault(product_id, image_id)
    for pks, filters in ((wide, WIDE_FILTERS), (first.values(), CARD_FILTERS)):
        for image in MuseumImage.objects.filter(pk__in=set(pks)).prefetch_renditions(*filters):
            describe_picture(image, filters=filters)
