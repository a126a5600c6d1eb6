"""Large catalogues for measuring: many rows quickly, the same ones for the same seed and numbers.

Works beside other content. Running it again adds only what is missing. The search index is not told: `update_index`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.models import User
from accounts.profile import give_profiles
from brands.models import BrandStoryPage
from checkout.models import Order
from home.demo.house import build_house
from home.demo.seeded_goods import add_products, lay_ground
from home.demo.seeded_rows import Seed, batches
from home.demo.seeded_sales import DOMAIN, Counter
from home.demo.seeded_stories import add_stories
from home.demo.telling import Tell, say_nothing
from products.best_sellers import recount_sales
from products.models import Product

SHOWN_IN_STORIES = 1000


class MuseumIsBusy(Exception):
    def __init__(self):
        super().__init__(str(_("Somebody else is writing to the museum. Please try again in a minute.")))


class NothingToSell(Exception):
    def __init__(self):
        super().__init__(str(_("Orders need products of the same seed: ask for some products too.")))


@dataclass(frozen=True)
class Seeded:
    """How many rows were added."""

    products: int
    stories: int
    users: int
    orders: int


def seed_catalogue(
    *,
    products: int,
    stories: int,
    orders: int,
    users: int,
    seed: int,
    now: datetime,
    tell: Tell = say_nothing,
) -> Seeded:
    """Fills up to the given numbers. Raises MuseumIsBusy or NothingToSell; what was added before stays."""
    mark = Seed(seed)
    with _alone():
        ground = lay_ground(seed=mark, house=build_house(now=now))
    shown = Product.objects.filter(slug__startswith=mark.prefix)
    added = Seeded(
        products=_fill(
            "products",
            shown,
            products,
            tell,
            lambda part: add_products(seed=mark, ground=ground, numbers=part),
        ),
        stories=_fill(
            "stories",
            BrandStoryPage.objects.filter(slug__startswith=f"{mark.prefix}story-"),
            stories,
            tell,
            lambda part: add_stories(seed=mark, ground=ground, numbers=part, products=_first_ids(shown)),
        ),
        users=_fill(
            "users",
            User.objects.filter(username__startswith=mark.prefix),
            users,
            tell,
            lambda part: _add_users(mark, part),
        ),
        orders=_fill_orders(mark, orders, tell),
    )
    recount_sales()
    return added


def _fill(kind: str, existing, wanted: int, tell: Tell, add: Callable[[range], None]) -> int:
    """Adds numbers from what is there up to `wanted`, a batch in a transaction."""
    start = existing.count()
    for part in batches(start=start, end=wanted):
        with _alone():
            if existing.count() != part.start:
                raise MuseumIsBusy
            add(part)
        tell(f"  {part.stop} of {wanted} {kind}")
    return max(0, wanted - start)


def _fill_orders(mark: Seed, wanted: int, tell: Tell) -> int:
    existing = Order.objects.filter(number__startswith=f"SEED{mark.number}-")
    if existing.count() >= wanted:
        return 0
    buyers = User.objects.filter(username__startswith=mark.prefix).order_by("pk")
    counter = Counter.open(seed=mark, users=list(buyers.values_list("pk", flat=True)))
    if not counter.variants:
        raise NothingToSell
    return _fill("orders", existing, wanted, tell, counter.sell)


def _first_ids(products) -> list[int]:
    return list(products.filter(live=True).order_by("pk").values_list("pk", flat=True)[:SHOWN_IN_STORIES])


def _add_users(mark: Seed, numbers: range) -> None:
    """Nobody can log in to them by a password."""
    users = User.objects.bulk_create(
        User(
            username=f"{mark.prefix}reader-{n}",
            email=f"{mark.prefix}reader-{n}@{DOMAIN}",
            first_name="Seeded",
            last_name=f"Reader {n}",
            password=UNUSABLE_PASSWORD_PREFIX,
        )
        for n in numbers
    )
    give_profiles(users=users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One transaction that nobody else seeds beside. Raises MuseumIsBusy."""
    with transaction.atomic():
        try:
            Page.objects.select_for_update().get(depth=1)
        except OperationalError as busy:
            raise MuseumIsBusy from busy
        yield
