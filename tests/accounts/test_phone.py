"""A number in “Your data” is proved by a code that is sent there."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from accounts.login import find_account
from accounts.models import OwedText, User
from accounts.phone import NothingToVerify, ask_for_code, confirm_phone
from accounts.privacy.person import erase_person, export_person, person_of
from accounts.profile import change_profile
from tests.factories.accounts import UserFactory
from tests.factories.bot_check import letters_of
from tests.factories.museum import museum
from tests.solapi_server import SolapiServer

pytestmark = pytest.mark.django_db
PAGE, SEND, DETAILS = "/account/details/phone/", "/account/details/phone/code/", "/account/details/"
PHONE = "+821012345678"


@pytest.fixture(autouse=True)
def _museum(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sms": (5, 3600)}
    museum()


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T05:30:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def provider(settings, clock):
    with SolapiServer(now=timezone.now()) as server:
        settings.SMS_URL = server.sms_url
        yield server


@pytest.fixture
def user(clock):
    return UserFactory(username="haneul", phone=PHONE)


@pytest.fixture
def client(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    def send(**changes):
        answer = changes or letters_of(client.get(PAGE))
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(SEND, answer)

    return send


def code_in(provider: SolapiServer) -> str:
    return re.search(r"[0-9]{6}", provider.taken[-1]["text"])[0]


def is_verified() -> bool:
    return User.objects.get(username="haneul").phone_verified_at is not None


class TestTheWay:
    def test_from_the_page_to_the_proof(self, client, provider, send):
        assert 'href="/account/details/phone/"' in client.get(DETAILS).content.decode()
        answer = send()
        assert (answer.status_code, answer["Location"]) == (303, PAGE)
        (message,) = provider.taken
        code = code_in(provider)
        assert message == {
            "to": "01012345678",
            "country": "82",
            "from": "0215880000",
            "text": f"Impact Museum: your code is {code}. It is valid for 5 minutes.",
        }
        field = re.search(r'<input[^>]*name="code"[^>]*>', client.get(PAGE).content.decode())[0]
        assert 'autocomplete="one-time-code"' in field
        assert 'inputmode="numeric"' in field
        answer = client.post(PAGE, {"code": code})
        assert (answer.status_code, answer["Location"]) == (303, DETAILS)
        page = client.get(DETAILS).content.decode()
        assert ("Your mobile number is verified." in page, "✓ verified" in page) == (True, True)
        assert User.objects.get().phone_verified_at == timezone.now()
        assert PAGE not in page

    def test_the_text_fits_into_one_message(self, provider, send):
        send()
        assert len(provider.taken[0]["text"].encode("euc-kr")) <= 90

    def test_a_new_account_is_not_verified(self, client):
        page = client.get(DETAILS).content.decode()
        assert ("not verified yet" in page, "not confirmed yet" in page) == (True, True)
        assert [word in page for word in ("haneul", "haneul@example.org", "+82 10-1234-5678")] == [True] * 3

    def test_a_guest_is_asked_to_log_in(self, client):
        client.logout()
        assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"
        assert client.post(SEND)["Location"] == f"/accounts/login/?next={SEND}"
        assert client.get(SEND).status_code == 405


class TestThePictureBefore:
    @pytest.mark.parametrize("typed", ["", "wrong"])
    def test_without_its_letters_nothing_is_sent(self, client, provider, send, typed):
        fields = letters_of(client.get(PAGE))
        answer = send(**fields | {"bot_check_1": typed})
        assert (answer.status_code, list(answer.context["ask_form"].errors)) == (200, ["bot_check"])
        assert letters_of(answer)["bot_check_0"] != fields["bot_check_0"]
        assert (provider.taken, OwedText.objects.count()) == ([], 0)

    def test_it_is_good_for_one_message(self, client, provider, send, clock):
        fields = letters_of(client.get(PAGE))
        assert send(**fields).status_code == 303
        clock.shift(61)
        assert send(**fields).status_code == 200
        assert len(provider.taken) == 1


class TestHowOften:
    def test_a_second_one_within_a_minute_is_told_to_wait(self, client, provider, send, clock):
        fields = [letters_of(client.get(PAGE)) for _ in range(2)]
        send(**fields[0])
        clock.shift(18)
        answer = send(**fields[1])
        assert (answer.status_code, answer["Retry-After"]) == (429, "42")
        assert "Please wait 42 seconds before you ask for another code." in answer.content.decode()
        assert (len(provider.taken), OwedText.objects.count()) == (1, 0)

    def test_the_page_tells_the_wait_and_then_offers_another(self, client, provider, send, clock):
        send()
        clock.shift(18)
        page = client.get(PAGE)
        assert (page.context["wait"], "captcha" in page.content.decode()) == (42, False)
        assert "You can ask for another code in 42 seconds." in page.content.decode()
        clock.shift(42)
        former = code_in(provider)
        assert send().status_code == 303
        assert len(provider.taken) == 2
        if former != code_in(provider):
            answer = client.post(PAGE, {"code": former})
            assert answer.context["code_form"].errors == {
                "code": ["This code is not right. You can try 4 more times."]
            }
        client.post(PAGE, {"code": code_in(provider)})
        assert is_verified()

    def test_from_one_address_for_whoever(self, client, provider, send, clock):
        send()
        client.force_login(UserFactory(username="bora", phone="+821099999999"))
        answer = send()
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        page = client.get(PAGE)
        assert (page.context["was_sent"], page.context["wait"]) == (False, 60)


class TestTheCode:
    def test_wrong_ones_are_told_beside_the_field_and_five_are_too_many(self, client, provider, send):
        send()
        code = code_in(provider)
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        told = [client.post(PAGE, {"code": wrong}).context["code_form"].errors["code"][0] for _ in range(6)]
        assert told == [
            "This code is not right. You can try 4 more times.",
            "This code is not right. You can try 3 more times.",
            "This code is not right. You can try 2 more times.",
            "This code is not right. You can try 1 more time.",
            "This code was not right either. Please ask for a new one.",
            "This code is no longer valid. Please ask for a new one.",
        ]
        client.post(PAGE, {"code": code})
        assert is_verified() is False

    def test_what_was_typed_is_kept(self, client, provider, send):
        send()
        page = client.post(PAGE, {"code": "12 34"}).content.decode()
        assert 'value="12 34"' in page

    @pytest.mark.parametrize(("seconds", "verified"), [(299, True), (301, False)])
    def test_it_is_valid_for_five_minutes(self, client, provider, send, clock, seconds, verified):
        send()
        clock.shift(seconds)
        client.post(PAGE, {"code": code_in(provider)})
        assert is_verified() is verified

    def test_none(self, client, provider):
        assert client.post(PAGE, {"code": ""}).context["code_form"].errors == {
            "code": ["This field is required."]
        }


class TestAnotherNumber:
    @pytest.fixture
    def verified(self, user):
        User.objects.filter(pk=user.pk).update(phone_verified_at=timezone.now())
        user.refresh_from_db()
        return user

    @pytest.mark.parametrize("phone", ["010-9999-9999", ""])
    def test_is_not_verified(self, verified, phone):
        change_profile(user=verified, phone=phone)
        assert (verified.phone_verified_at, is_verified()) == (None, False)

    def test_the_same_one_written_otherwise_stays_verified(self, verified):
        change_profile(user=verified, phone="010 1234 5678")
        change_profile(user=verified, nickname="Sky")
        assert is_verified()

    def test_however_it_is_taken_away(self, verified):
        verified.phone = None
        verified.save(update_fields=["phone"])
        assert is_verified() is False

    def test_it_is_in_the_copy_and_goes_with_the_person(self, verified):
        person = person_of(user=verified)
        kept = export_person(person=person, now=timezone.now())
        assert (kept["account"]["phone"], kept["account"]["phone_verified_at"]) == (PHONE, timezone.now())
        erase_person(person=person, now=timezone.now())
        verified.refresh_from_db()
        assert (verified.phone, verified.phone_verified_at) == (None, None)

    def test_changed_while_the_code_was_on_its_way(self, client, provider, send, user):
        send()
        other_page = User.objects.get(pk=user.pk)
        change_profile(user=other_page, phone="010-9999-9999")
        with pytest.raises(NothingToVerify, match="has changed in the meantime"):
            confirm_phone(user=user, code=code_in(provider), now=timezone.now())
        assert is_verified() is False

    def test_the_code_of_the_former_one_is_worth_nothing(self, client, provider, send, user):
        send()
        code = code_in(provider)
        change_profile(user=user, phone="010-9999-9999")
        assert "We have sent a code" not in client.get(PAGE).content.decode()
        client.post(PAGE, {"code": code})
        assert is_verified() is False


class TestANumberThatAnotherAccountTyped:
    @pytest.fixture
    def other(self, user):
        return UserFactory(username="bora", phone=PHONE)

    def numbers(self) -> dict[str, tuple[str | None, bool]]:
        rows = User.objects.values_list("username", "phone", "phone_verified_at")
        return {name: (phone, at is not None) for name, phone, at in rows}

    def test_belongs_to_whoever_proves_it(self, client, provider, send, other, user):
        send()
        assert client.post(PAGE, {"code": code_in(provider)})["Location"] == DETAILS
        assert self.numbers() == {"bora": (None, False), "haneul": (PHONE, True)}
        assert find_account(login=PHONE) == user

    def test_a_code_proves_it_for_nobody_but_who_asked(
        self, client, provider, other, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            ask_for_code(user=other, address="203.0.113.9", now=timezone.now())
        answer = client.post(PAGE, {"code": code_in(provider)})
        assert answer.context["code_form"].errors == {
            "code": ["This code is no longer valid. Please ask for a new one."]
        }
        confirm_phone(user=other, code=code_in(provider), now=timezone.now())
        assert self.numbers() == {"bora": (PHONE, True), "haneul": (None, False)}

    def test_proved_by_another_while_the_code_was_on_its_way_it_is_theirs(
        self, client, provider, send, other
    ):
        send()
        User.objects.filter(pk=other.pk).update(phone_verified_at=timezone.now())
        assert client.post(PAGE, {"code": code_in(provider)})["Location"] == DETAILS
        assert "This number is already in use." in client.get(DETAILS).content.decode()
        assert self.numbers() == {"bora": (PHONE, True), "haneul": (PHONE, False)}

    def test_the_database_knows_one_who_proved_it(self, other):
        with pytest.raises(IntegrityError):
            User.objects.update(phone_verified_at=timezone.now())


class TestWhereThereIsNothingToVerify:
    def test_no_number(self, client, provider, user):
        User.objects.update(phone=None)
        assert "There is no mobile number in your account yet." in client.get(PAGE).content.decode()
        with pytest.raises(NothingToVerify, match="no mobile number"):
            ask_for_code(user=User.objects.get(), address="203.0.113.7", now=timezone.now())

    def test_a_verified_one(self, client, provider, send, user):
        fields = letters_of(client.get(PAGE))
        User.objects.update(phone_verified_at=timezone.now())
        page = client.get(PAGE).content.decode()
        assert ("verified on 2 March 2026" in page, "captcha" in page) == (True, False)
        assert send(**fields)["Location"] == DETAILS
        assert client.post(PAGE, {"code": "123456"})["Location"] == DETAILS
        assert provider.taken == []

    def test_without_a_way_to_send_texts_it_is_not_offered(self, client, settings):
        fields = letters_of(client.get(PAGE))
        settings.SMS_URL = ""
        assert PAGE not in client.get(DETAILS).content.decode()
        assert "cannot be verified here" in client.get(PAGE).content.decode()
        assert client.post(SEND, fields)["Location"] == DETAILS
        assert OwedText.objects.count() == 0


def test_no_log_of_the_whole_way_knows_code_or_number(client, provider, send, caplog, clock, settings):
    """Sent, lost, sent again, typed wrongly and rightly, with everything written down that is said at all."""
    settings.DEBUG = True
    with caplog.at_level("DEBUG"):
        provider.says = (500, {"errorCode": "InternalError", "errorMessage": PHONE})
        send()
        provider.says = None
        clock.shift(timedelta(seconds=61))
        send()
        code = code_in(provider)
        client.post(PAGE, {"code": f"{(int(code) + 1) % 10**6:06d}"})
        client.post(PAGE, {"code": code})
    assert is_verified()
    lines = [
        str(vars(record))
        for record in caplog.records
        if record.name not in ("django.db.backends", "faker.factory")
    ]
    assert lines
    assert [line for line in lines if code in line or PHONE[3:] in line] == []


def test_the_database_knows_no_proof_without_a_number(user):
    with pytest.raises(IntegrityError):
        User.objects.update(phone=None, phone_verified_at=timezone.now())
