"""The address book of whoever asks."""

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.address_book import (
    DETAILS,
    AddressLimit,
    add_address,
    change_address,
    find_address,
    remove_address,
    set_default,
)
from accounts.api.areas import LARGEST_ID
from accounts.models import Address, User
from api.permissions import LOGGED_IN
from api.refusals import conflict, not_found

READ, WRITE = "account:read", "account:write"


class BookEntry(serializers.ModelSerializer):
    country = serializers.CharField(source="country.code")
    # Empty where none is known, which the format of an e-mail does not allow.
    email = serializers.CharField()

    class Meta:
        model = Address
        fields = ["id", *DETAILS, "area", "is_default"]
        read_only_fields = fields


class AddressDetails(serializers.Serializer):
    """Without a title it is called after the receiver."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=100)
    full_name = serializers.CharField(max_length=100)
    phone = serializers.CharField(max_length=20)
    address_line1 = serializers.CharField(max_length=250)
    address_line2 = serializers.CharField(required=False, allow_blank=True, max_length=250)
    city = serializers.CharField(max_length=100)
    region = serializers.CharField(required=False, allow_blank=True, max_length=100)
    postcode = serializers.CharField(max_length=20)
    country = serializers.CharField(min_length=2, max_length=2)
    fixed_phone = serializers.CharField(required=False, allow_blank=True, max_length=20)
    email = serializers.EmailField(required=False, allow_blank=True)
    area = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="Id of the smallest area that is known, from `areas/`, in the same country.",
    )


class AddressTitle(serializers.Serializer):
    """When empty it is called after the receiver."""

    title = serializers.CharField(allow_blank=True, max_length=100)


class AddressListView(ListAPIView):
    """The account's live addresses: the default first, then the last one edited."""

    permission_classes = LOGGED_IN
    required_scope = {"GET": READ, "POST": WRITE}
    refusals = {"POST": (409,)}
    serializer_class = BookEntry

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Address.objects.none()
        return self.request.user.addresses.live().default_first()

    @extend_schema(request=AddressDetails, responses={201: BookEntry})
    def post(self, request: Request) -> Response:
        """Adds an address; the first one becomes the default."""
        sent = AddressDetails(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            address = add_address(user=_owner(request), details=sent.validated_data)
        except AddressLimit as full:
            raise conflict("address_limit", full) from full
        place = reverse("api_address", args=[address.pk])
        return Response(BookEntry(address).data, status=201, headers={"Location": place})


class AddressView(APIView):
    permission_classes = LOGGED_IN
    required_scope = {"GET": READ, "PATCH": WRITE, "DELETE": WRITE}

    @extend_schema(responses=BookEntry)
    def get(self, request: Request, address_id: int) -> Response:
        """One address."""
        try:
            address = find_address(user=_owner(request), address_id=address_id)
        except Address.DoesNotExist as missing:
            raise not_found() from missing
        return Response(BookEntry(address).data)

    @extend_schema(request=AddressDetails(partial=True), responses=BookEntry)
    def patch(self, request: Request, address_id: int) -> Response:
        """Changes what is sent; orders keep the address they were placed with."""
        sent = AddressDetails(data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        try:
            address = change_address(user=_owner(request), address_id=address_id, details=sent.validated_data)
        except Address.DoesNotExist as missing:
            raise not_found() from missing
        return Response(BookEntry(address).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, address_id: int) -> Response:
        """Takes an address out of the book; removing the default leaves none."""
        try:
            remove_address(user=_owner(request), address_id=address_id, now=timezone.now())
        except Address.DoesNotExist as missing:
            raise not_found() from missing
        return Response(status=204)


class AddressTitleView(APIView):
    permission_classes = LOGGED_IN
    required_scope = WRITE

    @extend_schema(request=AddressTitle, responses=BookEntry)
    def put(self, request: Request, address_id: int) -> Response:
        """Changes what an address is called, and nothing else."""
        sent = AddressTitle(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            address = change_address(user=_owner(request), address_id=address_id, details=sent.validated_data)
        except Address.DoesNotExist as missing:
            raise not_found() from missing
        return Response(BookEntry(address).data)


class DefaultAddressView(APIView):
    permission_classes = LOGGED_IN
    required_scope = WRITE

    @extend_schema(request=None, responses=BookEntry)
    def put(self, request: Request, address_id: int) -> Response:
        """Makes an address the default, and no other."""
        try:
            address = set_default(user=_owner(request), address_id=address_id)
        except Address.DoesNotExist as missing:
            raise not_found() from missing
        return Response(BookEntry(address).data)


def _owner(request: Request) -> User:
    return cast(User, request.user)
