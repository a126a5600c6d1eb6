"""Loads the museum that a newcomer walks through: content, pictures, people, and ninety days of orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.known_people import ensure_user
from accounts.models import User
from accounts.roles import EDITOR, OPERATOR, OWNER, SHOPPER, let_publish
from brands.models import BrandPage, BrandStoryPage
from campaigns.models import Campaign
from checkout.models import Order
from home.demo.content import Content
from home.demo.entrance import dress_entrance
from home.demo.gallery import CACHE, Gallery
from home.demo.house import build_house, open_post_room
from home.demo.marketing import Marketing
from home.demo.news import write_news
from home.demo.order_book import OrderBook
from home.demo.order_deeds import Clerks
from home.demo.order_plan import ORDERS, Planner, Reading, pieces_needed
from home.demo.people import ACCOUNTS, PASSWORD, Buyer, invent_buyers
from home.demo.prewarming import prewarm
from home.demo.reader_texts import ReaderTexts
from home.demo.readers import write_readers
from home.demo.removal import remove_demo
from home.demo.rooms import Rooms, hang_claims
from home.demo.shelves import Shelves
from home.demo.telling import Tell, say_nothing
from home.demo.words import write_down_words
from products.best_sellers import recount_sales

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Stripe knows nothing of invented orders, and its name is not to stand on them.
WAYS_TO_PAY = ("sandbox", "bank_transfer", "cash_on_delivery")
JOINED_BEFORE = timedelta(days=120)
OPENED_BEFORE = timedelta(days=430)


class NotForProduction(Exception):
    def __init__(self):
        super().__init__(str(_("Demo content is for trying out: it is not loaded into a public site.")))


class LoadUnderWay(Exception):
    def __init__(self):
        super().__init__(str(_("Somebody else is writing to the museum. Please try again in a minute.")))


@dataclass(frozen=True)
class LogIn:
    role: str
    email: str
    password: str


LOG_INS = tuple(LogIn(account.role, account.email, PASSWORD) for account in ACCOUNTS)


@dataclass(frozen=True)
class DemoReport:
    """`is_new` is False when the content was there already and nothing was changed."""

    is_new: bool
    products: int
    stories: int
    orders: int
    log_ins: tuple[LogIn, ...]


def load_demo(
    *,
    content: Content,
    now: datetime,
    reset: bool = False,
    tell: Tell = say_nothing,
    pictures: Path = CACHE,
    picture_scale: float = 1.0,
    orders: int = ORDERS,
) -> DemoReport:
    """Loads the demo content unless it is there; `reset` takes it out first. All of it or nothing.

    Raises NotForProduction, LoadUnderWay, or what `remove_demo` raises.
    """
    ensure_for_trying_out()
    if is_loaded(content=content):
        if not reset:
            return _report(content, is_new=False)
        tell("Taking the old demo content out")
        remove_demo(content=content)
    gallery = Gallery(content=content, folder=pictures, scale=picture_scale)
    gallery.paint(tell=tell)
    if not _Load(content, gallery, now, tell, orders).run():
        return _report(content, is_new=False)
    recount_sales()
    tell("Cutting the pictures of the home page to size")
    prewarm(now=now)
    return _report(content, is_new=True)


def ensure_for_trying_out() -> None:
    """Raises NotForProduction where strangers could log in by the printed password."""
    if not settings.DEBUG and urlsplit(settings.SITE_URL).hostname not in LOOPBACK:
        raise NotForProduction


def is_loaded(*, content: Content) -> bool:
    return BrandPage.objects.filter(slug__in=[brand.slug for brand in content.brands]).exists()


@dataclass
class _Load:
    content: Content
    gallery: Gallery
    now: datetime
    tell: Tell
    orders: int

    def run(self) -> bool:
        """False when somebody else was faster."""
        with transaction.atomic():
            _lock_page_tree()
            if is_loaded(content=self.content):
                return False
            # Written once at the end: after every single save it would be a third of the whole work.
            with disable_reference_index_auto_update():
                self._build()
            call_command("rebuild_references_index", verbosity=0)
        return True

    def _build(self) -> None:
        self.tell("People")
        staff = {account.role: _account(account) for account in ACCOUNTS}
        buyers = _welcome(
            [buyer for buyer in invent_buyers() if buyer.has_account], since=self.now - JOINED_BEFORE
        )
        self.tell("Hanging the pictures")
        self.gallery.hang(uploader=staff[EDITOR])
        self.tell("Rooms, brands and stories")
        house = build_house(now=self.now - OPENED_BEFORE)
        rooms = Rooms(self.content, house, self.gallery, staff[EDITOR], self.now)
        rooms.hang()
        let_publish(role=EDITOR, page=house.brands)
        self.tell("Products")
        claims = hang_claims(content=self.content, rooms=rooms, author=staff[EDITOR])
        shelves = Shelves(self.content, rooms, self.gallery, claims, staff[EDITOR], self.now)
        shelves.fill()
        self.tell("Opening the pages")
        rooms.publish(products={slug: product.pk for slug, product in shelves.products.items()})
        dress_entrance(home=house.home, content=self.content, rooms=rooms, gallery=self.gallery)
        open_post_room()
        write_down_words()
        users = {user.email: user for user in [staff[SHOPPER], *buyers]}
        write_readers(
            stories=list(rooms.stories.values()),
            pages=[page for page in rooms.pages.values() if not isinstance(page, BrandStoryPage)],
            products=[product.pk for product in shelves.products.values()],
            now=self.now,
        )
        marketing = Marketing(rooms, {slug: p.pk for slug, p in shelves.products.items()}, self.now)
        campaigns = [marketing.open(campaign) for campaign in self.content.campaigns]
        clerks = Clerks(operator=staff[OPERATOR], owner=staff[OWNER])
        self._sell(rooms, shelves, users, clerks, campaigns)
        write_news(readers=buyers, shopper=staff[SHOPPER], now=self.now)
        self.tell("What readers write")
        ReaderTexts(readers=buyers, shopper=staff[SHOPPER], editor=staff[EDITOR], now=self.now).write()

    def _sell(
        self,
        rooms: Rooms,
        shelves: Shelves,
        users: dict[str, User],
        clerks: Clerks,
        campaigns: list[Campaign],
    ) -> None:
        methods = [code for code in WAYS_TO_PAY if code in settings.PAYMENT_PROVIDERS]
        planner = Planner(
            wares=shelves.wares(),
            readings=_readings(self.content, rooms),
            payment_methods=methods,
            now=self.now,
            deadline=timedelta(hours=settings.BANK_TRANSFER_DEADLINE_HOURS),
            orders=self.orders,
        )
        planned = planner.plan() if methods else []
        shelves.receive_goods(sold=pieces_needed(planned), clerk=clerks.operator)
        shelves.set_levels()
        self.tell(f"Orders: {len(planned)}")
        book = OrderBook(
            users=users,
            stories=rooms.stories,
            clerks=clerks,
            campaigns=campaigns,
            now=self.now,
            tell=self.tell,
        )
        book.fill(planned)


def _lock_page_tree() -> None:
    try:
        Page.objects.select_for_update().get(depth=1)
    except OperationalError as busy:
        raise LoadUnderWay from busy


def _account(account) -> User:
    return ensure_user(
        email=account.email,
        role=account.role,
        password=PASSWORD,
        verified=True,
        first_name=account.first_name,
        last_name=account.last_name,
    ).user


def _welcome(buyers: Iterable[Buyer], *, since: datetime) -> list[User]:
    """Accounts that nobody can log in to: they only have a past."""
    users = [
        ensure_user(
            email=buyer.email, verified=True, first_name=buyer.first_name, last_name=buyer.last_name
        ).user
        for buyer in buyers
    ]
    User.objects.filter(pk__in=[user.pk for user in users]).update(date_joined=since)
    return users


def _readings(content: Content, rooms: Rooms) -> list[Reading]:
    """Stories that show products; the first of them are read most."""
    readings = []
    for number, story in enumerate(content.stories):
        path = f"/brands/{story.brand}/{story.slug}/"
        products = tuple(_products_in(story.body))
        if products:
            published_at = rooms.pages[path].first_published_at
            readings.append(Reading(path, products, published_at, weight=1 / (2 + number)))
    return readings


def _products_in(body) -> list[str]:
    single = [value["product"] for name, value in body if name == "product"]
    listed = [item["product"] for name, value in body if name == "shop_the_story" for item in value["items"]]
    return list(dict.fromkeys(single + listed))


def _report(content: Content, *, is_new: bool) -> DemoReport:
    return DemoReport(
        is_new=is_new,
        products=len(content.products),
        stories=len(content.stories),
        orders=Order.objects.count(),
        log_ins=LOG_INS,
    )
