"""The account of whoever asks."""

from http import HTTPStatus
from typing import Any, cast

from allauth.core import ratelimit
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.privacy import Proof, close_account, prove
from accounts.email_change import ask_to_confirm, is_confirmed, is_owned, waiting_email
from accounts.models import User
from accounts.names import LONGEST_NICKNAME, check_name, tidy_name
from accounts.profile import IN_USE, change_details, change_profile, profile_of
from api.fields import MomentField
from api.permissions import LOGGED_IN
from api.refusals import Refused
from problems.models import ProblemPage

READ, WRITE = "account:read", "account:write"
TOO_MANY = _("Too many changes of the e-mail. Please wait a few minutes.")


class AccountAnswer(serializers.ModelSerializer):
    full_name = serializers.CharField(source="get_full_name")
    nickname = serializers.SerializerMethodField(help_text="What the pages call the account's owner.")
    interest = serializers.SerializerMethodField(
        help_text="Slug of the problem that its owner cares about, from `problems/`."
    )
    email_confirmed = serializers.SerializerMethodField()
    phone_verified = serializers.SerializerMethodField(
        help_text="Whether its owner typed the code that was sent to the number."
    )
    email_waiting = serializers.SerializerMethodField(
        help_text="The address that follows the present one once the link sent to it is clicked."
    )
    date_joined = MomentField()
    order_count = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "nickname",
            "email",
            "email_confirmed",
            "email_waiting",
            "first_name",
            "last_name",
            "full_name",
            "phone",
            "phone_verified",
            "interest",
            "date_joined",
            "order_count",
        ]
        read_only_fields = fields

    def get_nickname(self, user: User) -> str:
        return profile_of(user).nickname

    def get_interest(self, user: User) -> str | None:
        problem = profile_of(user).interest
        return problem.slug if problem else None

    def get_email_confirmed(self, user: User) -> bool:
        return is_confirmed(user=user)

    def get_phone_verified(self, user: User) -> bool:
        return user.phone_verified_at is not None

    def get_email_waiting(self, user: User) -> str | None:
        return waiting_email(user=user) or None

    def get_order_count(self, user: User) -> int:
        return user.orders.count()


class AccountChange(serializers.Serializer):
    """What is not sent stays."""

    nickname = serializers.CharField(required=False, max_length=LONGEST_NICKNAME)
    first_name = serializers.CharField(required=False, allow_blank=True, max_length=150)
    last_name = serializers.CharField(required=False, allow_blank=True, max_length=150)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=20)
    interest = serializers.CharField(
        required=False, allow_null=True, max_length=255, help_text="Slug of a problem, null for none."
    )
    email = serializers.EmailField(
        required=False, help_text="Counts once the link sent to it is clicked; then the former one is told."
    )
    password = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        trim_whitespace=False,
        help_text="The account's own, with another e-mail: that one opens the account.",
    )

    def validate_nickname(self, text: str) -> str:
        nickname = tidy_name(text)
        check_name(nickname)
        return nickname

    def validate_interest(self, slug: str | None) -> ProblemPage | None:
        if slug is None:
            return None
        problem = ProblemPage.objects.live().filter(slug=slug).first()
        if problem is None:
            raise serializers.ValidationError(str(_("There is no problem with this slug.")))
        return problem

    def validate_email(self, text: str) -> str:
        email = text.lower()
        if is_owned(email=email, user=self.context["user"]):
            raise serializers.ValidationError(str(IN_USE["email"]))
        return email


class AccountView(APIView):
    permission_classes = LOGGED_IN
    required_scope = {"GET": READ, "PATCH": WRITE, "DELETE": WRITE}
    refusals = {"PATCH": (429,), "DELETE": (409, 429)}

    @extend_schema(responses=AccountAnswer)
    def get(self, request: Request) -> Response:
        """Who asks."""
        return Response(AccountAnswer(_owner(request)).data)

    @extend_schema(request=AccountChange, responses=AccountAnswer)
    def patch(self, request: Request) -> Response:
        """Changes names, number and interest at once; another e-mail wants the password, and is asked to be confirmed."""
        user = _owner(request)
        _count_another_email(request, user)
        sent = AccountChange(data=request.data, context={"user": user})
        sent.is_valid(raise_exception=True)
        _change(request, user, sent.validated_data)
        return Response(AccountAnswer(user).data)

    @extend_schema(request=Proof, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Closes the account for good; refused while an order is open, and without a proof of who asks."""
        return close_account(request)


def _count_another_email(request: Request, user: User) -> None:
    """Before it is looked at: a refusal tells that somebody has the address. Raises Refused."""
    sent = request.data if isinstance(request.data, dict) else {}
    is_another = str(sent.get("email", user.email)).strip().lower() != user.email.lower()
    if is_another and not ratelimit.consume(request._request, action="manage_email", user=user):
        raise Refused(status=HTTPStatus.TOO_MANY_REQUESTS, code="throttled", detail=TOO_MANY, retry_after=60)


def _change(request: Request, user: User, wanted: dict[str, Any]) -> None:
    email, password = wanted.pop("email", user.email.lower()), wanted.pop("password", "")
    is_another = email != user.email.lower()
    if is_another:
        prove(request, password)
    if "interest" in wanted:
        change_details(user=user, **wanted)
    else:
        change_profile(user=user, **wanted)
    if is_another:
        ask_to_confirm(request=request._request, user=user, email=email)


def _owner(request: Request) -> User:
    return cast(User, request.user)
