"""The profile that every account has, and what somebody may change about their own account."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.address_rules import read_mobile, read_phone
from accounts.models import Profile, User
from accounts.names import LONGEST_NICKNAME, check_name, tidy_name
from problems.models import ProblemPage

ROOM_FOR_TAIL = 8
TRIES = 5
IN_USE = {
    "username": _("This user name is already in use."),
    "nickname": _("This nickname is already in use."),
    "email": _("This e-mail is already in use."),
    "phone": _("This number is already in use."),
}
_PLACES = {"nickname": "profile__nickname"}
# What of another account does not count: a number that it has not proved may be anybody's.
_COUNTED = {"phone": Q(phone_verified_at__isnull=False)}


def give_profile(*, user: User) -> Profile:
    """The only place where a profile is made; the second time it is the one there is.

    Raises IntegrityError when somebody has the nickname that `user` chose.
    """
    if user.chosen_nickname:
        return _make(user, user.chosen_nickname)
    for nickname in _free_ideas(user):
        with suppress(IntegrityError):
            return _make(user, nickname)
    return _make(user, f"reader-{secrets.token_hex(8)}")


def give_profiles(*, users: Iterable[User]) -> None:
    """To accounts written many at once, each called by its user name. Raises IntegrityError for one that is taken."""
    Profile.objects.bulk_create(
        Profile(user=user, nickname=user.username[:LONGEST_NICKNAME]) for user in users
    )


def profile_of(user: User) -> Profile:
    """Makes it for an account that came past every signal."""
    try:
        return user.profile
    except Profile.DoesNotExist:
        return give_profile(user=user)


def nickname_of(user: User) -> str:
    return profile_of(user).nickname


def taken(*, user: User | None = None, **wanted: str | None) -> dict[str, str]:
    """By field, what of `username`, `nickname`, `email` and `phone` another account has, as the database compares."""
    others = User.objects.exclude(pk=user.pk) if user is not None else User.objects.all()
    return {
        field: str(IN_USE[field])
        for field, value in wanted.items()
        if value
        and others.annotate(same=Lower(_PLACES.get(field, field)))
        .filter(_COUNTED.get(field, Q()), same=Lower(Value(value, output_field=CharField())))
        .exists()
    }


def lost_race(*, user: User | None = None, **wanted: str | None) -> ValidationError:
    """What to tell somebody whose names were free a moment ago, by field."""
    return ValidationError(
        taken(user=user, **wanted) or {"username": _("Somebody was quicker. Please send it once more.")}
    )


def change_profile(
    *,
    user: User,
    username: str | None = None,
    nickname: str | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    phone: str | None = None,
) -> User:
    """None leaves a field as it is; an empty phone removes it. Raises ValidationError naming the field."""
    sent = {"username": username, "first_name": first_name, "last_name": last_name}
    changed: dict[str, str | None] = {
        name: value.strip() for name, value in sent.items() if value is not None
    }
    if phone is not None:
        changed["phone"] = _read(user, phone)
        if told := taken(user=user, phone=changed["phone"]):
            raise ValidationError(told)
    for field, text in changed.items():
        setattr(user, field, text)
    try:
        with transaction.atomic():
            if phone is not None:
                _forget_proof_of_another(user)
            user.save(update_fields=list(changed))
            if nickname is not None:
                _rename(user, nickname)
    except IntegrityError as lost:
        user.refresh_from_db()
        raise lost_race(user=user, username=username, nickname=nickname) from lost
    return user


@transaction.atomic
def change_details(*, user: User, interest: ProblemPage | None, **changes: str) -> None:
    """All or nothing. Raises ValidationError naming the field."""
    change_profile(user=user, **changes)
    choose_interest(user=user, problem=interest)


def read_number(*, user: User, phone: str) -> str | None:
    """A mobile number, None when it is empty; one that stands there from before that rule may stay.

    Raises ValidationError.
    """
    if not phone.strip():
        return None
    if read_phone(phone=phone, country=None) == user.phone:
        return user.phone
    return read_mobile(phone=phone)


def choose_interest(*, user: User, problem: ProblemPage | None) -> None:
    profile = profile_of(user)
    profile.interest = problem
    profile.save(update_fields=["interest"])


def _make(user: User, nickname: str) -> Profile:
    return Profile.objects.get_or_create(user=user, defaults={"nickname": nickname})[0]


def _free_ideas(user: User) -> Iterator[str]:
    wish = tidy_name(user.wished_nickname or user.first_name or user.username)
    wish = wish[: LONGEST_NICKNAME - ROOM_FOR_TAIL]
    try:
        check_name(wish)
    except ValidationError:
        wish = "reader"
    wish = wish or "reader"
    if not taken(user=user, nickname=wish):
        yield wish
    for _number in range(TRIES):
        yield f"{wish}-{secrets.token_hex(3)}"


def _rename(user: User, nickname: str) -> None:
    profile = profile_of(user)
    profile.nickname = nickname.strip()
    profile.save(update_fields=["nickname"])


def _forget_proof_of_another(user: User) -> None:
    """A verified number is the one that stood there."""
    if User.objects.filter(pk=user.pk).exclude(phone=user.phone).update(phone_verified_at=None):
        user.phone_verified_at = None


def _read(user: User, phone: str) -> str | None:
    try:
        return read_number(user=user, phone=phone)
    except ValidationError as wrong:
        raise ValidationError({"phone": wrong.messages}) from wrong
