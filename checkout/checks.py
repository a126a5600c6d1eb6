from django.conf import settings
from django.core.checks import Error, register

from checkout.payments import KNOWN


@register()
def payment_providers_are_known(app_configs, **kwargs):
    unknown = [code for code in settings.PAYMENT_PROVIDERS if code not in KNOWN]
    if not unknown and settings.PAYMENT_PROVIDERS:
        return []
    return [
        Error(
            f"PAYMENT_PROVIDERS names {', '.join(unknown) or 'nothing'}.",
            hint=f"Choose out of: {', '.join(sorted(KNOWN))}.",
            id="checkout.E001",
        )
    ]
