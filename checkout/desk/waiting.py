"""One row of what waits for somebody: what it is called, where it stands, and the buttons that mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from post_office.models import Email, Log

from checkout.desk.money import describe_payment
from checkout.models import Order, Payment, ReturnRequest, WebhookDelivery
from checkout.models.order import OrderStatus
from products.models import Variant
from products.templatetags.money import money
from webhooks.models import OutgoingDelivery


@dataclass(frozen=True)
class Deed:
    """A button: it asks for a page, or posts when `is_post`."""

    label: str
    address: str
    is_post: bool = False


@dataclass(frozen=True)
class Waiting:
    name: str
    address: str
    detail: str = ""
    since: datetime | None = None
    deeds: list[Deed] = field(default_factory=list)


def _order(order: Order, *, detail: str, since: datetime, deeds: Iterable[Deed]) -> Waiting:
    return Waiting(order.number, _page_of(order.pk), detail, since, list(deeds))


def _page_of(order_id: int) -> str:
    return reverse("orders_modeladmin_inspect", args=[order_id])


def _step(order: Order, name: str, label: str) -> Deed:
    return Deed(label, reverse("order_step", args=[order.pk, name]))


def _whom(order: Order) -> str:
    return f"{order.full_name}, {order.city}"


def tell_to_pack(order: Order) -> Waiting:
    may_pack = order.status in {OrderStatus.CONFIRMED, OrderStatus.PAID}
    step = _step(order, "packed", _("Packed")) if may_pack else _step(order, "shipped", _("Send a parcel"))
    slip = Deed(_("Packing slip"), reverse("packing_slip", args=[order.pk]))
    return _order(order, detail=_whom(order), since=order.placed_at, deeds=[step, slip])


def tell_to_send(order: Order) -> Waiting:
    deed = _step(order, "shipped", _("Send a parcel"))
    return _order(order, detail=_whom(order), since=order.placed_at, deeds=[deed])


def tell_on_its_way(order: Order) -> Waiting:
    deed = _step(order, "delivered", _("Delivered"))
    return _order(order, detail=_whom(order), since=order.placed_at, deeds=[deed])


def tell_transfer(payment: Payment) -> Waiting:
    detail = f"{payment.order.full_name}, {money(payment.amount)}"
    deed = _step(payment.order, "paid", _("Payment received"))
    return _order(payment.order, detail=detail, since=payment.created_at, deeds=[deed])


def tell_payment(payment: Payment) -> Waiting:
    row = describe_payment(payment)
    parts = [payment.get_kind_display(), money(payment.amount), payment.get_status_display(), payment.problem]
    buttons = [
        (row.may_ask, _("Ask the provider now"), "payment_ask"),
        (row.may_give_back, _("Give back what was taken"), "payment_give_back"),
        (row.may_retry, _("Try again"), "refund_retry"),
        (row.may_settle, _("Paid back by hand"), "refund_by_hand"),
    ]
    deeds = [
        Deed(label, reverse(door, args=[payment.pk]), is_post=True) for may, label, door in buttons if may
    ]
    detail = ", ".join(str(part) for part in parts if part)
    return _order(payment.order, detail=detail, since=payment.created_at, deeds=deeds)


def tell_return(asked: ReturnRequest) -> Waiting:
    label = _("Answer") if asked.status == ReturnRequest.Status.REQUESTED else _("Book the parcel")
    deed = Deed(label, reverse("order_return", args=[asked.pk]))
    detail = f"{asked.order.full_name}, {asked.get_status_display()}"
    return _order(asked.order, detail=detail, since=asked.created_at, deeds=[deed])


def tell_low_stock(variant: Variant) -> Waiting:
    label = f"{variant.product}, {variant.label}" if variant.label else str(variant.product)
    detail = _("%(label)s: %(free)s left, to be ordered below %(level)s") % {
        "label": label,
        "free": variant.free,
        "level": variant.stock.reorder_level,
    }
    stock = f"{reverse('product_stock')}?{urlencode({'sku': variant.sku})}"
    return Waiting(variant.sku, stock, detail, deeds=[Deed(_("Receive pieces"), stock)])


def tell_mail(email: Email) -> Waiting:
    tries: list[Log] = list(email.logs.all())
    why = f"{tries[-1].exception_type}: {tries[-1].message}"[:160] if tries else ""
    deed = Deed(_("Try now"), reverse("order_mail_resend", args=[email.pk]), is_post=True)
    address = f"{reverse('order_mails')}?state=failed"
    return Waiting(", ".join(email.to), address, f"{email.subject}. {why}", email.created, [deed])


def tell_message(kept: WebhookDelivery) -> Waiting:
    deed = Deed(_("Process again"), reverse("provider_message_again", args=[kept.pk]), is_post=True)
    detail = f"{kept.provider}, {kept.kind}, {kept.get_outcome_display()}"
    return Waiting(kept.event_id, reverse("provider_messages"), detail, kept.received_at, [deed])


def tell_outgoing(delivery: OutgoingDelivery) -> Waiting:
    deed = Deed(_("Send again"), reverse("webhook_delivery_again", args=[delivery.pk]), is_post=True)
    detail = f"{delivery.message.event}, {delivery.endpoint}"
    address = reverse("webhook_delivery", args=[delivery.pk])
    return Waiting(delivery.message.event_id, address, detail, delivery.message.created_at, [deed])
