"""What a printed paper says, ready to print: the page and the PDF of it are made of the same words."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django_countries.fields import Country
from wagtail.models import Site

from accounts.address_rules import write_phone
from checkout.models import Order
from checkout.payments import KNOWN
from checkout.printing.addresses import address_lines


@dataclass(frozen=True)
class Shop:
    name: str
    legal_name: str
    address: str
    email: str

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.legal_name, self.address, self.email) if line]


@dataclass(frozen=True)
class Row:
    label: str
    text: str


def read_shop(site: Site | None) -> Shop:
    """What the site's settings say of the shop; its name alone where nobody has filled them in."""
    try:
        house = site.shopsettings if site is not None else None  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        house = None
    if house is None:
        return Shop(name=settings.WAGTAIL_SITE_NAME, legal_name="", address="", email="")
    return Shop(
        name=clean(house.shop_name),
        legal_name=clean(house.legal_name),
        address=clean(house.address),
        email=house.contact_email,
    )


def read_place(order: Order) -> list[str]:
    country = cast(Country, order.country)
    return address_lines(
        full_name=clean(order.full_name),
        address_line1=clean(order.address_line1),
        address_line2=clean(order.address_line2),
        city=clean(order.city),
        region=clean(order.region),
        postcode=clean(order.postcode),
        country=country.code,
        country_name=str(country.name),
    )


def read_phone(order: Order) -> str:
    return clean(write_phone(phone=order.phone))


def provider_name(code: str) -> str:
    provider = KNOWN.get(code)
    return str(provider.name) if provider is not None else code


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def percent(rate: Decimal) -> str:
    return f"{rate.normalize():f} %"


def clean(text: str) -> str:
    """One line of composed letters, without what is invisible or would turn the line around."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(character for character in spaced if not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    # Signs that choose a picture's style ("variation selectors") count as marks, not as formats.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} or "\ufe00" <= character <= "\ufe0f"


def add_up(parts: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """Amounts by key, the smallest key first."""
    sums: dict[Decimal, Decimal] = defaultdict(Decimal)
    for key, amount in parts:
        sums[key] += amount
    return sorted(sums.items())
