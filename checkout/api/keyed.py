"""Requests that carry an Idempotency-Key: done once, answered the same ever after."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.refusals import Refused
from checkout.idempotency import Claim, KeptAnswer, KeyInUse, KeyReused, claim_key, free_key, keep_answer
from checkout.views.shopper import ORDERS_COOKIE, token_of

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
# What the table keeps of it; no address of ours is longer.
LONGEST_PATH = 90
KEPT_HEADERS = ("Content-Type", "Location")

KEY_PARAMETER = OpenApiParameter(
    name=HEADER,
    location=OpenApiParameter.HEADER,
    required=True,
    type={"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[\x21-\x7e]+$"},
    description="1 to 255 characters, kept 24 hours: the same key with the same body gets the same answer.",
)
ORDER_TOKEN = OpenApiParameter(
    name="Order-Token",
    location=OpenApiParameter.HEADER,
    required=False,
    type=OpenApiTypes.STR,
    description="A guest's `access_token`.",
)


def keyed(handler: Callable[..., Response]) -> Callable[..., HttpResponse]:
    """A view's method that answers once for a key; 409, 429 and 503 are not kept, nor what went wrong here."""

    @wraps(handler)
    def answer_once(view, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        key = key_of(request)
        try:
            claimed = claim_key(
                scope=scope_of(request), key=key, fingerprint=fingerprint_of(request), now=timezone.now()
            )
        except KeyInUse as busy:
            raise Refused(
                status=HTTPStatus.CONFLICT,
                code="idempotency_key_in_use",
                detail=busy,
                retry_after=busy.retry_after,
            ) from busy
        except KeyReused as reused:
            raise Refused(
                status=HTTPStatus.UNPROCESSABLE_ENTITY, code="idempotency_key_mismatch", detail=reused
            ) from reused
        if isinstance(claimed, KeptAnswer):
            return _replay(claimed)
        return _answer(view, handler, request, claimed, *args, **kwargs)

    return answer_once


def key_of(request: Request) -> str:
    """Raises Refused: a missing, empty or too long key."""
    key = request.headers.get(HEADER, "")
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise Refused(
            status=HTTPStatus.BAD_REQUEST,
            code="idempotency_key_required",
            detail=_("Send an Idempotency-Key of 1 to 255 characters."),
        )
    return key


def scope_of(request: Request) -> str:
    """Whose key, and for what: one person's keys at one address."""
    if request.user.is_authenticated:
        who = f"user:{request.user.pk}"
    elif order_token := request.headers.get("Order-Token"):
        who = f"token:{hashlib.sha256(order_token.encode()).hexdigest()[:32]}"
    else:
        orders = request.COOKIES.get(ORDERS_COOKIE, "")
        who = f"cart:{token_of(request._request)}:{hashlib.sha256(orders.encode()).hexdigest()[:16]}"
    return f"{who} {request.method} {request.path[:LONGEST_PATH]}"


def booking_key_of(request: Request) -> str:
    """What the rule itself remembers a booking by, in 64 characters: nothing is booked twice even when whoever
    booked it died before the answer was kept.
    """
    return hashlib.sha256(f"{scope_of(request)} {key_of(request)}".encode()).hexdigest()


def fingerprint_of(request: Request) -> str:
    """Equal for equal contents, whatever the order of their names."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()


def _answer(
    view, handler: Callable[..., Response], request: Request, claim: Claim, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        try:
            response = handler(view, request, *args, **kwargs)
        except Exception as failure:  # noqa: BLE001 - the view's own handler knows which are refusals
            response = view.handle_exception(failure)
        response = view.finalize_response(request, response, *args, **kwargs)
        response.render()
    except BaseException:
        free_key(claim=claim)
        raise
    kept = {name: response[name] for name in KEPT_HEADERS if name in response}
    keep_answer(claim=claim, answer=KeptAnswer(response.status_code, kept, response.content.decode()))
    return response


def _replay(answer: KeptAnswer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, headers=answer.headers)
    response["Idempotent-Replayed"] = "true"
    return response
