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


def judge(email_ids: Collection[int]) -> dict[int, Verdict]:
    """Those of a paused mailing are held back; those whose reader has changed their mind, or is gone, are left out."""
    found = _judge_mailings(email_ids)
    others = [pk for pk in email_ids if pk not in found]
    if others:
        found |= _judge_wishes(others) | _judge_reminders(others)
    return {pk: verdict for pk, verdict in found.items() if verdict is not None}


def _judge_mailings(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    rows = MailingRecipient.objects.filter(email__in=email_ids)
    found = list(rows.values_list("email", "user", "mailing__status"))
    willing = _among(find_consenting(), (user for _email, user, _status in found))
    verdicts: dict[int, Verdict | None] = {}
    for email, user, status in found:
        if status == Status.PAUSED:
            verdicts[email] = Verdict.HOLD
        else:
            verdicts[email] = None if status == Status.SENDING and user in willing else Verdict.DROP
    return verdicts


def _judge_wishes(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    found = list(StockWish.objects.filter(email__in=email_ids).values_list("email", "user"))
    there = _among(find_reachable(), (user for _email, user in found))
    return {email: None if user in there else Verdict.DROP for email, user in found}


def _judge_reminders(email_ids: Collection[int]) -> dict[int, Verdict | None]:
    rows = CartReminder.objects.filter(email__in=email_ids)
    found = list(rows.values_list("email", "user", "cart__closed_at"))
    willing = _among(find_consenting(), (user for _email, user, _closed in found))
    return {
        email: None if closed is None and user in willing else Verdict.DROP for email, user, closed in found
    }


def _among(people: QuerySet[User], ids) -> set[int]:
    wanted = {pk for pk in ids if pk is not None}
    return set(people.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def note_refused(address: str, reason: str, now: datetime) -> None:
    note_bounce(address=address, reason=reason, now=now)
