"""Asked of every such letter in the moment before it is handed over, whoever hands it over."""

from datetime import datetime

from post_office.models import Email

from checkout.mail_watch import Verdict
from mailings.audiences import find_consenting, find_reachable
from mailings.bounces import note_bounce
from mailings.models import CartReminder, Mailing, MailingRecipient, StockWish


def may_go(email: Email, now: datetime) -> Verdict:
    """Held back while its mailing is paused; left out when its reader has changed their mind or is gone."""
    row = MailingRecipient.objects.filter(email=email).values("user", "mailing__status").first()
    if row is not None:
        return _may_mailing_go(row["user"], row["mailing__status"])
    wish = StockWish.objects.filter(email=email).values("user").first()
    if wish is not None:
        return _go_if(find_reachable().filter(pk=wish["user"]).exists())
    reminder = CartReminder.objects.filter(email=email).values("user", "cart__closed_at").first()
    if reminder is not None:
        is_open = reminder["cart__closed_at"] is None
        return _go_if(is_open and find_consenting().filter(pk=reminder["user"]).exists())
    return Verdict.GO


def note_refused(address: str, reason: str, now: datetime) -> None:
    note_bounce(address=address, reason=reason, now=now)


def _may_mailing_go(user_id: int | None, status: str) -> Verdict:
    if status == Mailing.Status.PAUSED:
        return Verdict.HOLD
    if status != Mailing.Status.SENDING or user_id is None:
        return Verdict.DROP
    return _go_if(find_consenting().filter(pk=user_id).exists())


def _go_if(may: bool) -> Verdict:
    return Verdict.GO if may else Verdict.DROP
