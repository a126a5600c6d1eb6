"""What somebody may change about their own account."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.address_rules import read_phone
from accounts.models import User


def change_profile(
    *, user: User, first_name: str | None = None, last_name: str | None = None, phone: str | None = None
) -> User:
    """None leaves a field as it is; an empty phone removes it. Raises ValidationError naming the field."""
    changed = {
        field: value.strip()
        for field, value in {"first_name": first_name, "last_name": last_name}.items()
        if value is not None
    }
    for field, value in changed.items():
        setattr(user, field, value)
    if phone is not None:
        user.phone = _read(phone)
    try:
        with transaction.atomic():
            user.save(update_fields=[*changed, *([] if phone is None else ["phone"])])
    except IntegrityError as taken:
        raise ValidationError({"phone": _("This number is already in use.")}) from taken
    return user


def _read(phone: str) -> str | None:
    if not phone.strip():
        return None
    try:
        return read_phone(phone=phone, country=None)
    except ValidationError as wrong:
        raise ValidationError({"phone": wrong.messages}) from wrong
