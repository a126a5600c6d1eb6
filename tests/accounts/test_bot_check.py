"""The picture itself, and where it is asked for at the log-in. Only the answer is read from where the server keeps it."""

from datetime import timedelta
from io import BytesIO

import pytest
from captcha.models import CaptchaStore
from django import forms
from django.utils import timezone
from PIL import Image

from accounts.bot_check import HOW_MANY, LETTERS, BotCheckField, draw_letters
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.bot_check import key_of, letters_of
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
WRONG = "These were not the letters of the picture. Here is another one."
NO_MATCH = "This name and this password do not go together."
LOCKED = "There have been too many tries. Please come back in 5 minutes."


class Door(forms.Form):
    bot_check = BotCheckField()


def try_door(key: str, typed: str) -> list[str]:
    return list(Door({"bot_check_0": key, "bot_check_1": typed}).errors.get("bot_check", []))


@pytest.fixture
def picture() -> CaptchaStore:
    return CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())


class TestThePicture:
    def test_five_letters_that_cannot_be_mistaken(self):
        shown, typed = draw_letters()
        assert (len(shown), set(shown) <= set(LETTERS), typed) == (HOW_MANY, True, shown.lower())
        assert set("IJOQSZ015") & set(LETTERS) == set()

    def test_it_is_served_as_a_picture_and_kept_by_nobody(self, client, picture):
        answer = client.get(f"/captcha/image/{picture.hashkey}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert "no-store" in answer["Cache-Control"]
        assert Image.open(BytesIO(answer.content)).size == (280, 84)
        assert picture.response not in answer.content.decode("latin-1").lower()

    def test_one_that_is_gone(self, client):
        assert client.get("/captcha/image/nothing/").status_code == 410

    def test_not_without_end(self, client, picture, settings, time_machine):
        time_machine.move_to(timezone.now(), tick=False)
        settings.RATE_LIMITS = {"search": (2, 60)}
        answers = [client.get(f"/captcha/image/{picture.hashkey}/") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2]["Retry-After"] == "60"

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_looked_at(self, client, picture, method):
        assert getattr(client, method)(f"/captcha/image/{picture.hashkey}/").status_code == 405

    def test_without_a_voice_there_is_no_sound(self, client, picture, monkeypatch):
        monkeypatch.setattr("captcha.conf.settings.CAPTCHA_FLITE_PATH", None)
        assert client.get(f"/captcha/audio/{picture.hashkey}.wav").status_code == 404
        assert "mailto:museum@example.org" in Door().as_p()

    def test_with_one_there_is(self, client, picture, monkeypatch, tmp_path):
        voice = tmp_path / "voice"
        voice.write_text('#!/bin/sh\nprintf "%s" "$2" > "$4"\n')
        voice.chmod(0o755)
        monkeypatch.setattr("captcha.conf.settings.CAPTCHA_FLITE_PATH", str(voice))
        answer = client.get(f"/captcha/audio/{picture.hashkey}.wav")
        assert (answer.status_code, answer["Content-Type"]) == (200, "audio/wav")
        assert b"".join(answer.streaming_content).decode() == ", ".join(picture.challenge)
        assert "Have them read aloud" in Door().as_p()


class TestTheAnswer:
    @pytest.mark.parametrize("write", [str.lower, str.upper, str.title, lambda letters: f"  {letters} "])
    def test_small_or_capital_letters(self, picture, write):
        assert try_door(picture.hashkey, write(picture.challenge)) == []

    def test_it_is_used_once(self, picture):
        assert try_door(picture.hashkey, picture.response) == []
        assert try_door(picture.hashkey, picture.response) == [WRONG]

    def test_a_wrong_one_uses_the_picture_up_too(self, picture):
        assert try_door(picture.hashkey, "wrong") == [WRONG]
        assert try_door(picture.hashkey, picture.response) == [WRONG]

    def test_none_at_all(self, picture):
        assert try_door(picture.hashkey, "") == ["Type the letters of the picture."]
        assert Door({}).errors == {"bot_check": ["Type the letters of the picture."]}

    @pytest.mark.parametrize("key", ["", "nothing", "\0", "x" * 5000, "' OR 1=1 --"])
    def test_to_a_picture_that_was_never_shown(self, picture, key):
        assert try_door(key, picture.response) != []

    def test_too_late(self, picture):
        CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
        assert try_door(picture.hashkey, picture.response) == [WRONG]

    def test_any_word_of_a_test_mode_opens_nothing(self, picture):
        assert try_door(picture.hashkey, "passed") == [WRONG]

    def test_another_picture_each_time_it_is_shown(self):
        door = Door({"bot_check_0": "nothing", "bot_check_1": "wrong"})
        shown = [str(door["bot_check"]) for _ in range(2)]
        assert (CaptchaStore.objects.count(), shown[0] == shown[1]) == (2, False)
        assert ["wrong" in html for html in shown] == [False, False]


class TestTheLogin:
    @pytest.fixture(autouse=True)
    def _counted(self, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (50, 300)}
        museum()
        UserFactory(username="haneul")

    @staticmethod
    def log_in(client, password: str = "wrong", **more):
        return client.post(LOGIN, {"login": "haneul", "password": password, **more})

    def test_nobody_is_asked_who_does_not_fail(self, client):
        assert "bot_check" not in client.get(LOGIN).context["form"].fields
        assert self.log_in(client, PASSWORD).status_code == 303

    def test_the_page_that_tells_of_the_third_failure_has_the_picture(self, client):
        pages = [self.log_in(client) for _ in range(3)]
        assert ["bot_check" in page.context["form"].fields for page in pages] == [False, False, True]
        assert f"/captcha/image/{key_of(pages[2])}/" in pages[2].content.decode()
        assert "bot_check" not in pages[2].context["form"].errors

    def test_then_the_right_password_alone_does_not_open(self, client):
        page = [self.log_in(client) for _ in range(3)][-1]
        refused = self.log_in(client, PASSWORD)
        assert refused.context["form"].errors == {"bot_check": ["Type the letters of the picture."]}
        assert self.log_in(client, PASSWORD, **letters_of(refused)).status_code == 303
        assert CaptchaStore.objects.filter(hashkey=key_of(page)).exists()

    def test_a_wrong_answer_is_no_try_of_a_password(self, client):
        for _ in range(3):
            self.log_in(client)
        for _ in range(3):
            page = self.log_in(client, bot_check_0="nothing", bot_check_1="wrong")
            assert page.context["form"].errors == {"bot_check": [WRONG]}
        page = self.log_in(client, **letters_of(page))
        assert list(page.context["form"].errors) == ["__all__"]

    def test_one_picture_is_good_for_one_password(self, client):
        page = [self.log_in(client) for _ in range(3)][-1]
        answer = letters_of(page)
        assert list(self.log_in(client, **answer).context["form"].errors) == ["__all__"]
        assert self.log_in(client, PASSWORD, **answer).context["form"].errors == {"bot_check": [WRONG]}

    @pytest.mark.parametrize("name", ["haneul", "nobody"])
    def test_whoever_may_not_try_any_more_is_told_when_to_come_back_and_asked_nothing(
        self, client, settings, name
    ):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (4, 300)}
        pages = [client.post(LOGIN, {"login": name, "password": "wrong"}) for _ in range(3)]
        sent = {"login": name, "password": "wrong", **letters_of(pages[2])}
        pages += [client.post(LOGIN, sent) for _ in range(2)]
        told = [page.context["form"].errors for page in pages[2:]]
        assert told == [{"__all__": [NO_MATCH]}, {"__all__": [NO_MATCH, LOCKED]}, {"__all__": [LOCKED]}]
        asked = ["bot_check" in page.context["form"].fields for page in pages[2:]]
        assert asked == [True, False, False]

    def test_letters_that_are_wrong_lock_nobody_out(self, client, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (4, 300)}
        for _ in range(3):
            self.log_in(client)
        for _ in range(3):
            page = self.log_in(client, bot_check_0="nothing", bot_check_1="wrong")
        assert self.log_in(client, PASSWORD, **letters_of(page)).status_code == 303

    def test_an_unknown_name_is_asked_in_the_same_way(self, client):
        pages = [client.post(LOGIN, {"login": "nobody", "password": "wrong"}) for _ in range(3)]
        assert "bot_check" in pages[2].context["form"].fields

    @pytest.mark.parametrize("login", ["\0", "x" * 5000, "haneul\0"])
    def test_names_that_no_database_takes(self, client, login):
        assert client.post(LOGIN, {"login": login, "password": "wrong"}).status_code == 200
