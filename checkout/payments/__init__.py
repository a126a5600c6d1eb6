"""Ways to pay: one module per provider behind one small interface."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from checkout.payments.bank_transfer import BankTransfer
from checkout.payments.cash_on_delivery import CashOnDelivery
from checkout.payments.provider import PaymentProvider
from checkout.payments.sandbox import Sandbox
from checkout.payments.stripe_checkout import StripeCheckout

KNOWN: dict[str, type[PaymentProvider]] = {
    CashOnDelivery.code: CashOnDelivery,
    BankTransfer.code: BankTransfer,
    Sandbox.code: Sandbox,
    StripeCheckout.code: StripeCheckout,
}


ONLINE = [code for code, provider in KNOWN.items() if provider.is_online]


class UnknownPaymentMethod(Exception):
    message = _("This way of paying is not offered.")

    def __init__(self):
        super().__init__(str(self.message))


def offered_providers() -> list[PaymentProvider]:
    """The switched-on providers, in the order of the setting."""
    return [KNOWN[code]() for code in settings.PAYMENT_PROVIDERS]


def offered_provider(code: str) -> PaymentProvider:
    """Raises UnknownPaymentMethod for a provider that is unknown or switched off."""
    if code not in settings.PAYMENT_PROVIDERS:
        raise UnknownPaymentMethod
    return KNOWN[code]()
