"""Somebody asks again for what they wait for, and gives it up by the link in its letter, in the same moment."""

import threading
from functools import partial

import pytest
from post_office.models import Email

from mailings import wishes
from mailings.models import StockWish
from mailings.restocking import tell_restocked
from mailings.wishes import give_up, wish_for
from tests.factories.mailings import NOW, reader
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.races.buyers import all_at_once
from tests.races.waiting import until_somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.postgres,
]


def test_one_waits_for_the_other(monkeypatch):
    museum()
    user, variant = reader(), stocked_variant()
    wish = wish_for(user=user, sku=variant.sku, now=NOW)
    assert tell_restocked(now=NOW) == 1
    is_held, take = threading.Event(), wishes.take_letters_back

    def take_when_the_other_waits(**facts):
        if not is_held.is_set():
            is_held.set()
            until_somebody_waits()
        take(**facts)

    def give_up_behind_it():
        is_held.wait(timeout=5)
        return give_up(user=user, wish_id=wish.pk)

    monkeypatch.setattr(wishes, "take_letters_back", take_when_the_other_waits)
    answers = all_at_once([partial(wish_for, user=user, sku=variant.sku, now=NOW), give_up_behind_it])
    assert (answers, StockWish.objects.count(), Email.objects.count()) == ([wish, True], 0, 0)
