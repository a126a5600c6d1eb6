"""The entrance is hung for whoever is logged in, and is the same for everybody else, kept by a cache or not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.profile import choose_interest
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.home import HomeFeatureFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
TOLD = "Your room hangs first"


@pytest.fixture
def rooms():
    """Water, air and forest, each with a featured story and an object; the object of the forest is the newest."""
    museum()
    rooms = [ProblemPageFactory(title=title) for title in ("Water", "Air", "Forest")]
    for room in rooms:
        brand = BrandPageFactory(problem=room)
        HomeFeatureFactory(story=BrandStoryPageFactory(parent=brand))
        stocked_variant(product__brand=brand)
    return rooms


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def who_cares(room) -> Client:
    user = UserFactory(username="haneul", chosen_nickname="Haneul of the hills")
    choose_interest(user=user, problem=room)
    return browser_of(user)


def hung(page) -> tuple[list, list, list]:
    """Titles of the rooms, and of the rooms that objects and stories hang in, as they stand."""
    return (
        [room.title for room in page.context["rooms"]],
        [product.brand.problem.title for product in page.context["newest"]],
        [story.brand.problem.title for story in page.context["featured_stories"]],
    )


AS_IT_IS = (["Water", "Air", "Forest"], ["Forest", "Air", "Water"], ["Water", "Air", "Forest"])
AIR_FIRST = (["Air", "Water", "Forest"], ["Air", "Forest", "Water"], ["Air", "Water", "Forest"])


def test_the_chosen_room_hangs_first_and_says_why(rooms):
    page = who_cares(rooms[1]).get("/")
    assert hung(page) == AIR_FIRST
    assert [room.number for room in page.context["rooms"]] == [2, 1, 3]
    assert page.content.decode().count(TOLD) == 1
    assert page.content.decode().count('href="/account/details/#id_interest"') == 1


def test_another_choice_hangs_another_first(rooms):
    user = UserFactory()
    browser = browser_of(user)
    for room, first in ((rooms[2], "Forest"), (rooms[1], "Air")):
        choose_interest(user=user, problem=room)
        assert browser.get("/").context["rooms"][0].title == first


@pytest.mark.parametrize("kind", ["anonymous", "without a choice", "of a closed room"])
def test_everybody_else_sees_it_as_it_is(rooms, kind):
    browser = Client()
    if kind != "anonymous":
        closed = ProblemPageFactory(live=False)
        user = UserFactory()
        choose_interest(user=user, problem=closed if kind == "of a closed room" else None)
        browser = browser_of(user)
    page = browser.get("/")
    assert (hung(page), page.content.decode().count(TOLD)) == (AS_IT_IS, 0)


def test_a_deleted_room_is_nobodys(rooms):
    alone = ProblemPageFactory()
    browser = who_cares(alone)
    alone.delete()
    assert hung(browser.get("/")) == AS_IT_IS


def test_it_asks_the_database_five_times_more_whatever_hangs_there(rooms):
    asked, browsers = [], [Client(), who_cares(rooms[1])]
    for _ in range(2):
        for browser in browsers:
            browser.get("/")
            with CaptureQueriesContext(connection) as queries:
                assert browser.get("/").status_code == 200
            asked.append(len(queries))
        for _number in range(9):
            HomeFeatureFactory(story=BrandStoryPageFactory(parent=BrandPageFactory(problem=rooms[1])))
            stocked_variant(product__brand=BrandPageFactory())
    # Session, account, choice; two for whether the reader is one of ours, who are not counted.
    assert asked == [asked[0], asked[0] + 5, asked[0], asked[0] + 5]


class TestBehindACache:
    @pytest.fixture(autouse=True)
    def _cached_whole(self, settings):
        """Django's own cache of whole pages around everything: it believes what the answers say about themselves."""
        settings.MIDDLEWARE = [
            "django.middleware.cache.UpdateCacheMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.cache.FetchFromCacheMiddleware",
        ]

    def test_each_sees_their_own_order(self, rooms):
        haneul = who_cares(rooms[1])
        first = Client().get("/")
        assert hung(first) == AS_IT_IS
        assert hung(haneul.get("/")) == AIR_FIRST
        assert browser_of(UserFactory()).get("/").content == first.content
        with CaptureQueriesContext(connection) as queries:
            assert Client().get("/").content == first.content
        assert len(queries) == 0

    def test_and_nobody_gets_what_was_hung_for_somebody(self, rooms):
        own = who_cares(rooms[1]).get("/")
        assert hung(own) == AIR_FIRST
        assert hung(Client().get("/")) == AS_IT_IS
        assert (own["Cache-Control"], "Cookie" in own["Vary"]) == ("private", True)

    def test_what_is_said_to_one_is_said_to_nobody_else(self, rooms):
        story = BrandStoryPageFactory()
        for place in ("/", story.url, "/products/"):
            guest = Client()
            guest.get("/cart/coupon/", {"code": "nothing", "next": place})
            told = guest.get(place)
            assert ("This code cannot be used" in told.content.decode(), told["Cache-Control"]) == (
                True,
                "private",
            )
            assert "This code cannot be used" not in Client().get(place).content.decode()

    def test_each_sees_their_own_header(self, rooms):
        """The page has both headers in it, and asks which one is meant."""
        haneul = who_cares(rooms[1])
        pages = [
            browser.get(path).content.decode()
            for path in ("/", "/products/")
            for browser in (Client(), haneul)
        ]
        assert [page.count("Haneul of the hills") for page in pages] == [0, 0, 0, 0]
        for page in pages:
            header = page.split("</header>")[0]
            shown = [f'{place}" data-for="{who}" hidden' for place, who in LINKS]
            assert [header.count(link) for link in shown] == [1, 1, 1]
        names = [browser.get("/cart/summary/").json()["name"] for browser in (Client(), haneul, Client())]
        assert names == ["", "Haneul of the hills", ""]


LINKS = [("/accounts/logout/", "reader"), ("/accounts/login/", "guest"), ("/accounts/signup/", "guest")]
