from datetime import UTC, datetime

import pytest

from checkout.payments import BankTransfer, CashOnDelivery
from checkout.payments.provider import BadWebhook, ProviderRefused, RefundAnswer

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("provider", [BankTransfer(), CashOnDelivery()])
def test_nobody_outside_is_asked(provider, payment):
    assert provider.is_online is False
    for act in (provider.fetch, provider.cancel):
        with pytest.raises(ProviderRefused):
            act(payment=payment)
    with pytest.raises(ProviderRefused):
        provider.start(payment=payment, return_url="http://testserver/")
    with pytest.raises(BadWebhook):
        provider.parse_webhook(body=b"{}", headers={}, now=NOW)
    assert provider.refund(payment=payment) == RefundAnswer(ref="", is_done=False)
