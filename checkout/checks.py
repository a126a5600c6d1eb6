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


@register()
def payment_providers_have_what_they_need(app_configs, **kwargs):
    return [
        Error(
            f"PAYMENT_PROVIDERS names {code}, but {name} is not set.",
            hint=f"Set {name}, or take {code} out of PAYMENT_PROVIDERS.",
            id="checkout.E002",
        )
        for code in settings.PAYMENT_PROVIDERS
        for name in settings.PAYMENT_PROVIDER_NEEDS.get(code, [])
        if not getattr(settings, name)
    ]
