"""Letters to one person: something is back, or a cart was left. In the shop's own language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from checkout.models import Cart, CartLine
from mailings.composing import STOP, describe_object
from mailings.models import StockWish
from products.models import Product, Variant
from products.offers import choose_offer, make_offers
from stories.letters import Letter, absolute, compose_letter


class _Bare:
    """Links as they are: nobody is counted."""

    def through(self, url: str) -> str:
        return absolute(url)


class _Owns(Protocol):
    variant: Variant


def write_restocked(*, wish: StockWish, now: datetime) -> Letter | None:
    """None when it cannot be bought any more."""
    with translation.override(settings.LANGUAGE_CODE):
        objects = _describe([wish], now)
        if not objects:
            return None
        subject = _("Back in the museum: %(name)s") % {"name": objects[0]["title"]}
        return _write("restocked", subject, {"objects": objects})


def write_reminder(*, cart: Cart, now: datetime) -> Letter | None:
    """None when nothing in it can be bought any more."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = CartLine.objects.filter(cart=cart).select_related("variant").order_by("pk")
        objects = _describe(list(lines), now)
        if not objects:
            return None
        return _write("reminder", _("Still in your cart"), {"objects": objects, "cart": absolute("/cart/")})


def find_obtainable() -> QuerySet[Variant]:
    """What such letters speak of: a shopper can see it, and have a piece."""
    return Variant.objects.on_sale().in_stock()


def _describe(things: Sequence[_Owns], now: datetime) -> list[dict[str, Any]]:
    """What of it can be bought, in its order."""
    ids = {thing.variant.product_id for thing in things}
    products = Product.objects.on_show().with_card_details().in_bulk(ids)
    found = []
    for thing in things:
        product = products.get(thing.variant.product_id)
        if product is None:
            continue
        offers = [offer for offer in make_offers(product=product, now=now) if offer.sku == thing.variant.sku]
        offer = choose_offer(offers=offers)
        if offer is not None and offer.available:
            found.append(describe_object(product=product, offer=offer, now=now, links=_Bare()))
    return found


def _write(name: str, subject: str, facts: dict[str, Any]) -> Letter:
    facts = {
        **facts,
        "subject": subject,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "home": absolute("/"),
        "stop": STOP,
    }
    return compose_letter(subject=subject, template=f"mailings/mails/{name}", facts=facts)
