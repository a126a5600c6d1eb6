"""The entries of a catalogue document, read and checked. A field that is missing, null or "" is None: left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.importing.faults import Faults
from products.models.variant import sku_format
from products.prices import ensure_valid_price

MOST = 1_000_000_000
MOST_MONEY = 10**10


@dataclass(frozen=True)
class ProblemEntry:
    place: str
    slug: str
    title: str
    accent: str | None
    summary: str | None


@dataclass(frozen=True)
class BrandEntry:
    place: str
    slug: str
    name: str
    problem: str | None
    homepage: str | None
    summary: str | None


@dataclass(frozen=True)
class VariantEntry:
    field: str
    sku: str
    price: Decimal
    stock: int | None
    options: dict[str, str] | None
    weight_g: int | None


@dataclass(frozen=True)
class ProductEntry:
    place: str
    slug: str
    name: str
    brand: str
    category: str | None
    published: bool | None
    summary: str | None
    description: str | None
    claims: list[str] | None
    variants: list[VariantEntry]


class Reader:
    """Reads the fields of one entry; what cannot be read becomes a fault and None."""

    def __init__(self, data: Any, place: str, faults: Faults, prefix: str = ""):
        self.place, self.faults, self.prefix = place, faults, prefix
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.fault("", _("must be an object with named fields"))

    def fault(self, field: str, message) -> None:
        self.faults.add(self.place, self.prefix + field, message)

    def value(self, field: str, *, required: bool = False) -> Any:
        value = self.data.get(field)
        if value in (None, ""):
            if required:
                self.fault(field, _("is missing"))
            return None
        return value

    def text(self, field: str, *, longest: int = 10_000, required: bool = False) -> Any:
        value = self.value(field, required=required)
        if value is None:
            return None
        if not isinstance(value, str) or "\x00" in value:
            self.fault(field, _("must be a text"))
        elif len(value) > longest:
            self.fault(
                field, _("may have %(most)s characters, not %(has)s") % {"most": longest, "has": len(value)}
            )
        else:
            return value.strip()
        return None

    def checked(self, field: str, check, **kwargs) -> Any:
        value = self.text(field, **kwargs)
        try:
            if value is not None:
                check(value)
        except ValidationError as error:
            self.fault(field, error.messages[0])
            return None
        return value

    def yes_or_no(self, field: str) -> bool | None:
        value = self.value(field)
        known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if value is None or isinstance(value, bool):
            return value
        if str(value).lower() not in known:
            self.fault(field, _("must be true or false"))
        return known.get(str(value).lower())

    def whole(self, field: str) -> int | None:
        value = self.value(field)
        if value is None:
            return None
        digits = str(value).strip()
        if isinstance(value, bool) or not (digits.isascii() and digits.isdigit()) or int(digits) > MOST:
            self.fault(field, _("must be a whole number from 0 to a thousand million"))
            return None
        return int(digits)

    def decimal(
        self, field: str, *, told: str, least: int | None = None, required: bool = False
    ) -> Decimal | None:
        """`told` is what is said of something that is no number, less than `least`, or too much."""
        value = self.value(field, required=required)
        if value is None:
            return None
        number = _parse_decimal(value)
        if number.is_finite() and -MOST_MONEY < number < MOST_MONEY and (least is None or number >= least):
            return number
        self.fault(field, told)
        return None

    def payable(self, field: str, amount: Decimal | None, *, is_free: bool) -> Decimal | None:
        """`amount`, when the currency has it; 0 only where something may be free."""
        try:
            if amount is not None:
                ensure_valid_price(amount=amount, is_free=is_free)
        except ValidationError as error:
            self.fault(field, error.messages[0])
            return None
        return amount

    def price(self, field: str, *, is_free: bool) -> Any:
        amount = self.decimal(field, told=_('must be an amount like "12000"'), required=True)
        return self.payable(field, amount, is_free=is_free)

    def currency(self, field: str) -> None:
        """Only the shop's may stand there."""
        named = self.text(field)
        if named is not None and named != settings.SHOP_CURRENCY:
            self.fault(field, _("must be %(currency)s") % {"currency": settings.SHOP_CURRENCY})

    def texts(self, field: str, *, longest: int) -> list[str] | None:
        value = self.value(field)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(field, _("must be a list of texts"))
            return None
        if any(len(one) > longest for one in value):
            self.fault(field, _("each text may have %(most)s characters") % {"most": longest})
            return None
        return list(dict.fromkeys(one.strip() for one in value))

    def options(self, field: str) -> dict[str, str] | None:
        value = self.value(field)
        if value is None:
            return None
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            self.fault(field, _('must name its values, like {"colour": "blue"}'))
            return None
        if len(", ".join(value.values())) > 200:
            self.fault(field, _("the values may have 200 characters in all"))
            return None
        return dict(value)


def _parse_decimal(value: Any) -> Decimal:
    """Not a number for whatever is none in the digits of the keyboard."""
    if isinstance(value, bool) or not str(value).isascii():
        return Decimal("NaN")
    try:
        return Decimal(str(value).strip())
    except InvalidOperation:
        return Decimal("NaN")


http_address = URLValidator(
    schemes=["http", "https"], message=gettext_lazy("must be an http or https address")
)


def read_problem(data: Any, place: str, faults: Faults) -> ProblemEntry:
    entry = Reader(data, place, faults)
    return ProblemEntry(
        place=place,
        slug=entry.checked("slug", validate_slug, longest=120, required=True),
        title=entry.text("title", longest=255, required=True),
        accent=entry.text("accent", longest=7),
        summary=entry.text("summary", longest=250),
    )


def read_brand(data: Any, place: str, faults: Faults) -> BrandEntry:
    entry = Reader(data, place, faults)
    return BrandEntry(
        place=place,
        slug=entry.checked("slug", validate_slug, longest=120, required=True),
        name=entry.text("name", longest=255, required=True),
        problem=entry.checked("problem", validate_slug, longest=120),
        homepage=entry.checked("homepage", http_address, longest=200),
        summary=entry.text("summary", longest=250),
    )


def read_product(data: Any, place: str, faults: Faults) -> ProductEntry:
    entry = Reader(data, place, faults)
    variants = entry.value("variants") or []
    if not variants:
        entry.fault("variants", _("is missing"))
    elif not isinstance(variants, list):
        entry.fault("variants", _("must be a list"))
        variants = []
    return ProductEntry(
        place=place,
        slug=entry.checked("slug", validate_slug, longest=120, required=True),
        name=entry.text("name", longest=120, required=True),
        brand=entry.checked("brand", validate_slug, longest=120, required=True),
        category=entry.text("category", longest=80),
        published=entry.yes_or_no("published"),
        summary=entry.text("summary", longest=250),
        description=entry.text("description"),
        claims=entry.texts("claims", longest=200),
        variants=[
            _read_variant(variant, place, faults, f"variants[{number}]")
            for number, variant in enumerate(variants)
        ],
    )


def _read_variant(data: Any, place: str, faults: Faults, field: str) -> VariantEntry:
    entry = Reader(data, place, faults, prefix=f"{field}.")
    entry.currency("currency")
    return VariantEntry(
        field=field,
        sku=entry.checked("sku", sku_format, longest=64, required=True),
        price=entry.price("price", is_free=False),
        stock=entry.whole("stock"),
        options=entry.options("option"),
        weight_g=entry.whole("weight_g"),
    )
