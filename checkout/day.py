"""What the last days brought: orders, money and parcels, counted by the days of the shop's own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils import timezone

from checkout.models import Order, Payment, Shipment
from checkout.statuses import UNSOLD

NOTHING = Decimal(0)
# A payment that was given back has come all the same.
CAME = Q(kind=Payment.Kind.CAPTURE, status__in=[Payment.Status.CAPTURED, Payment.Status.REFUNDED])
WENT_BACK = Q(kind=Payment.Kind.REFUND, status=Payment.Status.REFUNDED)


@dataclass(frozen=True)
class Figures:
    """Of the time from `since` to before `until`. Sums are in the shop's currency.

    `orders` were placed; `ordered` leaves out what was cancelled or never paid of them; `received` and `paid_back`
    are money that moved.
    """

    since: datetime
    until: datetime
    orders: int
    ordered: Decimal
    received: Decimal
    paid_back: Decimal
    parcels: int


@dataclass(frozen=True)
class Days:
    today: Figures
    yesterday: Figures
    week: Figures


def count_days(*, now: datetime) -> Days:
    """Today so far, yesterday, and the seven days that end with today."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    spans = {
        "today": (midnight, tomorrow),
        "yesterday": (midnight - timedelta(days=1), midnight),
        "week": (midnight - timedelta(days=6), tomorrow),
    }
    orders = _add_up(Order.objects.all(), "placed_at", spans, orders=Count, ordered=_sum_of_kept)
    money = _add_up(
        Payment.objects.filter(CAME | WENT_BACK, currency=settings.SHOP_CURRENCY),
        "settled_at",
        spans,
        received=_came,
        paid_back=_went_back,
    )
    parcels = _add_up(Shipment.objects.all(), "shipped_at", spans, parcels=Count)
    figures = {
        name: Figures(since=since, until=until, **orders[name], **money[name], **parcels[name])
        for name, (since, until) in spans.items()
    }
    return Days(**figures)


def _add_up(rows, moment: str, spans: dict[str, tuple], **figures) -> dict[str, dict]:
    """One query: each figure for each span."""
    within = {
        name: Q(**{f"{moment}__gte": since, f"{moment}__lt": until}) for name, (since, until) in spans.items()
    }
    wanted = {
        f"{name}_{figure}": (aggregate("pk", filter=span) if aggregate is Count else aggregate(span))
        for name, span in within.items()
        for figure, aggregate in figures.items()
    }
    first = min(since for since, _until in spans.values())
    found = rows.filter(**{f"{moment}__gte": first}).aggregate(**wanted)
    return {name: {figure: found[f"{name}_{figure}"] for figure in figures} for name in spans}


def _sum_of_kept(span: Q) -> Sum:
    return Sum("total", filter=span & ~Q(status__in=UNSOLD), default=NOTHING)


def _came(span: Q) -> Sum:
    return Sum("amount", filter=span & CAME, default=NOTHING)


def _went_back(span: Q) -> Sum:
    return Sum("amount", filter=span & WENT_BACK, default=NOTHING)
