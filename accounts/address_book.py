"""The addresses an account keeps: at most 20 live ones, at most one of them the default.

Every change holds the row of the account, so that two at once cannot pass the limit or both become the default.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.address_rules import check_postcode, read_phone
from accounts.models import Address, User

MOST_ADDRESSES = 20
DETAILS = (
    "title",
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
    "country",
)


class AddressLimit(Exception):
    def __init__(self):
        text = _("An address book holds at most %(most)s addresses. Remove one first.")
        super().__init__(str(text % {"most": MOST_ADDRESSES}))


def find_address(*, user: User, address_id: int) -> Address:
    """Raises Address.DoesNotExist, also for somebody else's and for a removed one."""
    return user.addresses.live().get(pk=address_id)


@transaction.atomic
def add_address(*, user: User, details: Mapping[str, str]) -> Address:
    """The first one becomes the default. Raises AddressLimit, or ValidationError naming the fields."""
    address = _fill(Address(user=user), details)
    lock_book(user=user)
    live = user.addresses.live()
    if live.count() >= MOST_ADDRESSES:
        raise AddressLimit
    address.is_default = not live.filter(is_default=True).exists()
    address.save()
    return address


@transaction.atomic
def change_address(*, user: User, address_id: int, details: Mapping[str, str]) -> Address:
    """Overwrites what is in `details`. Raises Address.DoesNotExist, or ValidationError naming the fields."""
    lock_book(user=user)
    address = _fill(find_address(user=user, address_id=address_id), details)
    address.save()
    return address


@transaction.atomic
def remove_address(*, user: User, address_id: int, now: datetime) -> None:
    """It is kept, seen by nobody; the default leaves no other in its place. Raises Address.DoesNotExist."""
    lock_book(user=user)
    address = find_address(user=user, address_id=address_id)
    address.deleted_at, address.is_default = now, False
    address.save(update_fields=["deleted_at", "is_default", "updated_at"])


@transaction.atomic
def set_default(*, user: User, address_id: int) -> Address:
    """The same twice is the same state. Raises Address.DoesNotExist."""
    lock_book(user=user)
    address = find_address(user=user, address_id=address_id)
    user.addresses.filter(is_default=True).exclude(pk=address.pk).update(is_default=False)
    if not address.is_default:
        address.is_default = True
        address.save(update_fields=["is_default"])
    return address


def lock_book(*, user: User) -> None:
    """Holds the account's row until the transaction ends; SQLite locks by its immediate transaction."""
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=user.pk)


def _fill(address: Address, details: Mapping[str, str]) -> Address:
    for field in DETAILS:
        if field in details:
            setattr(address, field, details[field].strip())
    address.title = address.title or address.full_name
    errors: dict[str, list] = {}
    country = str(address.country)
    try:
        check_postcode(postcode=address.postcode, country=country)
    except ValidationError as wrong:
        errors["postcode"] = wrong.messages
    try:
        address.phone = read_phone(phone=address.phone, country=country)
    except ValidationError as wrong:
        errors["phone"] = wrong.messages
    try:
        address.clean_fields(exclude=["user", *errors])
    except ValidationError as wrong:
        errors |= wrong.message_dict
    if errors:
        raise ValidationError(errors)
    return address
