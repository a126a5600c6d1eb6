"""The museum label beside an object: the same on a card, on the product page and on an order."""

from dataclasses import dataclass
from datetime import date

from problems.claims import claims_to_show
from problems.models import Claim
from products.models import Product


@dataclass(frozen=True)
class MuseumLabel:
    title: str
    korean: str
    maker: str
    materials: str
    origin: str
    year: int | None
    claims: tuple[Claim, ...]


def write_label(*, product: Product, today: date) -> MuseumLabel:
    """Claims whose evidence is past its date on `today` are left out."""
    return MuseumLabel(
        title=product.name,
        korean=product.korean_name,
        maker=product.brand.title,
        materials=product.materials,
        origin=product.origin,
        year=product.year,
        claims=tuple(claims_to_show(claims=product.claims_shown, day=today)),
    )
