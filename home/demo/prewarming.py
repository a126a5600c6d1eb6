"""Cuts the pictures that a first visitor sees, so that nobody waits for them."""

from collections.abc import Iterable
from datetime import datetime

from campaigns.models import AdvertSlot
from home.models import NEWEST_PRODUCTS, HomePage
from problems.models import ProblemPage
from products.models import Product
from stories.models import MuseumImage
from stories.picture_sizes import CARD_FILTERS, WIDE_FILTERS


def prewarm(*, now: datetime) -> None:
    home = HomePage.objects.first()
    newest = Product.objects.on_show().in_stock().newest_first().with_card_details()[:NEWEST_PRODUCTS]
    wide = [
        home.hero_image,
        *(slot.image for slot in AdvertSlot.objects.showing(now).select_related("image")),
    ]
    cards = [story.cover for story in home.featured_stories]
    rooms = [problem.cover for problem in ProblemPage.objects.live().select_related("cover")]
    _cut([*wide, *rooms, *cards], WIDE_FILTERS)
    _cut([product.cover for product in newest], CARD_FILTERS)


def _cut(images: Iterable[MuseumImage | None], filters: tuple[str, ...]) -> None:
    for image in images:
        if image is not None:
            image.get_renditions(*filters)
