import pytest

from checkout.checks import payment_providers_are_known, payment_providers_have_what_they_need


def test_the_shop_as_it_comes_is_complete():
    assert payment_providers_are_known(None) == []
    assert payment_providers_have_what_they_need(None) == []


@pytest.mark.parametrize(("providers", "named"), [([], "nothing"), (["sandbox", "barter"], "barter")])
def test_a_way_of_paying_that_nobody_knows(settings, providers, named):
    settings.PAYMENT_PROVIDERS = providers
    (error,) = payment_providers_are_known(None)
    assert (error.id, error.msg) == ("checkout.E001", f"PAYMENT_PROVIDERS names {named}.")


@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("sandbox", "SANDBOX_API_URL"),
        ("sandbox", "SANDBOX_API_KEY"),
        ("sandbox", "SANDBOX_WEBHOOK_SECRET"),
        ("stripe", "STRIPE_API_KEY"),
        ("stripe", "STRIPE_WEBHOOK_SECRET"),
    ],
)
def test_a_provider_that_is_switched_on_needs_its_own_variables(settings, provider, variable):
    for name in settings.PAYMENT_PROVIDER_NEEDS[provider]:
        setattr(settings, name, "" if name == variable else "something")
    settings.PAYMENT_PROVIDERS = ["cash_on_delivery"]
    assert payment_providers_have_what_they_need(None) == []
    settings.PAYMENT_PROVIDERS = ["cash_on_delivery", provider]
    (error,) = payment_providers_have_what_they_need(None)
    assert (error.id, error.msg) == (
        "checkout.E002",
        f"PAYMENT_PROVIDERS names {provider}, but {variable} is not set.",
    )
