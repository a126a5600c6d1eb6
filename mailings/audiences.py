"""Whom a mailing is for. Nobody is who has not agreed to the text of today, whatever else is asked."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from accounts.consents import WORDINGS, last_answers
from accounts.models import Consent, User
from checkout.models import Order, OrderLine
from checkout.models.order import OrderStatus
from mailings.models import Bounce, Mailing, MailingRecipient, NewsLanguage

# Takes a second or two: nobody is asked in between whether there is time.
AT_ONCE = 2000
GOING = (Mailing.Status.SENDING, Mailing.Status.PAUSED)
NOT_BOUGHT = (OrderStatus.PENDING_PAYMENT, OrderStatus.EXPIRED, OrderStatus.CANCELLED)


def find_reachable() -> QuerySet[User]:
    """Accounts in use whose confirmed address takes mail."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True)
    refused = Bounce.objects.filter(address=OuterRef("email"))
    return User.objects.filter(Exists(confirmed), ~Exists(refused), is_active=True).exclude(email="")


def find_consenting() -> QuerySet[User]:
    """Of those, whose last answer about news was yes, to the wording of today."""
    kind = Consent.Kind.MARKETING_MAIL
    yes = last_answers(kind=kind).filter(is_given=True, version=WORDINGS[kind].version)
    return find_reachable().filter(Exists(yes.filter(user=OuterRef("pk"))))


def find_audience(*, mailing: Mailing, now: datetime) -> QuerySet[User]:
    """Everybody the mailing is for, as of `now`."""
    people = _speaking(find_consenting(), mailing.language)
    if interests := list(mailing.interests.values_list("pk", flat=True)):
        people = people.filter(profile__interest__in=interests)
    bought = Order.objects.filter(user=OuterRef("pk")).exclude(status__in=NOT_BOUGHT)
    if brands := list(mailing.brands.values_list("pk", flat=True)):
        lines = OrderLine.objects.filter(order__user=OuterRef("pk"), variant__product__brand__in=brands)
        people = people.filter(Exists(lines.exclude(order__status__in=NOT_BOUGHT)))
    if mailing.ordered_within:
        since = now - timedelta(days=mailing.ordered_within)
        people = people.filter(Exists(bought.filter(placed_at__gte=since)))
    if mailing.not_ordered_for:
        since = now - timedelta(days=mailing.not_ordered_for)
        people = people.filter(Exists(bought), ~Exists(bought.filter(placed_at__gte=since)))
    return people


def fill_recipients(*, mailing: Mailing, now: datetime, has_time: Callable[[], bool] = lambda: True) -> None:
    """Writes down everybody it is for, in portions, as long as there is time.

    Asked again it goes on behind the last one written. The spans of days are as of when the mailing began; consent, refused
    addresses, language, interests and what was bought are as of each portion: who agrees meanwhile may or may not be among
    them. `filled_at` says that all are there, since `now`. Only a mailing that is being sent, or paused, gets any.
    """
    while has_time() and _fill_some(mailing, now):
        pass


def _fill_some(mailing: Mailing, now: datetime) -> bool:
    """Whether there may be more of them."""
    going = Mailing.objects.filter(pk=mailing.pk, status__in=GOING, filled_at=None)
    asked = going.first()
    if asked is None or asked.started_at is None:
        return False
    # Takes seconds with many: whoever reads the mailing in a browser or pauses it does not wait for it.
    last = asked.recipients.aggregate(last=Max("user_id"))["last"] or 0
    people = find_audience(mailing=asked, now=asked.started_at).filter(pk__gt=last)
    ids = list(people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return _write_down(going, ids, now)


@transaction.atomic
def _write_down(going: QuerySet[Mailing], ids: list[int], now: datetime) -> bool:
    # Whoever stops it waits for this portion, so that nobody is left waiting behind it.
    locked = going.select_for_update(of=("self",), no_key=True).first()
    if locked is None:
        return False
    rows = [MailingRecipient(mailing=locked, user_id=pk) for pk in ids]
    # Of two at once both may have found them.
    MailingRecipient.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    if len(ids) == AT_ONCE:
        return True
    going.update(filled_at=now)
    return False


def _speaking(people: QuerySet[User], language: str) -> QuerySet[User]:
    others = NewsLanguage.objects.filter(user=OuterRef("pk"))
    if language == settings.LANGUAGE_CODE:
        return people.filter(~Exists(others.exclude(language=language)))
    return people.filter(Exists(others.filter(language=language)))
