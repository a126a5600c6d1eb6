"""The link in a mailing ends them: one click, or the call of a mail program."""

import re

import pytest
from django.test import Client

from accounts.consents import give_consent, has_consent
from accounts.models import Consent
from accounts.news_links import BadLink, stop_news, stop_url
from accounts.privacy.person import erase_person, person_of
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
NEWS = Consent.Kind.MARKETING_MAIL


@pytest.fixture
def reader():
    museum()
    user = UserFactory(username="haneul", email="haneul@example.org")
    give_consent(user=user, kind=NEWS, now=NOW)
    return user


@pytest.fixture
def browser():
    """Nobody is logged in, and tokens of pages are demanded where they are needed."""
    return Client(enforce_csrf_checks=True)


def link(user) -> str:
    return stop_url(user=user, kind=NEWS).removeprefix("http://testserver")


def wants(user) -> bool:
    return has_consent(user=user, kind=NEWS)


def test_it_names_nobody(reader):
    link = stop_url(user=reader, kind=NEWS)
    assert re.fullmatch(r"http://testserver/account/news/stop/[\w:.-]+/", link)
    assert "haneul" not in link


def test_opening_it_stops_nothing_and_names_nobody(reader, browser):
    page = browser.get(link(reader))
    assert (page.status_code, page.content.decode().count("Stop the news</button>"), wants(reader)) == (
        200,
        1,
        True,
    )
    assert "haneul" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_click_does(reader, browser):
    answer = browser.post(link(reader))
    assert (answer.status_code, answer["Location"], wants(reader)) == (303, link(reader), False)
    assert "You get no more news from us" in browser.get(link(reader)).content.decode()


def test_a_mail_program_is_not_sent_on(reader, browser):
    answer = browser.post(link(reader), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, wants(reader)) == (200, False)
    assert browser.post(link(reader), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert reader.consents.count() == 2


def test_another_yes_is_stopped_by_the_same_link(reader, browser):
    browser.post(link(reader))
    give_consent(user=reader, kind=NEWS, now=NOW)
    browser.post(link(reader))
    assert wants(reader) is False


def test_an_account_that_is_gone(reader, browser):
    path = link(reader)
    erase_person(person=person_of(user=reader), now=NOW)
    assert browser.post(path).status_code == 303
    reader.delete()
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("token", ["1", "WzEsIm5ld3MiXQ:1abc:def", "%00"])
def test_what_nobody_signed(reader, browser, token):
    path = f"/account/news/stop/{token}/"
    assert [browser.get(path).status_code, browser.post(path).status_code] == [404, 404]
    with pytest.raises(BadLink):
        stop_news(token="WzEsIm5ld3MiXQ:1abc:def", now=NOW)
    assert wants(reader)
