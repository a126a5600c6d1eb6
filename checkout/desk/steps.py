"""The steps that staff take with an order: one rule each, with a line in Wagtail's log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from checkout.captures import mark_paid
from checkout.carriers import NAMES
from checkout.goods_back import Fate
from checkout.models import Order, Payment
from checkout.models.order import OrderStatus
from checkout.order_life import (
    cancel_order,
    mark_delivered,
    mark_packed,
    may_cancel,
    may_come_back_undelivered,
    ship_order,
    take_back_undelivered,
)
from checkout.payments import KNOWN
from checkout.statuses import MAY_SHIP, IllegalStep, may_become


class NoDetailsForm(forms.Form):
    """Nothing is asked but whether it is meant."""

    def __init__(self, *args, order: Order | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = order


class PaymentForm(NoDetailsForm):
    reason = forms.CharField(
        label=_("Where it was seen"),
        max_length=250,
        help_text=_("For example the number and date of the bank statement."),
    )


class ShippingForm(NoDetailsForm):
    """`cleaned_data["pieces"]` is what the parcel holds: {line number: pieces}."""

    carrier = forms.CharField(
        label=_("Carrier"), max_length=80, widget=forms.TextInput(attrs={"list": "carriers"})
    )
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=80, required=False)
    suggestions = {"carriers": NAMES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.open_lines = [line for line in self.order.lines.order_by("line_no") if line.open_pieces]
        for line in self.open_lines:
            self.fields[_pieces_field(line.line_no)] = forms.IntegerField(
                label=f"{line.title}, {line.option}" if line.option else line.title,
                help_text=_("%(sku)s; %(count)s to be sent") % {"sku": line.sku, "count": line.open_pieces},
                min_value=0,
                max_value=line.open_pieces,
                initial=line.open_pieces,
            )

    def clean(self):
        details = super().clean()
        pieces = {line.line_no: details.pop(_pieces_field(line.line_no), 0) for line in self.open_lines}
        if not self.errors and not any(pieces.values()):
            raise forms.ValidationError(_("A parcel holds at least one piece."))
        return {**details, "pieces": pieces}


class CancellingForm(NoDetailsForm):
    # It stands in the ledger of stock as well, which keeps 200 characters.
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The buyer reads it in the mail that is sent now.")
    )


class ComingBackForm(NoDetailsForm):
    fate = forms.ChoiceField(
        label=_("Where its pieces go"),
        choices=[
            (Fate.RESTOCK, _("Back into stock")),
            (Fate.WRITE_OFF, _("Written off: broken or lost")),
            (Fate.KEEP, _("Booked back before")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The buyer reads it in the mail that is sent now.")
    )


@dataclass(frozen=True)
class Step:
    """`carry_out` is the rule; it gets the cleaned fields of `form_class` by name.

    `judge` says whether an order may take the step where the table of steps does not say enough.
    """

    name: str
    to_status: OrderStatus
    button: Promise
    title: Promise
    explanation: Promise
    done: Promise
    carry_out: Callable[..., Order]
    form_class: type[NoDetailsForm] = NoDetailsForm
    is_serious: bool = False
    judge: Callable[[Order], bool] | None = None

    @property
    def log_action(self) -> str:
        return f"checkout.order_{self.name}"

    def is_offered(self, order: Order) -> bool:
        if self.judge is not None:
            return self.judge(order)
        if order.status == OrderStatus.PARTIALLY_REFUNDED and self.to_status == OrderStatus.DELIVERED:
            return _may_arrive(order)
        return may_become(order=order, to_status=self.to_status)


def _mark_seen(*, order: Order, reason: str, actor, now: datetime) -> Order:
    return mark_paid(payment=order.last_attempt, reason=reason, actor=actor, now=now)


def _send_parcel(
    *, order: Order, carrier: str, tracking_number: str, pieces: dict[int, int], actor, now: datetime
) -> Order:
    return ship_order(
        order=order, carrier=carrier, tracking_number=tracking_number, pieces=pieces, actor=actor, now=now
    ).order


def _pieces_field(line_no: int) -> str:
    return f"pieces_{line_no}"


def _may_be_seen_paid(order: Order) -> bool:
    """Money that staff see on the bank's statement, in time or late.

    An online provider tells by itself, and what is paid at the door comes with the parcel or not at all.
    """
    provider = KNOWN.get(order.payment_method)
    if provider and (provider.is_online or provider.first_status != OrderStatus.PENDING_PAYMENT):
        return False
    if order.status != OrderStatus.CANCELLED and not may_become(order=order, to_status=OrderStatus.PAID):
        return False
    return order.last_attempt.status in {Payment.Status.PENDING, Payment.Status.FAILED}


def _may_be_sent(order: Order) -> bool:
    return order.status in MAY_SHIP and any(line.open_pieces for line in order.lines.all())


def _may_arrive(order: Order) -> bool:
    is_all_sent = not any(line.open_pieces for line in order.lines.all())
    return order.delivered_at is None and order.shipments.exists() and is_all_sent


STEPS = (
    Step(
        name="paid",
        to_status=OrderStatus.PAID,
        button=_("Payment received"),
        title=_("Payment received?"),
        explanation=_(
            "The whole amount is recorded as paid, and the order waits to be packed. Money that comes after the "
            "order expired opens it again if its pieces are there; else the money goes back."
        ),
        done=_("Order %(number)s is paid."),
        carry_out=_mark_seen,
        form_class=PaymentForm,
        judge=_may_be_seen_paid,
    ),
    Step(
        name="packed",
        to_status=OrderStatus.PACKED,
        button=_("Packed"),
        title=_("Packed?"),
        explanation=_("The parcel is ready and waits for its carrier."),
        done=_("Order %(number)s is packed."),
        carry_out=mark_packed,
    ),
    Step(
        name="shipped",
        to_status=OrderStatus.SHIPPED,
        button=_("Send a parcel"),
        title=_("Send a parcel?"),
        explanation=_("The pieces leave the stock, and the buyer gets a mail with carrier and number."),
        done=_("A parcel of order %(number)s is on its way."),
        carry_out=_send_parcel,
        form_class=ShippingForm,
        judge=_may_be_sent,
    ),
    Step(
        name="delivered",
        to_status=OrderStatus.DELIVERED,
        button=_("Delivered"),
        title=_("Delivered?"),
        explanation=_("What is paid on delivery is recorded as paid."),
        done=_("Order %(number)s has arrived."),
        carry_out=mark_delivered,
    ),
    Step(
        name="came_back",
        to_status=OrderStatus.CANCELLED,
        button=_("Came back"),
        title=_("Came back?"),
        explanation=_(
            "Nobody took the parcel at the door, and it is here again. The order is cancelled, nothing has to be "
            "paid, and the buyer gets a mail."
        ),
        done=_("Order %(number)s came back and is cancelled."),
        carry_out=take_back_undelivered,
        form_class=ComingBackForm,
        is_serious=True,
        judge=may_come_back_undelivered,
    ),
    Step(
        name="cancelled",
        to_status=OrderStatus.CANCELLED,
        button=_("Cancel the order"),
        title=_("Cancel the order?"),
        explanation=_(
            "The pieces go back into the stock and the buyer gets a mail. What was paid is to be paid back: more "
            "than you may refund of an order, only the owner cancels."
        ),
        done=_("Order %(number)s is cancelled."),
        carry_out=cancel_order,
        form_class=CancellingForm,
        is_serious=True,
        judge=may_cancel,
    ),
)


def find_step(name: str) -> Step | None:
    return next((step for step in STEPS if step.name == name), None)


def offered_steps(order: Order) -> list[Step]:
    return [step for step in STEPS if step.is_offered(order)]


@transaction.atomic
def take_step(*, step: Step, order: Order, details: dict, actor, now: datetime) -> Order:
    """Carries the step out and logs who did it. Raises IllegalStep, judged by the order as it is now."""
    order = Order.objects.locked().get(pk=order.pk)
    if not step.is_offered(order):
        raise IllegalStep(order, step.to_status)
    order = step.carry_out(order=order, actor=actor, now=now, **details)
    log(instance=order, action=step.log_action, user=actor, data=details)
    return order
