"""What the product page tells machines, in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from products.models import Category, Product
from products.offers import Offer
from products.prices import smallest_unit
from stories import structured_data
from stories.picture_sizes import CARD_FILTERS


def name_product(*, product: Product) -> dict[str, Any]:
    """By what machines know it again, wherever more is said of it."""
    return {"@id": f"{_absolute(product.get_absolute_url())}#product", "name": product.name}


def describe_product(*, product: Product, offers: Iterable[Offer]) -> dict[str, Any]:
    """A Product with one Offer a variant."""
    address = _absolute(product.get_absolute_url())
    pictures = [picture.image for picture in product.pictures if picture.image]
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        **name_product(product=product),
        "description": product.summary,
        "url": address,
        "brand": {"@type": "Brand", "name": product.brand.title},
        **({"material": product.materials} if product.materials else {}),
        **(
            {"image": [_absolute(i.get_rendition(CARD_FILTERS[1]).url) for i in pictures]} if pictures else {}
        ),
        "offers": [_describe_offer(offer, address) for offer in offers],
    }


def describe_breadcrumb(*, product: Product, path: Iterable[Category]) -> dict[str, Any]:
    """From the catalogue through the categories to the product."""
    steps = [(_("Products"), reverse("products:catalogue"))]
    steps += [(category.title, category.get_absolute_url()) for category in path]
    steps.append((product.name, product.get_absolute_url()))
    return structured_data.describe_breadcrumb(steps=[(name, _absolute(url)) for name, url in steps])


def _describe_offer(offer: Offer, address: str) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "sku": offer.sku,
        "price": str(offer.price.quantize(smallest_unit())),
        "priceCurrency": settings.SHOP_CURRENCY,
        "availability": "https://schema.org/" + ("InStock" if offer.available else "OutOfStock"),
        "url": address,
    }


def _absolute(path: str) -> str:
    return path if "://" in path else settings.SITE_URL.rstrip("/") + path
