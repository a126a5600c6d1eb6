"""Reads are counted once each: a number a day, through caches and kills."""

import os
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache, caches
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from accounts.roles import EDITOR, give_role
from stories import reads
from stories.marks import Thing
from stories.models import DailyReads, MovedReads
from stories.reads import count_read, write_down_own_reads, write_down_reads
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.reads import forget_uncounted, read_so_far
from tests.factories.redis_there import cache_in_redis

pytestmark = pytest.mark.django_db
STORY = Thing("story", 7)
CACHED = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]


@pytest.fixture(autouse=True)
def nothing_read_yet():
    forget_uncounted()


@pytest.fixture
def in_redis(settings):
    settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])
    yield caches["default"].redis_itself()
    for name in ("reads:counting", "reads:moving"):
        caches["default"].redis_itself().delete(cache.make_key(name))


def rows() -> list[tuple]:
    return list(DailyReads.objects.order_by("day", "kind").values_list("kind", "thing", "day", "reads"))


def test_twice_today_and_once_tomorrow_are_two_rows():
    for now in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
        count_read(things=[STORY], now=now)
    assert write_down_reads(now=NOW) == 3
    assert rows() == [("story", 7, date(2026, 3, 2), 2), ("story", 7, date(2026, 3, 3), 1)]


def test_what_is_written_down_later_is_added():
    for _round in range(2):
        count_read(things=[STORY], now=NOW)
        write_down_reads(now=NOW)
    assert rows() == [("story", 7, date(2026, 3, 2), 2)]


def test_a_day_begins_when_the_shops_does():
    count_read(things=[STORY], now=NOW.replace(hour=15))
    write_down_reads(now=NOW)
    assert rows() == [("story", 7, date(2026, 3, 3), 1)]


def test_a_read_asks_no_database():
    with CaptureQueriesContext(connection) as asked:
        count_read(things=[STORY], now=NOW)
    assert len(asked) == 0
    assert read_so_far() == {("story", 7): 1}


def test_what_could_not_be_written_down_is_kept():
    count_read(things=[STORY, Thing("nonsense", 1)], now=NOW)
    with pytest.raises(IntegrityError):
        write_down_own_reads(now=NOW)
    assert reads._waiting.take() == {
        (STORY, date(2026, 3, 2)): 1,
        (Thing("nonsense", 1), date(2026, 3, 2)): 1,
    }


def test_a_story_an_object_with_its_shelf_and_a_shelf_are_counted(client):
    story = BrandStoryPageFactory()
    product = ProductFactory(category=CategoryFactory(slug="soaps"))
    for address in (
        story.url,
        story.url,
        story.brand.url,
        product.url,
        "/products/?category=soaps",
        "/products/",
    ):
        answer = client.get(address)
        assert (answer.status_code, "Museum-Read" in answer) == (200, False)
    assert read_so_far() == {
        ("story", story.pk): 2,
        ("page", story.brand.pk): 1,
        ("product", product.pk): 1,
        ("category", product.category_id): 2,
    }


def test_a_page_out_of_a_cache_is_counted(client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, *CACHED]
    settings.CACHE_MIDDLEWARE_KEY_PREFIX = uuid.uuid4().hex
    story = BrandStoryPageFactory()
    client.get(story.url)
    with CaptureQueriesContext(connection) as asked:
        for _round in range(199):
            client.get(story.url)
    assert len(asked) == 0
    assert read_so_far() == {("story", story.pk): 200}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"Sec-Purpose": "prefetch;prerender"},
    ],
    ids=["crawler", "preview", "ahead"],
)
def test_nobody_reads_there(client, headers):
    story = BrandStoryPageFactory()
    client.get(story.url, headers=headers)
    client.head(story.url)
    assert read_so_far() == {}


def test_staff_are_no_readers_and_shoppers_are(client):
    story, editor, shopper = BrandStoryPageFactory(), UserFactory(), UserFactory()
    give_role(user=editor, role=EDITOR)
    for user in (editor, shopper):
        client.force_login(user)
        client.get(story.url)
    assert read_so_far() == {("story", story.pk): 1}


def test_a_shared_page_stays_without_a_cookie(client):
    answer = client.get(BrandStoryPageFactory().url)
    assert (dict(answer.cookies), "Cookie" in answer.get("Vary", "")) == ({}, False)


def test_without_redis_they_are_written_down_by_the_next_answer(client, settings):
    settings.READS_WRITTEN_SECONDS = 0
    story = BrandStoryPageFactory()
    client.get(story.url)
    assert [row[1:2] + row[3:] for row in rows()] == [(story.pk, 1)]


@pytest.mark.redis
def test_through_redis_each_is_added_once(in_redis):
    for _round in range(3):
        count_read(things=[STORY, Thing("product", 2)], now=NOW)
    assert (write_down_reads(now=NOW), write_down_reads(now=NOW)) == (6, 0)
    assert rows() == [("product", 2, date(2026, 3, 2), 3), ("story", 7, date(2026, 3, 2), 3)]


@pytest.mark.redis
def test_a_worker_killed_before_it_forgets_doubles_nothing(in_redis):
    """Its batch is found again, and known."""
    count_read(things=[STORY], now=NOW)
    in_redis.rename(cache.make_key("reads:counting"), cache.make_key("reads:moving"))
    batch = uuid.uuid4()
    in_redis.hset(cache.make_key("reads:moving"), "batch", batch.hex)
    MovedReads.objects.create(batch=batch, moved_at=NOW)
    DailyReads.objects.create(kind="story", thing=7, day="2026-03-02", reads=1)
    count_read(things=[STORY], now=NOW)
    assert write_down_reads(now=NOW) == 1
    assert rows() == [("story", 7, date(2026, 3, 2), 2)]


@pytest.mark.redis
def test_a_worker_killed_before_it_adds_loses_nothing(in_redis):
    count_read(things=[STORY], now=NOW)
    in_redis.rename(cache.make_key("reads:counting"), cache.make_key("reads:moving"))
    count_read(things=[STORY], now=NOW)
    assert write_down_reads(now=NOW) == 2
    assert rows() == [("story", 7, date(2026, 3, 2), 2)]


@pytest.mark.redis
def test_a_cache_that_is_lost_takes_along_only_what_was_not_written_down(in_redis):
    for count in (5, 3):
        for _round in range(count):
            count_read(things=[STORY], now=NOW)
        if count == 5:
            write_down_reads(now=NOW)
    in_redis.delete(cache.make_key("reads:counting"))
    count_read(things=[STORY], now=NOW)
    write_down_reads(now=NOW)
    assert rows() == [("story", 7, date(2026, 3, 2), 6)]


def test_with_redis_away_they_are_counted_in_the_process(settings):
    settings.CACHES = cache_in_redis("redis://127.0.0.1:1/0")
    with pytest.raises(RedisAway):
        caches["default"].redis_itself().ping()
    count_read(things=[STORY], now=NOW)
    assert write_down_reads(now=NOW) == 1


@pytest.mark.redis
def test_batches_are_known_for_a_week(in_redis):
    for days in (6, 8):
        MovedReads.objects.create(batch=uuid.uuid4(), moved_at=timezone.now() - timedelta(days=days))
    write_down_reads(now=timezone.now())
    assert MovedReads.objects.count() == 1
