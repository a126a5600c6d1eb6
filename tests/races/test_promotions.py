"""Two who promote the same for the same words at the same moment: it stands there once."""

import threading

import pytest
from django.utils import timezone

from search.following import follow_changes
from search.models import Promotion
from search.models.entry import EntryQuerySet
from search.promotions import promote
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

CLICKS = 10


@pytest.fixture
def click():
    museum()
    product = ProductFactory()
    follow_changes()
    return lambda: promote(text="salt", kind="product", source_id=product.pk, now=timezone.now()).is_new


@pytest.mark.postgres
def test_control_without_the_lock_it_stands_there_twice(monkeypatch, click):
    """Both have looked before either writes: if it stood there once then, the test below would prove nothing."""
    both_have_looked = threading.Barrier(2)
    save = Promotion.save

    def wait_and_save(promotion, **kwargs):
        both_have_looked.wait(timeout=10)
        save(promotion, **kwargs)

    monkeypatch.setattr(EntryQuerySet, "select_for_update", lambda entries, **kwargs: entries)
    monkeypatch.setattr(Promotion, "save", wait_and_save)
    assert all_at_once([click, click]) == [True, True]
    assert Promotion.objects.count() == 2


def test_it_stands_there_once(click):
    told = all_at_once([click] * CLICKS)
    assert sorted(told) == [False] * (CLICKS - 1) + [True]
    assert Promotion.objects.count() == 1
