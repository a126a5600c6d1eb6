"""Somebody who was erased is looked for in every store; what the law wants kept is all that is found."""

import json
import logging
import os
import uuid
from contextlib import contextmanager
from io import StringIO

import pytest
from celery import current_app
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from kombu import pools
from redis import Redis

from accounts.sessions.traces import forget_typed, hash_email
from checkout.audit import audit_shop
from checkout.mails import compose_owed_mail
from checkout.models import OrderMail, SealedOrderPerson
from checkout.order_life import mark_delivered, ship_order
from checkout.sealing import SEALED, destroy_outlived
from search.index_engine.backend import connect
from search.indexing import sweep
from site_config.logs import JsonFormatter
from tests.accounts.everywhere import read_database, read_media, read_redis, read_search, read_sessions
from tests.accounts.somebody import FORMER_MAIL, GIFT_MAIL, MAIL, PLACE, TRACES, somebody, traces_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.factories.redis_there import cache_in_redis

pytestmark = pytest.mark.django_db(transaction=True)
SEALED_VALUES = {
    ("email", GIFT_MAIL),
    ("email", MAIL.upper()),
    ("full_name", "서단비"),
    ("full_name", "Seo Dan-bi"),
    ("phone", "+821076543210"),
    ("address_line1", "Yeouido-ro 5"),
    ("address_line1", "Mapo-daero 77-3"),
    ("address_line2", "Apt 1204-B"),
}


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def written():
    """Every line that is logged meanwhile, as production writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    former = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(former)


@pytest.fixture
def stores(own_media, written):
    museum()
    return {
        "database": read_database,
        "sessions": read_sessions,
        "media": read_media,
        "log": written.getvalue,
    }


@contextmanager
def tasks_to(url: str, *, prefix: str):
    """Workers are called through this broker, where nobody listens."""
    conf = current_app.conf
    former = conf.task_always_eager, conf.broker_url, conf.broker_transport_options
    conf.task_always_eager, conf.broker_url = False, url
    conf.broker_transport_options = {**former[2], "global_keyprefix": prefix}
    _forget_connections()
    yield
    conf.task_always_eager, conf.broker_url, conf.broker_transport_options = former
    _forget_connections()


def _forget_connections() -> None:
    pools.reset()
    current_app.amqp._producer_pool = None
    current_app._pool = None


def another_database_of(url: str) -> str:
    return f"{url.rstrip('/').removesuffix('/0')}/13"


def found(stores) -> dict[str, list[str]]:
    return {name: traces_in(read()) for name, read in stores.items()}


def erase(email: str) -> dict[str, int]:
    out = StringIO()
    call_command("erase_user", email, "--yes", "--format", "json", stdout=out)
    return json.loads(out.getvalue())["rows"]


def walk_about() -> None:
    """What pages leave behind: tries of passwords, a forgotten one, an order that is looked for."""
    client = Client()
    for login in (MAIL, "danbiseo", "010-7654-3210"):
        client.post("/accounts/login/", {"login": login, "password": "wrong"})
    client.post("/accounts/password/reset/", {"email": MAIL})
    client.post("/orders/find/", {"number": "20260302-NONE", "email": MAIL})
    client.get("/products/", {"q": "Seo Dan-bi"})
    for text in (MAIL, "010-7654-3210", "Seo Dan-bi", "서단비", "soap of danbiseo"):
        client.get("/search/", {"query": text}, headers={"User-Agent": "Mozilla/5.0"})
    client.post("/accounts/login/", {"login": MAIL, "password": PASSWORD})
    client.get("/account/")


def assert_only_the_seal_is_left(stores) -> None:
    assert found(stores) == {name: [] for name in stores}
    kept = {(name, getattr(row, name)) for row in SealedOrderPerson.objects.all() for name in SEALED}
    assert {(name, value) for name, value in kept if traces_in(value)} == SEALED_VALUES


def test_of_an_account_only_the_sealed_rows_are_left(stores):
    somebody()
    walk_about()
    before = found(stores)
    assert (before["database"], before["log"]) == (TRACES, [])
    assert MAIL in before["sessions"]
    assert set(before["media"]) == {"dan-bi", "seodanbi", "서단비", "mapo-daero 77-3"}
    rows = erase(MAIL)
    assert (rows["accounts_user"], rows["checkout_order"], rows["checkout_sealedorderperson"]) == (1, 2, 2)
    assert_only_the_seal_is_left(stores)
    assert audit_shop() == []


def test_what_is_deleted_later_takes_the_seal_along(stores):
    """Five years on, nothing at all is left."""
    somebody()
    erase(MAIL)
    last = max(SealedOrderPerson.objects.values_list("destroy_on", flat=True))
    assert destroy_outlived(now=NOW.replace(year=last.year, month=last.month, day=last.day)) == 2
    assert traces_in(read_database(without="")) == []


def test_a_guest(stores):
    user = somebody()
    erase(MAIL)
    order = placed_order(email="Guest.Danbi@mapo.example", **PLACE)
    sent = ship_order(order=order, carrier="Post", tracking_number="3", actor=None, now=NOW).order
    mark_delivered(order=sent, actor=None, now=NOW)
    for owed in OrderMail.objects.filter(composed_at=None):
        compose_owed_mail(owed_id=owed.pk, now=NOW)
    assert "guest.danbi@mapo.example" in read_database().lower()
    assert erase("guest.danbi@mapo.example")["checkout_order"] == 1
    assert "guest.danbi@mapo.example" not in read_database().lower()
    assert found(stores) == {name: [] for name in stores}
    user.refresh_from_db()
    assert user.is_active is False


@pytest.mark.redis
def test_the_cache_and_the_broker_hold_nothing(stores, settings):
    """Neither before nor afterwards: both know people by numbers and by hashes."""
    prefix = f"erase-{uuid.uuid4().hex}"
    urls = [os.environ["REDIS_URL"], another_database_of(os.environ["REDIS_URL"])]
    caches = cache_in_redis(urls[0])
    caches["default"]["KEY_PREFIX"] = prefix
    settings.CACHES = caches
    settings.RATE_LIMITS = {**dict.fromkeys(settings.RATE_LIMITS, (100, 3600))}
    stores["redis"] = lambda: read_redis(urls, prefix=prefix)
    with tasks_to(urls[1], prefix=prefix):
        somebody()
        walk_about()
        assert len(stores["redis"]().splitlines()) > 1
        erase(MAIL)
    # The worker that nobody is here.
    forget_typed(hashes=[hash_email(MAIL)])
    try:
        assert_only_the_seal_is_left(stores)
        cache.set("scratch", f"for {MAIL}")
        Redis.from_url(urls[1]).lpush(f"{prefix}scratch", "서단비")
        assert traces_in(stores["redis"]()) == [MAIL, "서단비"]
    finally:
        for url in urls:
            redis = Redis.from_url(url)
            redis.delete(*redis.scan_iter(match=f"*{prefix}*"), "none")


@pytest.mark.elasticsearch
def test_the_index_of_the_search_holds_nothing(stores, index):
    """Neither before nor afterwards: it is made of what everybody may see."""
    name = connect().entries.name
    stores["search"] = lambda: read_search(name)
    somebody()
    sweep(now=NOW)
    walk_about()
    assert len(stores["search"]().splitlines()) > 1
    erase(MAIL)
    assert_only_the_seal_is_left(stores)
    index.index(index=name, id="scratch", document={"names": ["서단비"]})
    assert traces_in(stores["search"]()) == ["서단비"]


def test_control_what_stands_in_a_store_is_found(stores):
    assert found(stores) == {name: [] for name in stores}
    UserFactory(first_name="서단비")
    session = SessionStore()
    session["typed"] = MAIL
    session.save()
    default_storage.save("paper.txt", ContentFile(b"Mapo-daero 77-3"))
    logging.getLogger("shop").info("for %s", FORMER_MAIL)
    assert found(stores) == {
        "database": ["서단비"],
        "sessions": [MAIL],
        "media": ["mapo-daero 77-3"],
        "log": [FORMER_MAIL],
    }
