"""Paying back from the desk: what it comes to is shown before it is done."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from checkout.desk.forms_refunds import RefundForm
from checkout.models import Order, Refund
from checkout.refunds import (
    NothingCaptured,
    RefundRefused,
    quote_refund,
    refund_amount,
    refund_pieces,
    refundable_pieces,
)
from checkout.statuses import IllegalStep

REFUNDED = "checkout.order_refunded"


def may_refund(order: Order) -> bool:
    return order.is_paid


@permission_required("checkout.change_order")
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, order_id: int) -> HttpResponse:
    """First what it comes to; confirmed, it is done."""
    order = get_object_or_404(Order.objects.prefetch_related("payments"), pk=order_id)
    page = reverse("orders_modeladmin_inspect", args=[order.pk])
    form = RefundForm(
        request.POST if request.method == "POST" else None,
        lines=list(order.lines.order_by("line_no")),
        most=refundable_pieces(order),
    )
    due: Decimal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            due = _due(order, form)
            if "confirm" in request.POST and form.cleaned_data["expected"] == str(due):
                done = _pay_back(order, form, actor=request.user)
                log(instance=order, action=REFUNDED, user=request.user, data={"refund": done.pk})
                messages.success(request, _("The money goes back, and the buyer gets a mail."))
                return redirect(page)
        except NothingCaptured as refusal:
            messages.error(request, str(refusal))
            return redirect(page)
        except (RefundRefused, IllegalStep) as refusal:
            form.add_error(None, str(refusal))
    context = {"order": order, "form": form, "due": due, "back": page}
    return render(request, "checkout/admin/refund.html", context)


def _due(order: Order, form: RefundForm) -> Decimal:
    amount = form.cleaned_data.get("amount")
    if amount:
        return amount
    with_shipping = form.cleaned_data["with_shipping"]
    return quote_refund(order=order, pieces=form.chosen(), with_shipping=with_shipping).total


def _pay_back(order: Order, form: RefundForm, *, actor) -> Refund:
    wish, now = form.cleaned_data, timezone.now()
    if wish.get("amount"):
        return refund_amount(
            order=order, amount=wish["amount"], reason=wish["reason"], actor=actor, now=now, key=wish["key"]
        )
    return refund_pieces(
        order=order,
        pieces=form.chosen(),
        reason=wish["reason"],
        actor=actor,
        now=now,
        with_shipping=wish["with_shipping"],
        key=wish["key"],
    )
