"""Who read and from where the demo's buyers came: numbers of ninety days, and marks on orders."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import Campaign
from checkout.attribution import Origin
from checkout.models import Order, OrderLine
from products.models import Product
from stories.models import DailyReads

SEED = 20260823
DAYS = 90
# What the first of the stories is read on a day; the n-th has an n-th of it.
MOST = 160
WEEKEND = 1.4
AT_ONCE = 1000
LINKS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"utm_source": "mailing", "utm_medium": "email"},
    {"utm_source": "instagram", "utm_medium": "post"},
)


def write_readers(
    *, stories: Sequence[Page], pages: Iterable[Page], products: Iterable[int], now: datetime
) -> None:
    """The same day gives the same numbers. Nobody reads what was not there yet."""
    rows: list[DailyReads] = []
    for number, story in enumerate(stories):
        rows += _reads_of("story", story, MOST / (1 + number / 3), now)
    for page in pages:
        rows += _reads_of("page", page, MOST / 4, now)
    rows += [
        DailyReads(kind=DailyReads.Kind.PRODUCT, thing=pk, day=day, reads=1 + (pk * 7 + back * 3) % 12)
        for pk in products
        for back, day in _days(now)
    ]
    DailyReads.objects.bulk_create(rows, batch_size=AT_ONCE)


def write_adds(*, orders: QuerySet[Order]) -> None:
    """Whoever ordered put it into the cart on the same day; nobody else did."""
    adds: Counter[tuple[str, int, date]] = Counter()
    lines = OrderLine.objects.filter(order__in=orders)
    for placed_at, product, story in lines.values_list("order__placed_at", "variant__product", "story"):
        day = timezone.localdate(placed_at)
        adds[DailyReads.Kind.ADDED.value, product, day] += 1
        if story is not None:
            adds[DailyReads.Kind.ADDED_FROM.value, story, day] += 1
    rows = (
        DailyReads(kind=kind, thing=thing, day=day, reads=count) for (kind, thing, day), count in adds.items()
    )
    DailyReads.objects.bulk_create(rows, batch_size=AT_ONCE)


def invent_origin(*, number: int, story: Page | None, campaign: Campaign | None) -> Origin | None:
    """Every other buyer who came by a story let the visit be remembered; links told of the campaign that was on."""
    if story is None or number % 2:
        return None
    link = LINKS[number // 2 % len(LINKS)]
    told_of = campaign.slug if campaign is not None and link else ""
    return Origin(first_story=story.pk, last_story=story.pk, utm_campaign=told_of, **link)


def forget_readers() -> None:
    """Of whatever is not there any more."""
    there: dict[str, type[Model]] = {
        "story": Page,
        "page": Page,
        "product": Product,
        "added": Product,
        "added_from": Page,
    }
    for kind, model in there.items():
        DailyReads.objects.filter(kind=kind).exclude(thing__in=model._default_manager.values("pk")).delete()


def _reads_of(kind: str, page: Page, usual: float, now: datetime) -> list[DailyReads]:
    chance = Random(SEED + zlib.crc32(page.slug.encode()))
    rows = []
    for _back, day in _days(now):
        reads = round(usual * chance.uniform(0.6, 1.3) * (WEEKEND if day.weekday() > 4 else 1))
        if reads and page.first_published_at and day >= timezone.localdate(page.first_published_at):
            rows.append(DailyReads(kind=kind, thing=page.pk, day=day, reads=reads))
    return rows


def _days(now: datetime):
    today = timezone.localdate(now)
    return [(back, today - timedelta(days=back)) for back in range(DAYS)]
