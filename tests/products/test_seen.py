"""The last five products that somebody looked at."""

import os
import time

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.privacy.person import erase_person, export_person, person_of
from api.redis_itself import redis_itself
from products.seen import MOST, SECONDS_KEPT, find_shown, forget_looks, last_seen, note_look
from tests.factories.accounts import UserFactory
from tests.factories.products import OPENING, ProductFactory, ProductImageFactory, stocked_variant

pytestmark = pytest.mark.django_db
AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def seven():
    """By the number they have in the requirement: the first is nobody's."""
    return ProductFactory.create_batch(7)


def redis_at(settings, url: str):
    settings.CACHES = {
        "default": {
            "BACKEND": "site_config.caches.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"test-{os.getpid()}",
            "OPTIONS": {
                "socket_connect_timeout": 0.25,
                "socket_timeout": 0.25,
                "retry": Retry(NoBackoff(), 0),
            },
        }
    }
    return caches["default"]


def note(*, user_id: int) -> None:
    note_look(user_id=user_id, product_id=1)


def look_at(client, *products, **headers):
    assert {client.get(product.url, headers=headers).status_code for product in products} == {200}


def test_newest_first_without_repeats_and_no_more_than_five(client, reader, seven):
    look_at(client, *(seven[number] for number in (1, 2, 3, 4, 5, 6, 3)))
    assert last_seen(user_id=reader.pk) == [seven[number] for number in (3, 6, 5, 4, 2)]


def test_what_is_no_longer_on_show_is_left_out(client, reader, seven):
    look_at(client, *(seven[number] for number in (1, 2, 3, 4, 5)))
    seven[5].live = False
    seven[5].save()
    seven[4].brand.live = False
    seven[4].brand.save()
    seven[2].delete()
    assert last_seen(user_id=reader.pk) == [seven[3], seven[1]]


def test_everybody_has_a_list_of_their_own(client, reader, seven):
    other = Client()
    other.force_login(UserFactory())
    look_at(client, seven[1])
    look_at(other, seven[2])
    assert last_seen(user_id=reader.pk) == [seven[1]]


def test_only_a_look_counts(client, reader, seven):
    client.head(seven[1].url)
    look_at(client, seven[2], **{"Sec-Purpose": "prefetch;prerender"})
    look_at(client, seven[3], Purpose="prefetch")
    assert client.get("/products/nope/").status_code == 404
    assert last_seen(user_id=reader.pk) == []


def test_a_guest_costs_no_session_and_leaves_nothing(client, seven):
    look_at(client, seven[1])
    answer = client.get(seven[1].url)
    assert (dict(answer.cookies), "Cookie" in answer.get("Vary", "")) == ({}, False)


def test_forgotten(client, reader, seven):
    look_at(client, seven[1])
    forget_looks(user_id=reader.pk)
    assert last_seen(user_id=reader.pk) == []


def test_a_copy_tells_them_and_closing_the_account_forgets_them(
    client, reader, seven, django_capture_on_commit_callbacks
):
    look_at(client, seven[1])
    person = person_of(user=reader)
    assert export_person(person=person, now=OPENING)["account"]["looked_at_last"] == [seven[1].name]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person, now=OPENING)
    assert last_seen(user_id=reader.pk) == []


def test_lost_without_harm(client, reader, seven):
    look_at(client, seven[1])
    cache.clear()
    answer = client.get("/account/")
    assert (answer.status_code, answer.context["account"].seen) == (200, [])


def test_with_redis_away_nothing_fails_and_nobody_waits(client, reader, seven, settings):
    redis_at(settings, AWAY).clear()
    started = time.monotonic()
    look_at(client, seven[1], seven[2])
    answer = client.get("/account/")
    assert (answer.status_code, answer.context["account"].seen) == (200, [seven[2], seven[1]])
    forget_looks(user_id=reader.pk)
    assert last_seen(user_id=reader.pk) == []
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("asked", [note, last_seen, forget_looks])
def test_whoever_finds_out_that_redis_is_away_is_served_too(settings, asked):
    redis_at(settings, AWAY)
    asked(user_id=7)
    assert redis_itself() is None
    forget_looks(user_id=7)


@pytest.mark.redis
def test_redis_keeps_five_numbers_for_ninety_days(settings):
    remote = redis_at(settings, os.environ["REDIS_URL"])
    name = remote.make_key("seen:list:7")
    try:
        for product_id in (1, 2, 3, 4, 5, 6, 3):
            note_look(user_id=7, product_id=product_id)
        assert redis_itself().lrange(name, 0, -1) == [b"3", b"6", b"5", b"4", b"2"]
        assert SECONDS_KEPT - 5 < redis_itself().ttl(name) <= SECONDS_KEPT
        forget_looks(user_id=7)
        assert redis_itself().exists(name) == 0
    finally:
        redis_itself().delete(name)


@pytest.mark.redis
def test_a_look_is_one_journey_to_redis(settings, monkeypatch):
    redis_at(settings, os.environ["REDIS_URL"])
    redis = redis_itself()
    sent = []
    original = type(redis.connection_pool.connection_class()).send_packed_command

    def send(self, command, *args, **kwargs):
        sent.append(b"".join(command))
        return original(self, command, *args, **kwargs)

    redis.ping()
    monkeypatch.setattr(type(redis.connection_pool.connection_class()), "send_packed_command", send)
    try:
        note_look(user_id=7, product_id=1)
        looked = [command for command in sent if b"LPUSH" in command]
        assert [word in looked[0] for word in (b"MULTI", b"LREM", b"LTRIM", b"EXPIRE", b"EXEC")] == [True] * 5
        assert len([command for command in sent if b"seen" in command]) == 1
    finally:
        forget_looks(user_id=7)


def test_five_cards_cost_as_much_as_one():
    counts = []
    for number in (1, MOST):
        products = [stocked_variant().product for _ in range(number)]
        for product in products:
            ProductImageFactory(product=product)
        with CaptureQueriesContext(connection) as queries:
            assert len(find_shown(ids=[product.pk for product in products])) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestCardsForAGuestsBrowser:
    def names(self, client, query: str) -> list:
        answer = client.get(f"/products/cards.html?{query}")
        assert answer.status_code == 200
        return answer.context["products"]

    def test_in_the_order_asked_for_without_what_is_gone(self, client, seven):
        seven[2].live = False
        seven[2].save()
        query = "&".join(f"id={seven[number].pk}" for number in (3, 2, 1))
        assert self.names(client, query) == [seven[3], seven[1]]

    def test_no_more_than_five(self, client, seven):
        query = "&".join(f"id={product.pk}" for product in seven)
        assert self.names(client, query) == seven[:MOST]

    @pytest.mark.parametrize(
        "query", ["", "id=", "id=x", "id=-1", "id=%00", "id=99999999999999999999", "id=٣"]
    )
    def test_what_is_no_id_is_nothing(self, client, query):
        assert self.names(client, query) == []
