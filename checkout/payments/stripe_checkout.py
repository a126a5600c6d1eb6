"""Paying on Stripe's own page (hosted Checkout): no card number ever comes near the shop.

What Stripe says of a Checkout Session, in the words of `IntentStatus`. Sources: "The Session object", "The
PaymentIntent object" and "Fulfill orders" (docs.stripe.com/api/checkout/sessions/object,
docs.stripe.com/api/payment_intents/object, docs.stripe.com/checkout/fulfillment).

| status   | payment_status      | PaymentIntent           | means           |
| -------- | ------------------- | ----------------------- | --------------- |
| any      | paid                | any                     | captured        |
| any      | no_payment_required | none; the total is 0    | captured        |
| expired  | unpaid              | any                     | cancelled       |
| open     | unpaid              | any                     | requires_action |
| complete | unpaid              | canceled                | cancelled       |
| complete | unpaid              | requires_payment_method | failed          |
| complete | unpaid              | anything else           | authorized      |

The last rows are of methods that take their time: the buyer has done everything on the page, and the money comes
(checkout.session.async_payment_succeeded) or does not (checkout.session.async_payment_failed) days later.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import get_currency_precision
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams

from checkout.models import Order, Payment
from checkout.models.order import OrderStatus
from checkout.payments.minor_units import from_minor, to_minor
from checkout.payments.provider import (
    Intent,
    IntentStatus,
    ProviderRefused,
    ProviderUnavailable,
    RefundAnswer,
    WebhookMessage,
)
from checkout.payments.stripe_calls import StripeErrand
from checkout.payments.stripe_messages import ID, read_message

# Stripe takes no session that ends in less than 30 minutes or more than 24 hours.
_LIVES_AFTER_RESERVATION = timedelta(minutes=31)
_LIVES_AT_MOST = timedelta(hours=23)

# Where Stripe counts otherwise than the rest of the world, a sum would be a hundred times too much or too little.
# docs.stripe.com/currencies, "Zero-decimal currencies", "Three-decimal currencies" and "Special cases".
_WHOLE = {
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "JPY",
    "KMF",
    "KRW",
    "MGA",
    "PYG",
    "RWF",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
}
_THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}

_UNPAID_THOUGH_COMPLETE = {
    "canceled": IntentStatus.CANCELLED,
    "requires_payment_method": IntentStatus.FAILED,
}
_SENT_BACK = {"succeeded": True, "pending": False, "requires_action": False}
_CAME_TO_NOTHING = {"failed", "canceled"}


class StripeCheckout:
    """A payment's reference is the id of its Checkout Session.

    A session lives at least 30 minutes, our reservation less: when the reservation lapses, the shop expires the
    session itself by `cancel`. A capture that slips in between is settled as a late one: the order is reopened if
    its pieces are still there, else the money goes back.
    """

    code = "stripe"
    name: str | Promise = gettext_lazy("Card, KakaoPay, Naver Pay, Alipay")
    description: str | Promise = gettext_lazy("You pay on Stripe's page and come back here.")
    first_status: str = OrderStatus.PENDING_PAYMENT
    is_online = True

    def deadline(self, now: datetime) -> datetime:
        return now + timedelta(seconds=settings.CHECKOUT_RESERVATION_SECONDS)

    def instructions(self, order: Order) -> str:
        return ""

    def start(self, *, payment: Payment, return_url: str) -> Intent:
        asked = _asked_session(payment, return_url=return_url)
        with StripeErrand().calling() as stripe:
            answer = stripe.checkout.sessions.create(
                asked, {"idempotency_key": str(payment.attempt_key)}
            ).to_dict()
        return _intent(answer, payment)

    def fetch(self, *, payment: Payment) -> Intent:
        return _intent(_session(StripeErrand(), payment), payment)

    def cancel(self, *, payment: Payment) -> Intent:
        errand = StripeErrand()
        ref = _ref(payment)
        try:
            with errand.calling() as stripe:
                answer = stripe.checkout.sessions.expire(ref).to_dict()
        except ProviderRefused:
            # Only an open session can be expired: this one is paid, on its way, or expired already.
            found = _intent(_session(errand, payment), payment)
            if found.status == IntentStatus.REQUIRES_ACTION:
                raise
            return found
        return _intent(answer, payment)

    def refund(self, *, payment: Payment) -> RefundAnswer:
        """Stripe forgets idempotency keys after a day, and repeats its first answer until then. So a refund that
        was asked for is looked up, by its id or by our key in its metadata, before it is asked for.
        """
        capture = payment.reverses
        if capture is None or not capture.provider_ref:
            raise ProviderRefused("There is no payment over there that could be sent back.")
        errand = StripeErrand()
        if payment.provider_ref:
            with errand.calling() as stripe:
                return _refund_answer(stripe.refunds.retrieve(payment.provider_ref).to_dict())
        intent_id = _intent_id(_session(errand, capture))
        key = str(payment.attempt_key)
        asked: RefundCreateParams = {
            "payment_intent": intent_id,
            "amount": _minor(payment),
            "metadata": {"order": payment.order.number, "refund": key},
        }
        with errand.calling() as stripe:
            earlier = stripe.refunds.list({"payment_intent": intent_id, "limit": 100}).to_dict()["data"]
            answer = next((made for made in earlier if _is_of(made, key)), None)
        if answer is None:
            with errand.calling() as stripe:
                answer = stripe.refunds.create(asked, {"idempotency_key": key}).to_dict()
        return _refund_answer(answer)

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookMessage:
        return read_message(body=body, headers=headers, now=now)


def _asked_session(payment: Payment, *, return_url: str) -> SessionCreateParams:
    """The same for the same payment whenever it is asked, because Stripe refuses a key with other words."""
    order = payment.order
    names = {"order": order.number, "payment": str(payment.pk)}
    lives = timedelta(seconds=settings.CHECKOUT_RESERVATION_SECONDS) + _LIVES_AFTER_RESERVATION
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Order %(number)s") % {"number": order.number}
    return {
        "mode": "payment",
        "client_reference_id": order.number,
        "customer_email": order.email,
        # One line for the whole order: discounts and shipping are spread over an order's lines by our rules, and
        # lines that Stripe adds up by its own could come to another sum than the one the buyer agreed to.
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": payment.currency.lower(),
                    "unit_amount": _minor(payment),
                    "product_data": {"name": title},
                },
            }
        ],
        # The sum and currency that the buyer agreed to, not Stripe's conversion of it.
        "adaptive_pricing": {"enabled": False},
        "success_url": return_url,
        "cancel_url": return_url,
        "expires_at": int((payment.created_at + min(lives, _LIVES_AT_MOST)).timestamp()),
        "metadata": names,
        "payment_intent_data": {"metadata": names},
    }


def _minor(payment: Payment) -> int:
    currency = payment.currency
    decimals = 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2
    if decimals != get_currency_precision(currency):
        raise ProviderRefused(f"Stripe counts {currency} in other units than this shop.")
    try:
        return to_minor(payment.amount, currency)
    except ValueError as error:
        raise ProviderRefused(str(error)) from error


def _ref(payment: Payment) -> str:
    if not payment.provider_ref:
        raise ProviderRefused("This payment was never started over there.")
    return payment.provider_ref


def _session(errand: StripeErrand, payment: Payment) -> dict[str, Any]:
    ref = _ref(payment)
    with errand.calling() as stripe:
        return stripe.checkout.sessions.retrieve(ref, {"expand": ["payment_intent"]}).to_dict()


def _intent(session: dict[str, Any], payment: Payment) -> Intent:
    ref = _id(session)
    if payment.provider_ref not in ("", ref):
        raise ProviderUnavailable(f"The answer is about {ref}, not about {payment.provider_ref}.")
    status = _status(session)
    if status != IntentStatus.CAPTURED:
        return Intent(ref, status, payment.amount, payment.currency, _redirect_url(session))
    amount, currency = _taken(session)
    return Intent(ref, status, amount, currency)


def _status(session: dict[str, Any]) -> IntentStatus:
    match session.get("status"), session.get("payment_status"):
        case _, "paid":
            return IntentStatus.CAPTURED
        case _, "no_payment_required" if session.get("amount_total") == 0:
            return IntentStatus.CAPTURED
        case "expired", "unpaid":
            return IntentStatus.CANCELLED
        case "open", "unpaid":
            return IntentStatus.REQUIRES_ACTION
        case "complete", "unpaid":
            attempt = session.get("payment_intent")
            state = str(attempt.get("status")) if isinstance(attempt, dict) else ""
            return _UNPAID_THOUGH_COMPLETE.get(state, IntentStatus.AUTHORIZED)
        case _:
            raise ProviderUnavailable("The session has no state we know.")


def _taken(session: dict[str, Any]) -> tuple[Decimal, str]:
    units, currency = session.get("amount_total"), session.get("currency")
    if not isinstance(units, int) or isinstance(units, bool) or not 0 <= units < 10**12:
        raise ProviderUnavailable("The session's amount is no whole number.")
    if not isinstance(currency, str) or len(currency) != 3:
        raise ProviderUnavailable("The session has no currency.")
    return from_minor(units, currency.upper()), currency.upper()


def _redirect_url(session: dict[str, Any]) -> str:
    url = session.get("url") or ""
    try:
        is_page = isinstance(url, str) and urlsplit(url).scheme == "https" and len(url) <= 2000
    except ValueError:
        is_page = False
    if url and not is_page:
        raise ProviderUnavailable("The session's url is no address of a page.")
    return url


def _intent_id(session: dict[str, Any]) -> str:
    attempt = session.get("payment_intent")
    if not isinstance(attempt, dict):
        raise ProviderRefused("Nothing was paid by this session.")
    return _id(attempt)


def _is_of(refund: Any, key: str) -> bool:
    names = refund.get("metadata") if isinstance(refund, dict) else None
    return isinstance(names, dict) and names.get("refund") == key


def _refund_answer(refund: dict[str, Any]) -> RefundAnswer:
    status = refund.get("status")
    if status in _CAME_TO_NOTHING:
        raise ProviderRefused(f"Stripe could not send the money back: {status}.")
    if status not in _SENT_BACK:
        raise ProviderUnavailable("The refund has no state we know.")
    return RefundAnswer(ref=_id(refund), is_done=_SENT_BACK[status])


def _id(told: dict[str, Any]) -> str:
    ref = told.get("id")
    if not isinstance(ref, str) or not ID.fullmatch(ref):
        raise ProviderUnavailable("The answer has no id.")
    return ref
