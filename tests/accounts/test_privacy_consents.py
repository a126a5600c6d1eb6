"""A yes to news is kept apart from the terms, with its text, and a no is one click away."""

from datetime import timedelta

import pytest

from accounts.consents import WORDINGS, Wording, give_consent, has_consent, withdraw_consent
from accounts.models import Consent
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
NEWS = Consent.Kind.MARKETING_MAIL
LATER = NOW + timedelta(days=1)


def answers(user) -> list[tuple]:
    return list(user.consents.order_by("at", "pk").values_list("is_given", "version", "at"))


def test_nobody_has_said_yes_before_they_do():
    user = UserFactory()
    assert (has_consent(user=user, kind=NEWS), answers(user)) == (False, [])
    withdraw_consent(user=user, kind=NEWS, now=NOW)
    assert answers(user) == []


def test_every_answer_is_kept_with_text_and_version():
    user = UserFactory()
    give_consent(user=user, kind=NEWS, now=NOW)
    give_consent(user=user, kind=NEWS, now=LATER)
    assert has_consent(user=user, kind=NEWS)
    withdraw_consent(user=user, kind=NEWS, now=LATER)
    withdraw_consent(user=user, kind=NEWS, now=LATER)
    assert has_consent(user=user, kind=NEWS) is False
    assert answers(user) == [(True, "1", NOW), (False, "1", LATER)]
    assert {row.text for row in user.consents.all()} == {str(WORDINGS[NEWS].text)}


def test_a_yes_to_a_former_text_is_no_yes_to_the_new_one(monkeypatch):
    user = UserFactory()
    give_consent(user=user, kind=NEWS, now=NOW)
    monkeypatch.setitem(WORDINGS, NEWS, Wording(version="2", text="More news"))
    assert has_consent(user=user, kind=NEWS) is False
    give_consent(user=user, kind=NEWS, now=LATER)
    assert answers(user) == [(True, "1", NOW), (True, "2", LATER)]


def test_on_the_page_a_tick_gives_it_and_one_click_takes_it_back(client):
    museum()
    user = UserFactory()
    client.force_login(user)
    assert client.get("/account/privacy/").context["agrees"] is False
    refused = client.post("/account/privacy/news/")
    assert (refused.status_code, refused.context["form"].errors) == (
        200,
        {"agree": ["This field is required."]},
    )
    assert client.post("/account/privacy/news/", {"agree": "on"}).status_code == 303
    page = client.get("/account/privacy/")
    assert (page.context["agrees"], page.content.decode().count("Stop the news")) == (True, 1)
    assert client.post("/account/privacy/no-news/").status_code == 303
    assert [given for given, *_more in answers(user)] == [True, False]
