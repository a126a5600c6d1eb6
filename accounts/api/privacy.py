"""A copy of what is kept about whoever asks, and the end of their account."""

from http import HTTPStatus
from typing import cast

from django.contrib.auth import logout
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.models import User
from accounts.privacy.person import CannotErase, erase_person, export_person, person_of
from accounts.views.proof import NotProved, ensure_proved
from api.permissions import LOGGED_IN
from api.refusals import Refused, conflict

# A copy tells what these three tell together.
READ_ALL = ("account:read", "cart:read", "orders:read")


class ExportPlace(serializers.Serializer):
    url = serializers.URLField()


class Proof(serializers.Serializer):
    """Not needed within minutes after saying it on the page that asks for it again."""

    password = serializers.CharField(required=False, allow_blank=True, max_length=200, trim_whitespace=False)


class ExportView(APIView):
    permission_classes = LOGGED_IN
    required_scope = READ_ALL

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Everything that is kept about the account's owner, as it is now."""
        return Response(export_person(person=person_of(user=_owner(request)), now=timezone.now()))

    @extend_schema(request=None, responses={202: ExportPlace})
    def post(self, request: Request) -> Response:
        """Asks for a copy of everything that is kept; it is ready at `url`."""
        place = reverse("api_export", request=request)
        return Response({"url": place}, status=HTTPStatus.ACCEPTED, headers={"Location": place})


def close_account(request: Request) -> Response:
    """Closes the account of whoever asks. Raises Refused."""
    sent = Proof(data=request.data)
    sent.is_valid(raise_exception=True)
    user = _owner(request)
    prove(request, sent.validated_data.get("password", ""))
    try:
        erase_person(person=person_of(user=user), now=timezone.now())
    except CannotErase as refusal:
        raise conflict("account_in_use", refusal) from refusal
    logout(request._request)
    return Response(status=HTTPStatus.NO_CONTENT)


def prove(request: Request, password: str) -> None:
    """That it is the account's owner who asks. Raises Refused."""
    try:
        ensure_proved(request, user=_owner(request), password=password)
    except NotProved as refusal:
        raise _refused(refusal) from refusal


def _refused(refusal: NotProved) -> Refused:
    if refusal.retry_after:
        return Refused(
            status=HTTPStatus.TOO_MANY_REQUESTS,
            code="throttled",
            detail=refusal,
            retry_after=refusal.retry_after,
        )
    return Refused(status=HTTPStatus.FORBIDDEN, code="reauthentication_required", detail=refusal)


def _owner(request: Request) -> User:
    return cast(User, request.user)
