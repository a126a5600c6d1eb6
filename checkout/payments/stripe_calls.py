"""Calls to Stripe by its own library: one time limit for all calls of an errand, failures in the shop's words."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import stripe
from django.conf import settings

from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.payments.timed_http import ask

# Else the library keeps an id of this machine in the home directory, and tells Stripe about it.
stripe.enable_telemetry = False

# What asking again would not change. Everything else that goes wrong may go well later.
_REFUSALS = (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError)
_NOT_LET_IN = (stripe.AuthenticationError, stripe.PermissionError)
# The library believes the shape of what it is told, however odd.
_GARBLED = (AttributeError, KeyError, TypeError, ValueError, RecursionError)


class _TimedClient(stripe.HTTPClient):
    """Never tries again by itself: the shop does, with the same idempotency key."""

    name = "httpcore"

    def __init__(self, seconds: float):
        super().__init__()
        self._ends_at = time.monotonic() + seconds

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        answer = ask(
            method=method.upper(),
            url=url,
            headers=dict(headers or {}),
            content=(post_data or "").encode(),
            seconds=self._ends_at - time.monotonic(),
        )
        try:
            is_object = isinstance(json.loads(answer.body), dict)
        except (ValueError, RecursionError):
            is_object = False
        if not is_object:
            raise ProviderUnavailable(f"Stripe answered {answer.status} with no JSON object.")
        return answer.body.decode(), answer.status, {}


class StripeErrand:
    """One or several calls that end together within PAYMENT_TIMEOUT_SECONDS."""

    def __init__(self) -> None:
        self._client = stripe.StripeClient(
            settings.STRIPE_API_KEY,
            base_addresses={"api": settings.STRIPE_API_BASE.rstrip("/") or stripe.DEFAULT_API_BASE},
            http_client=_TimedClient(settings.PAYMENT_TIMEOUT_SECONDS),
            max_network_retries=0,
        )

    @contextmanager
    def calling(self) -> Iterator[stripe.V1Services]:
        """Raises ProviderUnavailable, ProviderRefused, and nothing of the library's own."""
        try:
            yield self._client.v1
        except _NOT_LET_IN as error:
            # The shop's own trouble, which says nothing of the payment. Stripe's own text names the key.
            raise ProviderUnavailable("Stripe does not let this shop's API key do that.") from error
        except _REFUSALS as error:
            raise ProviderRefused(f"{error.http_status} {error.user_message}"[:250]) from error
        except stripe.StripeError as error:
            raise ProviderUnavailable(f"Stripe answered {error.http_status}.") from error
        except _GARBLED as error:
            raise ProviderUnavailable(f"Stripe's answer makes no sense: {type(error).__name__}.") from error
