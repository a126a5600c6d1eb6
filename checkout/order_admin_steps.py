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
from checkout.models import Order
from checkout.models.order import OrderStatus
from checkout.order_life import cancel_order, mark_delivered, mark_packed, may_cancel, ship_order
from checkout.statuses import IllegalStep, may_become


class NoDetailsForm(forms.Form):
    """Nothing is asked but whether it is meant."""


class PaymentForm(forms.Form):
    reason = forms.CharField(
        label=_("Where it was seen"),
        max_length=250,
        help_text=_("For example the number and date of the bank statement."),
    )


class ShippingForm(forms.Form):
    carrier = forms.CharField(label=_("Carrier"), max_length=80)
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=80, required=False)


class CancellingForm(forms.Form):
    # It stands in the ledger of stock as well, which keeps 200 characters.
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The buyer reads it in the mail that is sent now.")
    )


@dataclass(frozen=True)
class Step:
    """`carry_out` is the rule; it gets the cleaned fields of `form_class` by name."""

    name: str
    to_status: OrderStatus
    button: Promise
    title: Promise
    explanation: Promise
    done: Promise
    carry_out: Callable[..., Order]
    form_class: type[forms.Form] = NoDetailsForm
    is_serious: bool = False

    @property
    def log_action(self) -> str:
        return f"checkout.order_{self.name}"

    def is_offered(self, order: Order) -> bool:
        if self.to_status == OrderStatus.CANCELLED:
            return may_cancel(order)
        return may_become(order=order, to_status=self.to_status)


def _mark_seen(*, order: Order, reason: str, actor, now: datetime) -> Order:
    return mark_paid(payment=order.last_attempt, reason=reason, actor=actor, now=now)


def _ship_all(*, order: Order, carrier: str, tracking_number: str, actor, now: datetime) -> Order:
    return ship_order(
        order=order, carrier=carrier, tracking_number=tracking_number, actor=actor, now=now
    ).order


STEPS = (
    Step(
        name="paid",
        to_status=OrderStatus.PAID,
        button=_("Payment received"),
        title=_("Payment received?"),
        explanation=_("The whole amount is recorded as paid, and the order waits to be packed."),
        done=_("Order %(number)s is paid."),
        carry_out=_mark_seen,
        form_class=PaymentForm,
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
        button=_("Shipped"),
        title=_("Shipped?"),
        explanation=_("The pieces leave the stock, and the buyer gets a mail with carrier and number."),
        done=_("Order %(number)s is on its way."),
        carry_out=_ship_all,
        form_class=ShippingForm,
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
        name="cancelled",
        to_status=OrderStatus.CANCELLED,
        button=_("Cancel the order"),
        title=_("Cancel the order?"),
        explanation=_(
            "The pieces go back into the stock and the buyer gets a mail. What was paid is to be paid back."
        ),
        done=_("Order %(number)s is cancelled."),
        carry_out=cancel_order,
        form_class=CancellingForm,
        is_serious=True,
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
