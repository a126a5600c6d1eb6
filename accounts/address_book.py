"""The addresses an account keeps: at most 20 live ones, at most one of them the default.

Every change holds the row of the account, so that two at once cannot pass the limit or both become the default.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.address_rules import check_postcode, read_phone
from accounts.models import Address, Area, User

MOST_ADDRESSES = 20
UNDO_WITHIN = timedelta(hours=1)
PLACE = (
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
    "country",
)
# Beside the place: how else the receiver is reached. Orders do not copy it.
MORE = ("fixed_phone", "email")
DETAILS = ("title", *PLACE, *MORE)


class AddressLimit(Exception):
    def __init__(self):
        text = _("An address book holds at most %(most)s addresses. Remove one first.")
        super().__init__(str(text % {"most": MOST_ADDRESSES}))


def read_book(*, user) -> list[Address]:
    """The default first, then the last one edited; nothing for a guest."""
    return list(user.addresses.live().default_first()) if user.is_authenticated else []


def find_address(*, user: User, address_id: int) -> Address:
    """Raises Address.DoesNotExist, also for somebody else's and for a removed one."""
    return user.addresses.live().get(pk=address_id)


@transaction.atomic
def add_address(*, user: User, details: Mapping[str, Any]) -> Address:
    """The first one becomes the default; `area` is an id or None. Raises AddressLimit, or ValidationError naming the fields."""
    address = _fill(Address(user=user), details)
    lock_book(user=user)
    _check_limit(user)
    address.is_default = not _has_default(user)
    address.save()
    return address


@transaction.atomic
def keep_address(*, user: User, details: Mapping[str, Any]) -> Address:
    """The one that says the same already, else a new one. Raises as `add_address` does."""
    wanted = _fill(Address(user=user), details)
    lock_book(user=user)
    same = {name: getattr(wanted, name) for name in PLACE}
    return user.addresses.live().filter(**same).first() or add_address(user=user, details=details)


@transaction.atomic
def change_address(*, user: User, address_id: int, details: Mapping[str, Any]) -> Address:
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


def find_removed(*, user: User, address_id: int, now: datetime) -> Address:
    """One that may still be brought back. Raises Address.DoesNotExist."""
    return user.addresses.filter(deleted_at__gt=now - UNDO_WITHIN).get(pk=address_id)


@transaction.atomic
def restore_address(*, user: User, address_id: int, was_default: bool, now: datetime) -> Address:
    """Brings a removed one back within the hour, as the default if it was that and no other is by now.

    Raises AddressLimit or Address.DoesNotExist.
    """
    lock_book(user=user)
    address = find_removed(user=user, address_id=address_id, now=now)
    _check_limit(user)
    address.deleted_at, address.is_default = None, was_default and not _has_default(user)
    address.save(update_fields=["deleted_at", "is_default", "updated_at"])
    return address


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


def _check_limit(user: User) -> None:
    if user.addresses.live().count() >= MOST_ADDRESSES:
        raise AddressLimit


def _has_default(user: User) -> bool:
    return user.addresses.live().filter(is_default=True).exists()


def _fill(address: Address, details: Mapping[str, Any]) -> Address:
    before = _names_of_place(address)
    for field in DETAILS:
        if field in details:
            setattr(address, field, details[field].strip())
    address.title = address.title or address.full_name
    errors: dict[str, list] = {}
    country = str(address.country)
    if "area" in details:
        address.area = _read_area(details["area"], country, errors)
    elif _names_of_place(address) != before:
        # What the lists said of the former place.
        address.area = None
    try:
        check_postcode(postcode=address.postcode, country=country)
    except ValidationError as wrong:
        errors["postcode"] = wrong.messages
    for name in ("phone", "fixed_phone"):
        _read_number(address, name, country, errors)
    try:
        address.clean_fields(exclude=["user", "area", *errors])
    except ValidationError as wrong:
        errors |= wrong.message_dict
    if errors:
        raise ValidationError(errors)
    return address


def _names_of_place(address: Address) -> tuple[str, str, str]:
    return str(address.country), address.region, address.city


def _read_number(address: Address, name: str, country: str, errors: dict[str, list]) -> None:
    """Only the mobile number has to be there."""
    typed = getattr(address, name)
    if not typed and name != "phone":
        return
    try:
        setattr(address, name, read_phone(phone=typed, country=country))
    except ValidationError as wrong:
        errors[name] = wrong.messages


def _read_area(area_id: int | None, country: str, errors: dict[str, list]) -> Area | None:
    if area_id is None:
        return None
    area = Area.objects.filter(pk=area_id).first()
    if area is None or str(area.country) != country:
        errors["area"] = [_("This place is not in that country.")]
        return None
    return area
