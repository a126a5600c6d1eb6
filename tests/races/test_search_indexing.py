"""Workers and writers at the same moment: what stays is what was committed last."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from products.models import Product
from search import following
from search.following import follow_changes
from search.index_engine import writing
from search.index_engine.backend import connect
from search.index_engine.writing import push_pending, read_index
from search.indexing import rebuild_alone, sweep
from search.models import Change, Entry, IndexState
from search.repair import Drift, measure_drift
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

SECONDS = 10


@pytest.fixture
def product():
    museum()
    product = ProductFactory(name="First")
    follow_changes()
    return product


def rename(product, name):
    """Committed, and marked; nobody is called."""
    with transaction.atomic():
        Product.objects.filter(pk=product.pk).update(name=name)
        Change.objects.create(of=Change.Of.PRODUCT, source_id=product.pk)


def entry_of(product):
    return Entry.objects.get(kind="product", source_id=product.pk)


def rename_while_a_worker_describes(product, monkeypatch):
    """One worker has read “Second” and not written it yet, when “Third” is committed and a second worker comes by."""
    has_read, may_write = threading.Event(), threading.Event()
    describe = following.describe_products
    first = threading.Lock()

    def describe_and_wait(*, ids):
        found = describe(ids=ids)
        if ids and first.acquire(blocking=False):
            has_read.set()
            may_write.wait(SECONDS)
        return found

    monkeypatch.setattr(following, "describe_products", describe_and_wait)

    def write_and_come_by():
        assert has_read.wait(SECONDS)
        rename(product, "Third")
        follow_changes()
        may_write.set()

    rename(product, "Second")
    assert all_at_once([follow_changes, write_and_come_by])[1] is None


@pytest.mark.postgres
def test_control_without_the_lock_the_older_name_stays(product, monkeypatch):
    monkeypatch.setattr(following, "lock_state", lambda: IndexState.objects.get(pk=1))
    monkeypatch.setattr(IndexState, "save", lambda self, **kwargs: None)
    rename_while_a_worker_describes(product, monkeypatch)
    assert entry_of(product).title == "Second"


@pytest.mark.postgres
def test_the_latest_name_stays(product, monkeypatch):
    rename_while_a_worker_describes(product, monkeypatch)
    assert (entry_of(product).title, Change.objects.count()) == ("Third", 0)


def test_many_workers_lose_nothing():
    museum()
    products = [ProductFactory(name=f"Thing {n}") for n in range(4)]

    def write(product):
        def go():
            for step in range(2):
                with transaction.atomic():
                    fresh = Product.objects.get(pk=product.pk)
                    fresh.name = f"{product.name} {step}"
                    fresh.save()

        return go

    assert all_at_once([write(product) for product in products]) == [None] * len(products)
    follow_changes()
    assert measure_drift() == Drift()
    assert {entry_of(product).title for product in products} == {f"Thing {n} 1" for n in range(4)}


@pytest.mark.elasticsearch
def test_what_is_written_while_an_index_is_built_is_in_it(product, index, monkeypatch):
    """Changed, added and deleted after the new index was filled, and sent to the old one."""
    gone = ProductFactory(name="Gone")
    sweep(now=timezone.now())
    send = writing._send

    def send_and_write(actions, **kwargs):
        send(actions, **kwargs)
        if kwargs.get("is_alias") is False and gone.pk:
            rename(product, "Second")
            ProductFactory(name="Added")
            gone.delete()
            follow_changes()
            push_pending(seconds=SECONDS)

    monkeypatch.setattr(writing, "_send", send_and_write)
    assert rebuild_alone(now=timezone.now())
    monkeypatch.undo()
    sweep(now=timezone.now())
    connect().entries.refresh()
    assert measure_drift() == Drift()
    assert not Entry.objects.filter(is_gone=True).exists()


@pytest.mark.elasticsearch
def test_an_older_version_never_overwrites_a_newer(product, index):
    sweep(now=timezone.now())
    older = list(Entry.objects.filter(source_id=product.pk))
    rename(product, "Second")
    sweep(now=timezone.now())
    writing._write(older, connect().entries, seconds=SECONDS)
    connect().entries.refresh()
    assert dict(read_index())[f"product:{product.pk}"] == entry_of(product).version > older[0].version
    assert (
        index.get(index=connect().entries.name, id=f"product:{product.pk}")["_source"]["names"][0] == "Second"
    )


@pytest.mark.elasticsearch
def test_only_one_builds(product, index):
    IndexState.objects.update_or_create(pk=1, defaults={"rebuilding_since": timezone.now()})
    assert rebuild_alone(now=timezone.now()) is False
    IndexState.objects.update(rebuilding_since=None)
    assert all_at_once([lambda: rebuild_alone(now=timezone.now())] * 2).count(True) >= 1
    assert len(index.indices.get_alias(name=connect().entries.name)) == 1
    connection.close()
