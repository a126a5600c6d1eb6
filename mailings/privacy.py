"""What mailings keep about somebody: that they got one, what they wait for, in which language they read, and that their
address takes no mail. The letters themselves are in the shop's queue, from where `accounts` takes them."""

from collections import Counter
from datetime import datetime
from typing import Any

from post_office.models import Email

from accounts.models import User
from accounts.privacy.kept_letters import erase_letters
from accounts.privacy.person import Keeper, Person, register_keeper
from mailings.models import Bounce, CartReminder, MailingRecipient, NewsLanguage, StockWish


def _export(person: Person) -> dict[str, Any]:
    user = person.user
    return {
        "mailings": _mailings(user) if user else [],
        "waiting_for": _wishes(user) if user else [],
        "language_of_news": list(NewsLanguage.objects.filter(user=user).values_list("language", flat=True))
        if user
        else [],
        "reminders_of_carts": list(CartReminder.objects.filter(user=user).values("cart", "written_at"))
        if user
        else [],
        "refused_addresses": list(
            Bounce.objects.filter(address__in=_addresses(person)).values("address", "reason", "at")
        ),
    }


def _mailings(user: User) -> list[dict[str, Any]]:
    rows = MailingRecipient.objects.filter(user=user).select_related("mailing").order_by("pk")
    return [{"subject": row.mailing.subject, "state": row.state, "written_at": row.queued_at} for row in rows]


def _wishes(user: User) -> list[dict[str, Any]]:
    rows = StockWish.objects.filter(user=user).select_related("variant__product").order_by("pk")
    return [
        {
            "product": wish.variant.product.name,
            "sku": wish.variant.sku,
            "asked_at": wish.created_at,
            "told_at": wish.told_at,
        }
        for wish in rows
    ]


def _erase(person: Person, now: datetime) -> Counter[str]:
    rows = Counter({Bounce._meta.db_table: Bounce.objects.filter(address__in=_addresses(person)).delete()[0]})
    user = person.user
    if user is None:
        return +rows
    received = MailingRecipient.objects.filter(user=user)
    letters = Email.objects.filter(mailing_recipient__user=user)
    letters |= Email.objects.filter(stock_wish__user=user)
    letters |= Email.objects.filter(cart_reminder__user=user)
    rows += erase_letters(
        Email.objects.filter(pk__in=list(letters.values_list("pk", flat=True))), receiver=person.neutral_email
    )
    rows[MailingRecipient._meta.db_table] += received.filter(state=MailingRecipient.State.WAITING).delete()[0]
    rows[MailingRecipient._meta.db_table] += received.update(user=None)
    for model in (StockWish, CartReminder, NewsLanguage):
        rows[model._meta.db_table] += model.objects.filter(user=user).delete()[0]
    return +rows


def _addresses(person: Person) -> set[str]:
    return {*person.mailboxes, *person.emails, *(mailbox.email for mailbox in person.held)}


register_keeper(Keeper(name="mailings", export=_export, erase=_erase))
