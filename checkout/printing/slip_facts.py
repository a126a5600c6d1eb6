"""What a packing slip says: what is still to go into a parcel, and where it goes. Never a price."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet
from wagtail.images.models import AbstractRendition
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from checkout.models import Order, OrderLine
from checkout.printing.barcode import Barcode, encode
from checkout.printing.facts import clean, day, read_phone, read_place, read_shop
from checkout.statuses import MAY_SHIP
from stories.models import MuseumImage

# The picture of the mails: JPEG, which PDF holds as it is.
PICTURE = "fill-192x240|format-jpeg"


@dataclass(frozen=True)
class SlipLine:
    """`quantity` is what is to be packed; `ordered` is more when a part has left or was given up."""

    sku: str
    title: str
    option: str
    quantity: int
    ordered: int
    picture: AbstractRendition | None


@dataclass(frozen=True)
class Slip:
    number: str
    barcode: Barcode
    shop_name: str
    placed: str
    status: str
    place: list[str]
    phone: str
    shipping: str
    note: str
    lines: list[SlipLine]
    pieces: int
    is_part: bool


def orders_to_pack() -> QuerySet[Order]:
    """Those with pieces that may leave and are still in the house, the oldest first."""
    return _open_lines_of(Order.objects.filter(status__in=MAY_SHIP)).order_by("placed_at", "pk")


def _open_lines_of(orders: QuerySet[Order]) -> QuerySet[Order]:
    waiting = OrderLine.objects.filter(quantity__gt=F("shipped") + F("released"))
    return orders.filter(pk__in=waiting.values("order"))


def read_slips(*, orders: QuerySet[Order], site: Site | None) -> list[Slip]:
    """The same number of queries for any number of orders, once the pictures have been made."""
    lines = OrderLine.objects.order_by("line_no").prefetch_related(
        Prefetch("image", MuseumImage.objects.prefetch_renditions(PICTURE))
    )
    shop_name = read_shop(site).name
    return [_read_slip(order, shop_name) for order in orders.prefetch_related(Prefetch("lines", lines))]


def _read_slip(order: Order, shop_name: str) -> Slip:
    lines = list(order.lines.all())
    to_pack = [line for line in lines if line.open_pieces]
    return Slip(
        number=order.number,
        barcode=encode(order.number),
        shop_name=shop_name,
        placed=day(order.placed_at),
        status=str(order.get_status_display()),
        place=read_place(order),
        phone=read_phone(order),
        shipping=clean(order.shipping_name),
        note=clean(order.note),
        lines=list(_read_lines(to_pack)),
        pieces=sum(line.open_pieces for line in to_pack),
        is_part=any(line.open_pieces != line.quantity for line in lines),
    )


def _read_lines(lines: Iterable[OrderLine]) -> Iterable[SlipLine]:
    for line in lines:
        yield SlipLine(
            sku=line.sku,
            title=clean(line.title),
            option=clean(line.option),
            quantity=line.open_pieces,
            ordered=line.quantity,
            picture=_picture_of(line),
        )


def _picture_of(line: OrderLine) -> AbstractRendition | None:
    if line.image is None:
        return None
    rendition = get_rendition_or_not_found(line.image, PICTURE)
    return None if rendition.file.name == "not-found" else rendition
