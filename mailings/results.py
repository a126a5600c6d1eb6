"""What came of a mailing, in figures: nobody is named, and who clicked is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

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
class Sales:
    """Orders that came by the campaign, without those never paid or cancelled; with shipping, before refunds."""

    orders: int
    revenue: Decimal


@dataclass(frozen=True)
class CampaignFigures:
    mailings: list[tuple[Mailing, Results]]
    sales: Sales


def read_progress(*, mailing: Mailing) -> Progress:
    """One query."""
    counts = mailing.recipients.order_by().values_list("state").annotate(count=Count("pk"))
    return Progress(**dict(counts))


def read_results(*, mailing: Mailing) -> Results:
    links = MailingLink.objects.filter(mailing=mailing).order_by("-clicks", "target")
    return Results(
        progress=read_progress(mailing=mailing),
        unsubscribed=_count_unsubscribed([mailing]),
        reads=mailing.reads,
        links=list(links.values_list("target", "clicks")),
    )


def read_sales(*, campaign: Campaign) -> Sales:
    orders = Order.objects.filter(campaign=campaign.slug).exclude(status__in=NOT_BOUGHT)
    sums = orders.aggregate(orders=Count("pk"), revenue=Coalesce(Sum("total"), Decimal(0)))
    return Sales(orders=sums["orders"], revenue=sums["revenue"])


def figures_of(*, campaign: Campaign) -> CampaignFigures:
    """Of every mailing of the campaign that was begun, the youngest first."""
    begun = campaign.mailings.filter(started_at__isnull=False).order_by("-started_at", "-pk")
    return CampaignFigures(
        mailings=[(mailing, read_results(mailing=mailing)) for mailing in begun],
        sales=read_sales(campaign=campaign),
    )


def _count_unsubscribed(mailings: Sequence[Mailing]) -> int:
    """Who got it and has said no since, and not yes again."""
    last = Consent.objects.filter(user=OuterRef("user"), kind=Consent.Kind.MARKETING_MAIL).order_by(
        "-at", "-pk"
    )
    rows = MailingRecipient.objects.filter(mailing__in=mailings, state__in=[State.SENT, State.BOUNCED])
    answered = rows.annotate(
        said_yes=Subquery(last.values("is_given")[:1]), said_at=Subquery(last.values("at")[:1])
    )
    return answered.filter(said_yes=False, said_at__gte=F("queued_at")).count()
