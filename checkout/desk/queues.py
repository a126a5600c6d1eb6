"""What waits for somebody at the desk: each kind with its first rows and the button that mends one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from checkout.desk.mails import logs_of
from checkout.desk.messages import messages_in_state
from checkout.desk.payments import needing_somebody
from checkout.desk.returns import OPEN
from checkout.desk.waiting import (
    Waiting,
    tell_low_stock,
    tell_mail,
    tell_message,
    tell_on_its_way,
    tell_outgoing,
    tell_payment,
    tell_return,
    tell_to_pack,
    tell_to_send,
    tell_transfer,
)
from checkout.models import Order, Payment, ReturnRequest, Shipment, WebhookDelivery
from checkout.models.order import OrderStatus
from checkout.outbox import FAILED
from checkout.printing.slip_facts import orders_to_pack
from checkout.transfers import find_open_transfers
from products.stock_levels import find_low_stock
from webhooks.models import OutgoingDelivery

SHOWN = 5
# A message is acted on within seconds.
MESSAGE_WAITS_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Queue:
    """`rows` are the first of `count`; all of them are at `address`. Money and mail in trouble are `serious`."""

    name: str
    title: Promise
    address: str
    count: int
    rows: list[Waiting]
    may_mend: bool
    is_serious: bool


@dataclass(frozen=True)
class Count:
    title: Promise
    address: str
    count: int
    is_serious: bool


@dataclass(frozen=True)
class Kind:
    name: str
    title: Promise
    find: Callable[[datetime], QuerySet]
    describe: Callable[..., Waiting]
    all_at: Callable[[], str]
    permission: str = "checkout.view_order"
    mended_with: str = "checkout.change_order"
    is_serious: bool = False

    def read(self, *, user, now: datetime) -> Queue:
        found = self.find(now)
        count = found.count()
        rows = [self.describe(row) for row in found[:SHOWN]] if count else []
        may_mend = user.has_perm(self.mended_with)
        return Queue(self.name, self.title, self.all_at(), count, rows, may_mend, self.is_serious)


def read_queues(*, user, now: datetime) -> list[Queue]:
    """Those that the user may see, empty ones too. The number of queries does not grow with the rows."""
    return [kind.read(user=user, now=now) for kind in KINDS if user.has_perm(kind.permission)]


def count_queues(*, user, now: datetime) -> list[Count]:
    """Those of `read_queues` in which something waits, without their rows: one query each."""
    counts = [
        Count(kind.title, kind.all_at(), kind.find(now).count(), kind.is_serious)
        for kind in KINDS
        if user.has_perm(kind.permission)
    ]
    return [count for count in counts if count.count]


def _find_to_pack(_now: datetime) -> QuerySet[Order]:
    return orders_to_pack().exclude(status=OrderStatus.PACKED)


def _find_to_send(_now: datetime) -> QuerySet[Order]:
    return orders_to_pack().filter(status=OrderStatus.PACKED)


def _find_late_parcels(now: datetime) -> QuerySet[Order]:
    sent = Q(status=OrderStatus.SHIPPED)
    partly_paid_back = Q(status=OrderStatus.PARTIALLY_REFUNDED, delivered_at=None)
    has_parcels = Exists(Shipment.objects.filter(order=OuterRef("pk")))
    orders = Order.objects.filter(
        sent | partly_paid_back, has_parcels, arrives_until__lt=timezone.localdate(now)
    )
    orders = orders.exclude(pk__in=orders_to_pack().values("pk"))
    return orders.order_by("arrives_until", "pk")


def _find_payments(now: datetime) -> QuerySet[Payment]:
    payments = Payment.objects.filter(needing_somebody(now=now)["anything"])
    return payments.select_related("order").order_by("created_at", "pk")


def _find_returns(_now: datetime) -> QuerySet[ReturnRequest]:
    waiting = ReturnRequest.objects.filter(status__in=OPEN)
    return waiting.select_related("order").order_by("created_at", "pk")


def _find_mails(_now: datetime) -> QuerySet[Email]:
    return Email.objects.filter(FAILED).prefetch_related(logs_of("logs")).order_by("-pk")


def _find_messages(now: datetime) -> QuerySet[WebhookDelivery]:
    states = messages_in_state(now=now)
    late = states["waiting"] & Q(received_at__lte=now - MESSAGE_WAITS_AFTER)
    return WebhookDelivery.objects.filter(late | states["failed"]).order_by("received_at", "pk")


def _find_outgoing(_now: datetime) -> QuerySet[OutgoingDelivery]:
    failed = OutgoingDelivery.objects.filter(status=OutgoingDelivery.Status.FAILED)
    return failed.select_related("message", "endpoint").order_by("-pk")


def _listed(door: str, query: str = "") -> Callable[[], str]:
    return lambda: f"{reverse(door)}{query}"


KINDS = (
    Kind(
        name="payments",
        title=_("Money that needs somebody"),
        find=_find_payments,
        describe=tell_payment,
        all_at=_listed("payments", "?needs=anything"),
        is_serious=True,
    ),
    Kind(
        name="provider-messages",
        title=_("Messages of payment providers that nobody has acted on"),
        find=_find_messages,
        describe=tell_message,
        all_at=_listed("provider_messages", "?state=open"),
        is_serious=True,
    ),
    Kind(
        name="mails",
        title=_("Mails that could not be sent"),
        find=_find_mails,
        describe=tell_mail,
        all_at=_listed("order_mails", "?state=failed"),
        is_serious=True,
    ),
    Kind(
        name="outgoing",
        title=_("Webhooks that partners did not take"),
        find=_find_outgoing,
        describe=tell_outgoing,
        all_at=_listed("webhook_deliveries", "?state=failed"),
        permission="webhooks.view_outgoingdelivery",
        mended_with="webhooks.change_outgoingdelivery",
        is_serious=True,
    ),
    Kind(
        name="to-pack",
        title=_("To pack"),
        find=_find_to_pack,
        describe=tell_to_pack,
        all_at=_listed("packing_slips"),
    ),
    Kind(
        name="to-send",
        title=_("Packed, to be sent"),
        find=_find_to_send,
        describe=tell_to_send,
        all_at=_listed("orders_modeladmin_index", "?status__exact=packed"),
    ),
    Kind(
        name="transfers",
        title=_("Bank transfers that are awaited"),
        find=lambda _now: find_open_transfers(),
        describe=tell_transfer,
        all_at=_listed("transfers"),
    ),
    Kind(
        name="returns",
        title=_("Returns"),
        find=_find_returns,
        describe=tell_return,
        all_at=_listed("order_returns"),
    ),
    Kind(
        name="late-parcels",
        title=_("Parcels that should have arrived"),
        find=_find_late_parcels,
        describe=tell_on_its_way,
        all_at=_listed("orders_modeladmin_index", "?status__exact=shipped"),
    ),
    Kind(
        name="low-stock",
        title=_("Running out"),
        find=lambda _now: find_low_stock(),
        describe=tell_low_stock,
        all_at=_listed("product_stock_list", "?low=1"),
        permission="products.change_stockrecord",
        mended_with="products.change_stockrecord",
    ),
)
