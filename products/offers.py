"""A product's variants as a shopper is offered them: with the prices decided for one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from products.models import Product, Variant
from products.prices import decide_price


@dataclass(frozen=True)
class Offer:
    variant: Variant
    price: Decimal
    compare_at_price: Decimal | None
    until: datetime | None = None
    kept: int = 0

    @property
    def sku(self) -> str:
        return self.variant.sku

    @property
    def label(self) -> str:
        return self.variant.label

    @property
    def options(self) -> dict:
        return self.variant.options

    @property
    def available(self) -> int:
        """Pieces that can be had: free ones, and those that are kept for whoever asks."""
        return self.variant.available + self.kept

    @property
    def image(self):
        return self.variant.image


def make_offers(*, product: Product, now: datetime, kept: Mapping[int, int] | None = None) -> list[Offer]:
    """One for each offered variant, in the editor's order; `kept` are {variant id: pieces} kept for whoever asks."""
    return [
        make_offer(variant=variant, now=now, kept=(kept or {}).get(variant.pk, 0))
        for variant in product.offered_variants
    ]


def make_offer(*, variant: Variant, now: datetime, kept: int = 0) -> Offer:
    price = decide_price(variant=variant, now=now)
    return Offer(
        variant=variant, price=price.amount, compare_at_price=price.compare_at, until=price.until, kept=kept
    )


def choose_offer(*, offers: list[Offer], sku: str = "") -> Offer | None:
    """The one asked for; else the first that can be had; else the first; None without any."""
    asked = next((offer for offer in offers if offer.sku == sku), None)
    in_stock = next((offer for offer in offers if offer.available), None)
    return asked or in_stock or next(iter(offers), None)
