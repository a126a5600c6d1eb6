"""Asked of such letters in the moment before they are handed over, whoever hands them over."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from checkout.mail_watch import Verdict
from mailings.audiences import find_consenting, find_reachable
from mailings.bounces import note_bounce
from mailings.models import CartReminder, Mailing, MailingRecipient, StockWish

Status = Mailing.Status
ADDRESSES = ("email__to", "user__email")


def judge(email_ids: Collection[int]) -> dict[int, Verdict]:
    """Those of a paused mailing are held back; those whose reader has changed their mind, their address, or is gone, are left
    out, and so is what nobody here knows any more.
    """
    found = _judge_mailings(email_ids)
    others = [pk for pk in email_ids if pk not in found]
    if others:
        found |= _judge_wishes(others) | _judge_reminders(others)
    verdicts = {pk: found.get(pk, Verdict.DROP) for pk in email_ids}
    return {pk: verdict for pk, verdict in verdicts.items() if verdict is not None}


def _judge_mailings(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    rows = MailingRecipient.objects.filter(email__in=email_ids)
    found = list(rows.values_list("email", "user", "mailing__status", *ADDRESSES))
    willing = _among(find_consenting(), (row[1] for row in found))
    verdicts: dict[int, Verdict | None] = {}
    for email, user, status, to, theirs in found:
        if status == Status.PAUSED:
            verdicts[email] = Verdict.HOLD
        else:
            may_go = status == Status.SENDING and user in willing and _is_theirs(to, theirs)
            verdicts[email] = None if may_go else Verdict.DROP
    return verdicts


def _judge_wishes(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    found = list(StockWish.objects.filter(email__in=email_ids).values_list("email", "user", *ADDRESSES))
    there = _among(find_reachable(), (row[1] for row in found))
    return {
        email: None if user in there and _is_theirs(to, theirs) else Verdict.DROP
        for email, user, to, theirs in found
    }


def _judge_reminders(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    rows = CartReminder.objects.filter(email__in=email_ids)
    found = list(rows.values_list("email", "user", "cart__closed_at", *ADDRESSES))
    willing = _among(find_consenting(), (row[1] for row in found))
    return {
        email: None if closed is None and user in willing and _is_theirs(to, theirs) else Verdict.DROP
        for email, user, closed, to, theirs in found
    }


def _is_theirs(to: list[str] | str, theirs: str | None) -> bool:
    """Whether the letter goes where its reader is to be reached today."""
    addresses = to.split(",") if isinstance(to, str) else to
    return [address.strip().lower() for address in addresses] == [(theirs or "").lower()]


def _among(people: QuerySet[User], ids) -> set[int]:
    wanted = {pk for pk in ids if pk is not None}
    return set(people.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def note_refused(address: str, reason: str, now: datetime) -> None:
    note_bounce(address=address, reason=reason, now=now)
