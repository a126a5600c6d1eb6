"""What an order's mails say: as HTML with its style inlined, and as plain text. Every link begins with SITE_URL."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from checkout.deeds import deeds_by_line, find_receipt
from checkout.models import Order, OrderLine, OrderLineClaim, OrderMail, Payment, Refund, Shipment
from checkout.models.order import OrderStatus
from checkout.payments import KNOWN
from checkout.return_clock import return_deadline
from stories.letters import Letter, absolute, compose_letter

# Twice the size it is shown in; JPEG, because some mail programs show nothing newer.
PICTURE = "fill-192x240|format-jpeg"

Kind = OrderMail.Kind


@dataclass(frozen=True)
class LetterLine:
    """A line with what it needs from outside the order; `picture` and `story_url` may be empty."""

    line: OrderLine
    picture: str
    accent: str
    story_url: str


def write_letter(*, order: Order, kind: str, occasion: str = "") -> Letter:
    """The mail of one kind about an order as it stands now, in the shop's own language.

    `occasion` is the id of the parcel, refund, return or payment it is about; empty for the last one.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return compose_letter(
            subject=_subject(order, kind),
            template=f"checkout/mails/{kind}",
            facts=_read_context(order, kind, occasion),
        )


def order_link(order: Order) -> str:
    """A guest's link carries the order's token; an account's owner logs in."""
    link = absolute(order.get_absolute_url())
    return link if order.user_id else f"{link}?token={quote(order.access_token)}"


def _subject(order: Order, kind: str) -> str:
    subjects = {
        OrderMail.Kind.CONFIRMATION: _("Your order %(number)s"),
        OrderMail.Kind.PAYMENT_RECEIVED: _("Your payment for order %(number)s has arrived"),
        OrderMail.Kind.PAYMENT_RETURNED: _("Your payment for order %(number)s goes back to you"),
        OrderMail.Kind.SHIPPED: _("Your order %(number)s is on its way"),
        OrderMail.Kind.DELIVERED: _("Your order %(number)s has arrived"),
        OrderMail.Kind.CANCELLED: _("Your order %(number)s is cancelled"),
        OrderMail.Kind.EXPIRED: _("Your order %(number)s was not paid in time"),
        OrderMail.Kind.REFUNDED: _("Money back for your order %(number)s"),
        OrderMail.Kind.RETURN_REQUESTED: _("Your return for order %(number)s"),
        OrderMail.Kind.RETURN_ACCEPTED: _("Please send back what you chose of order %(number)s"),
        OrderMail.Kind.RETURN_REFUSED: _("Your return for order %(number)s was not accepted"),
    }
    return subjects[OrderMail.Kind(kind)] % {"number": order.number}


def _read_context(order: Order, kind: str, occasion: str) -> dict:
    lines = [_read_line(line) for line in _lines_of(order)]
    provider = KNOWN.get(order.payment_method)
    is_unpaid = order.status == OrderStatus.PENDING_PAYMENT
    return {
        "kind": kind,
        "order": order,
        "lines": lines,
        "claims": _read_claims(order, lines),
        "link": order_link(order),
        "home": absolute("/"),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "instructions": provider().instructions(order) if provider and is_unpaid else "",
        "is_awaited": is_unpaid and provider is not None and provider.is_online,
        "is_over": order.status in {OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.REFUNDED},
        "is_paid_on_delivery": order.payment_method == "cash_on_delivery",
        **_read_occasion(order, kind, occasion),
    }


def _read_claims(order: Order, lines: list[LetterLine]) -> list[tuple[OrderLineClaim, Decimal, str]]:
    accents = {line.line.pk: line.accent for line in lines}
    is_earned = find_receipt(order=order) is not None
    done = deeds_by_line(order=order, lines=[line.line for line in lines], is_earned=is_earned)
    return [(claim, amount, accents[line.pk]) for line, claim, amount in done]


def _read_occasion(order: Order, kind: str, occasion: str) -> dict:
    """What only mails of this kind speak of."""
    match kind:
        case Kind.PAYMENT_RECEIVED | Kind.PAYMENT_RETURNED:
            taken = order.payments.captures().exclude(settled_at=None).exclude(status=Payment.Status.FAILED)
            payment = _about(taken, occasion)
            asked = (order.total, order.currency)
            is_other_sum = payment is not None and (payment.amount, payment.currency) != asked
            return {"payment": payment, "is_other_sum": is_other_sum, **_read_way(payment)}
        case Kind.SHIPPED:
            return _read_parcel(order, _about(order.shipments, occasion))
        case Kind.DELIVERED:
            return {"return_until": return_deadline(order)}
        case Kind.CANCELLED:
            return {
                "reason": _reason_to_tell(order),
                "money_back": order.payments.refunds().first(),
                "has_come_back": order.shipments.exists(),
            }
        case Kind.REFUNDED:
            refund = _about(Refund.objects.filter(payment__order=order).select_related("payment"), occasion)
            pieces = refund.lines.select_related("line").order_by("line__line_no") if refund else []
            return {"refund": refund, "pieces": pieces, **_read_way(refund.payment if refund else None)}
        case Kind.RETURN_REQUESTED | Kind.RETURN_ACCEPTED | Kind.RETURN_REFUSED:
            request = _about(order.return_requests, occasion)
            pieces = request.lines.select_related("line").order_by("line__line_no") if request else []
            return {"request": request, "pieces": pieces, "return_address": settings.RETURN_ADDRESS}
    return {}


def _read_way(payment: Payment | None) -> dict:
    provider = KNOWN.get(payment.provider) if payment is not None else None
    return {
        "way_to_pay": provider.name if provider is not None else "",
        "is_sent_by_itself": provider is not None and provider.is_online,
    }


def _read_parcel(order: Order, shipment: Shipment | None) -> dict:
    """What is in a parcel and what follows; no `parcel` when everything came at once."""
    to_come = [
        {"line": line, "quantity": line.open_pieces}
        for line in order.lines.order_by("line_no")
        if line.open_pieces
    ]
    is_part = bool(to_come) or order.shipments.count() > 1
    parcel = shipment.lines.select_related("line").order_by("line__line_no") if shipment and is_part else []
    return {"shipment": shipment, "parcel": parcel, "to_come": to_come}


def _about(rows, occasion: str):
    """The row of the occasion, or the last one."""
    rows = rows.order_by("-pk")
    return (rows.filter(pk=int(occasion)).first() if occasion.isdigit() else None) or rows.first()


def _lines_of(order: Order):
    return (
        order.lines.select_related("image", "story", "variant__product__brand__problem")
        .prefetch_related("claims__entries", "image__renditions")
        .order_by("line_no")
    )


def _read_line(line: OrderLine) -> LetterLine:
    picture = ""
    if line.image is not None:
        rendition = get_rendition_or_not_found(line.image, PICTURE)
        picture = "" if rendition.file.name == "not-found" else absolute(rendition.url)
    story_path = line.story.get_url_parts() if line.story is not None and line.story.live else None
    return LetterLine(
        line=line,
        picture=picture,
        accent=line.variant.product.brand.problem.accent,
        story_url=absolute(story_path[2]) if story_path and story_path[2] else "",
    )


def _reason_to_tell(order: Order) -> str:
    """Why staff cancelled the order; the buyer's own reason is the buyer's."""
    event = order.events.filter(to_status=OrderStatus.CANCELLED).first()
    if event is None or event.actor_id is None or event.actor_id == order.user_id:
        return ""
    return event.reason
