"""What staff do about a single payment of an order: ask its provider, try a refund again, pay it back by hand."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from checkout.models import Payment
from checkout.payments import KNOWN
from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.refund_repairs import StillOnItsWay, retry_refund, settle_by_hand
from checkout.settlement import return_stray_capture, settle_payment
from checkout.views.answers import safe_next

ASKED = "checkout.payment_asked"
RETRIED = "checkout.refund_retried"
BY_HAND = "checkout.refund_by_hand"
GIVEN_BACK = "checkout.payment_given_back"


@dataclass(frozen=True)
class PaymentRow:
    """A payment with the buttons that make sense for it now."""

    payment: Payment
    may_ask: bool
    may_retry: bool
    may_settle: bool
    may_give_back: bool


def describe_payment(payment: Payment) -> PaymentRow:
    provider = KNOWN.get(payment.provider)
    is_online = provider is not None and provider.is_online
    is_refund = payment.kind == Payment.Kind.REFUND
    is_pending = payment.status == Payment.Status.PENDING
    is_failed = payment.status == Payment.Status.FAILED
    return PaymentRow(
        payment=payment,
        may_ask=is_online and not is_refund and is_pending,
        may_retry=is_online and is_refund and is_failed,
        # What an online provider has not answered yet may still be on its way: paid by hand it went twice.
        may_settle=is_refund and (is_failed or (is_pending and not is_online)),
        may_give_back=is_online and not is_refund and is_pending and bool(payment.problem),
    )


@permission_required("checkout.change_order")
@require_POST
def ask_provider(request: HttpRequest, payment_id: int) -> HttpResponse:
    payment = _find(payment_id)
    if not describe_payment(payment).may_ask:
        return _refuse(request, payment)
    try:
        settle_payment(payment=payment, now=timezone.now())
    except (ProviderUnavailable, ProviderRefused) as failure:
        messages.error(request, _("The provider gave no answer: %(problem)s") % {"problem": failure})
    else:
        payment.refresh_from_db()
        state = {"state": payment.get_status_display()}
        messages.success(request, _("The provider was asked. The payment is: %(state)s.") % state)
    return _done(request, payment, ASKED)


@permission_required("checkout.change_order")
@require_POST
def give_back(request: HttpRequest, payment_id: int) -> HttpResponse:
    """The provider took another sum than was asked for: it is asked how much, and all of it goes back."""
    payment = _find(payment_id)
    if not describe_payment(payment).may_give_back:
        return _refuse(request, payment)
    try:
        was_stray = return_stray_capture(payment=payment, actor=request.user, now=timezone.now())
    except (ProviderUnavailable, ProviderRefused) as failure:
        messages.error(request, _("The provider gave no answer: %(problem)s") % {"problem": failure})
        return redirect(_page_after(request, payment))
    if not was_stray:
        messages.warning(
            request, _("The provider knows of no other sum than was asked for: nothing goes back.")
        )
        return redirect(_page_after(request, payment))
    messages.success(request, _("What was taken goes back, and the buyer is told by mail."))
    return _done(request, payment, GIVEN_BACK)


@permission_required("checkout.change_order")
@require_POST
def retry(request: HttpRequest, payment_id: int) -> HttpResponse:
    payment = _find(payment_id)
    is_offered = describe_payment(payment).may_retry
    if not is_offered or not retry_refund(payment=payment, actor=request.user, now=timezone.now()):
        return _refuse(request, payment)
    messages.success(request, _("The provider is asked again to send this refund."))
    return _done(request, payment, RETRIED)


@permission_required("checkout.change_order")
@require_POST
def pay_by_hand(request: HttpRequest, payment_id: int) -> HttpResponse:
    payment = _find(payment_id)
    if not describe_payment(payment).may_settle:
        return _refuse(request, payment)
    try:
        settle_by_hand(payment=payment, actor=request.user, now=timezone.now())
    except StillOnItsWay as refusal:
        messages.error(request, str(refusal))
        return redirect(_page_after(request, payment))
    messages.success(request, _("The refund is recorded as paid back by hand."))
    return _done(request, payment, BY_HAND)


def _find(payment_id: int) -> Payment:
    return get_object_or_404(Payment.objects.select_related("order"), pk=payment_id)


def _refuse(request: HttpRequest, payment: Payment) -> HttpResponse:
    messages.warning(request, _("Nothing was done: the payment has changed meanwhile."))
    return redirect(_page_after(request, payment))


def _done(request: HttpRequest, payment: Payment, action: str) -> HttpResponse:
    log(instance=payment.order, action=action, user=request.user, data={"payment": payment.pk})
    return redirect(_page_after(request, payment))


def _page_after(request: HttpRequest, payment: Payment) -> str:
    order_page = reverse("orders_modeladmin_inspect", args=[payment.order_id])
    return safe_next(request.POST.get("next", ""), order_page)
