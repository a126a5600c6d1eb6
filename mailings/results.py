"""What came of a mailing, in figures: nobody is named, and who clicked is not known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from accounts.consents import last_answers
from accounts.models import Consent
from campaigns.models import Campaign
from checkout.models import Order
from mailings.audiences import NOT_BOUGHT
from mailings.models import Mailing, MailingLink, MailingRecipient

State = MailingRecipient.State


@dataclass(frozen=True)
class Progress:
    waiting: int = 0
    queued: int = 0
    sent: int = 0
    skipped: int = 0
    bounced: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.queued + self.done

    @property
    def done(self) -> int:
        return self.sent + self.skipped + self.bounced + self.failed


@dataclass(frozen=True)
class Results:
    """`links` are (address, clicks), the most followed first."""

    progress: Progress
    unsubscribed: int
    reads: int
    links: list[tuple[str, int]]

    @property
    def clicks(self) -> int:
        return sum(clicks for _target, clicks in self.links)


@dataclass(frozen=True)
class Line:
    """Of one mailing among others."""

    mailing: Mailing
    progress: Progress
    unsubscribed: int
    clicks: int


@dataclass(frozen=True)
class Sales:
    """Orders that came by the campaign, without those never paid or cancelled; with shipping, before refunds."""

    orders: int
    revenue: Decimal


@dataclass(frozen=True)
class CampaignFigures:
    mailings: list[Line]
    sales: Sales


def read_progress(*, mailing: Mailing) -> Progress:
    """One query."""
    return _read_progress([mailing]).get(mailing.pk, Progress())


def read_results(*, mailing: Mailing) -> Results:
    links = MailingLink.objects.filter(mailing=mailing).order_by("-clicks", "target")
    return Results(
        progress=read_progress(mailing=mailing),
        unsubscribed=_count_unsubscribed([mailing]).get(mailing.pk, 0),
        reads=mailing.reads,
        links=list(links.values_list("target", "clicks")),
    )


def read_sales(*, campaign: Campaign) -> Sales:
    orders = Order.objects.filter(campaign=campaign.slug).exclude(status__in=NOT_BOUGHT)
    sums = orders.aggregate(orders=Count("pk"), revenue=Coalesce(Sum("total"), Decimal(0)))
    return Sales(orders=sums["orders"], revenue=sums["revenue"])


def figures_of(*, campaign: Campaign) -> CampaignFigures:
    """Of every mailing of the campaign that was begun, the youngest first; five queries for any number."""
    begun = list(campaign.mailings.filter(started_at__isnull=False).order_by("-started_at", "-pk"))
    progress, unsubscribed, clicks = _read_progress(begun), _count_unsubscribed(begun), _count_clicks(begun)
    lines = [
        Line(one, progress.get(one.pk, Progress()), unsubscribed.get(one.pk, 0), clicks.get(one.pk, 0))
        for one in begun
    ]
    return CampaignFigures(mailings=lines, sales=read_sales(campaign=campaign))


def _read_progress(mailings: Sequence[Mailing]) -> dict[int, Progress]:
    rows = MailingRecipient.objects.filter(mailing__in=mailings).order_by().values_list("mailing", "state")
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for mailing, state, count in rows.annotate(count=Count("pk")):
        counts[mailing][state] = count
    return {mailing: Progress(**states) for mailing, states in counts.items()}


def _count_clicks(mailings: Sequence[Mailing]) -> dict[int, int]:
    rows = MailingLink.objects.filter(mailing__in=mailings).order_by().values_list("mailing")
    return dict(rows.annotate(clicks=Sum("clicks")))


def _count_unsubscribed(mailings: Sequence[Mailing]) -> dict[int, int]:
    """Who got it and has said no since, and not yes again."""
    # Those who say no are few: looked up first, they are what is joined, not every reader.
    refusals = last_answers(kind=Consent.Kind.MARKETING_MAIL).filter(is_given=False)
    reached = MailingRecipient.objects.filter(mailing__in=mailings, state__in=[State.SENT, State.BOUNCED])
    gone = reached.filter(user__consents__in=refusals, user__consents__at__gte=F("queued_at"))
    return dict(gone.order_by().values_list("mailing").annotate(count=Count("pk")))
