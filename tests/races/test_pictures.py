"""One picture of a bot check sent many times at once: it is good for one."""

import threading
from collections import Counter

import pytest
from captcha.models import CaptchaStore
from django import forms
from django.db import connection

from accounts import bot_check
from accounts.bot_check import BotCheckField
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PARALLEL = 8


class Door(forms.Form):
    bot_check = BotCheckField()


def picture() -> CaptchaStore:
    return CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())


def enter(shown: CaptchaStore) -> bool:
    try:
        return Door({"bot_check_0": shown.hashkey, "bot_check_1": shown.response}).is_valid()
    finally:
        connection.close()


@pytest.mark.postgres
def test_control_without_holding_it_two_come_in(monkeypatch):
    monkeypatch.setattr(bot_check, "_hold", lambda value: None)
    both_have_found_it = threading.Barrier(2)
    original = CaptchaStore.delete

    def delete_together(self, *args, **kwargs):
        both_have_found_it.wait(timeout=5)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(CaptchaStore, "delete", delete_together)
    shown = picture()
    assert all_at_once([lambda: enter(shown)] * 2) == [True, True]


def test_of_many_one_comes_in():
    shown = picture()
    assert Counter(all_at_once([lambda: enter(shown)] * PARALLEL)) == {True: 1, False: PARALLEL - 1}
