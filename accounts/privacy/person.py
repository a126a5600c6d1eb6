"""What is known about one person: all of it as a copy, or all of it away.

Each app says for itself what it keeps, by a `Keeper` that it registers when it starts; so the rules stand here,
below the apps that keep most. See docs/decisions/0026.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.login import find_by_email
from accounts.mailboxes import Mailbox
from accounts.models import User
from accounts.privacy.former_emails import confirmed_emails_of, held_by
from accounts.profile import nickname_of

# What of an address tells somebody apart; a city has many people.
SAYS_WHO = ("full_name", "phone", "fixed_phone", "email", "address_line1", "address_line2")

logger = logging.getLogger(__name__)


class NotAnAddress(Exception):
    """The text is no e-mail address."""


class CannotErase(Exception):
    """Something is still open between the person and the shop; its text may be shown."""


@dataclass(frozen=True)
class Person:
    """An account, a guest, or both.

    By one of `emails` a guest's orders are this person's, on the shop's word: of whoever is logged in there are none, for
    their proof is a code (`checkout.guest_orders`). `mailboxes` are theirs now, `held` are all that they ever had: what was
    sent there in that time was for them. Both in small letters.
    """

    user: User | None
    emails: frozenset[str]
    mailboxes: frozenset[str]
    held: tuple[Mailbox, ...]
    # What to look for in texts that others wrote.
    known: frozenset[str]
    # Stands in the place of the address in what is kept: another one for everybody.
    neutral_email: str = field(default_factory=lambda: f"erased-{secrets.token_hex(8)}@erased.invalid")


def _export_nothing(person: Person) -> dict[str, Any]:
    return {}


def _find_no_obstacles(person: Person) -> list[str]:
    return []


@dataclass(frozen=True)
class Keeper:
    """What one app keeps about people; of some there is nothing to export, or nothing that could stand in the way.

    `find_obstacles` also locks whatever could become one before the transaction ends. `erase` returns how many rows
    of which table it changed or deleted.
    """

    name: str
    erase: Callable[[Person, datetime], Counter[str]]
    export: Callable[[Person], dict[str, Any]] = _export_nothing
    find_obstacles: Callable[[Person], list[str]] = _find_no_obstacles


@dataclass(frozen=True)
class Erasure:
    """What was done, without a word about whom: rows by table."""

    at: datetime
    rows: dict[str, int]


_KEEPERS: dict[str, Keeper] = {}


def register_keeper(keeper: Keeper) -> None:
    _KEEPERS[keeper.name] = keeper


def find_person(*, email: str) -> Person:
    """Whoever has this address, by the word of the shop. Raises NotAnAddress."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise NotAnAddress(_("“%(text)s” is not an e-mail address.") % {"text": email}) from wrong
    user = find_by_email(email=email)
    if user is None:
        alone = frozenset({email})
        return Person(user=None, emails=alone, mailboxes=alone, held=(Mailbox(email),), known=alone)
    person = person_of(user=user)
    theirs = frozenset(confirmed_emails_of(user=user) | {email})
    held = (*person.held, *(Mailbox(email) for email in theirs))
    return replace(person, emails=theirs, mailboxes=person.mailboxes | theirs, held=held)


def person_of(*, user: User) -> Person:
    """Whoever is logged in."""
    held = held_by(user=user)
    ever = {mailbox.email for mailbox in held}
    names = {user.username, user.first_name, user.last_name, user.get_full_name(), nickname_of(user)}
    return Person(
        user=user,
        emails=frozenset(),
        mailboxes=frozenset(mailbox.email for mailbox in held if mailbox.until is None),
        held=tuple(held),
        known=frozenset((names | ever | {user.phone or ""} | _written_in_book(user)) - {""}),
    )


def _written_in_book(user: User) -> set[str]:
    rows = user.addresses.values_list(*SAYS_WHO)
    return {text for row in rows for text in row}


def export_person(*, person: Person, now: datetime) -> dict[str, Any]:
    """Everything that is kept about somebody, by app; no secrets, such as the hashes of passwords and tokens."""
    kept = {keeper.name: keeper.export(person) for keeper in _KEEPERS.values()}
    return {"made_at": now, "emails": sorted(person.mailboxes | person.emails), **kept}


@transaction.atomic
def erase_person(*, person: Person, now: datetime) -> Erasure:
    """Takes somebody out of every table; a second time finds nothing to do.

    Orders stay as the shop's figures, and who made them is sealed as long as the law asks. Raises CannotErase while
    something is open, and then changes nothing.
    """
    if person.user is not None:
        # Without the key: whoever places an order holds the cart and then asks that the account is there.
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.user.pk)
    obstacles = [text for keeper in _KEEPERS.values() for text in keeper.find_obstacles(person)]
    if obstacles:
        raise CannotErase(" ".join(obstacles))
    rows: Counter[str] = Counter()
    for keeper in _KEEPERS.values():
        rows += keeper.erase(person, now)
    erasure = Erasure(at=now, rows=dict(sorted(rows.items())))
    logger.info("a person was erased: %s", erasure.rows)
    return erasure


def is_known(kept: dict[str, Any]) -> bool:
    """Whether an export says anything about anybody."""
    return any(any(kept[name].values()) for name in _KEEPERS)
