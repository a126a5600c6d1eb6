"""A product's variants as a shopper is offered them: with the prices decided for one moment."""

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
        return self.variant.available

    @property
    def image(self):
        return self.variant.image


def make_offers(*, product: Product, now: datetime) -> list[Offer]:
    """One for each offered variant, in the editor's order."""
    offers = []
    for variant in product.offered_variants:
        price = decide_price(variant=variant, now=now)
        offers.append(
            Offer(variant=variant, price=price.amount, compare_at_price=price.compare_at, until=price.until)
        )
    return offers


def choose_offer(*, offers: list[Offer], sku: str = "") -> Offer | None:
    """The one asked for; else the first that can be had; else the first; None without any."""
    asked = next((offer for offer in offers if offer.sku == sku), None)
    in_stock = next((offer for offer in offers if offer.available), None)
    return asked or in_stock or next(iter(offers), None)
