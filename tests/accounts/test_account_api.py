import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.address_book import MOST_ADDRESSES
from accounts.api_tokens import issue_token
from accounts.models import Address, Area, Profile, User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.addresses import SEOUL, kept_address
from tests.factories.checkout import NOW, placed_order
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db
ACCOUNT = "/api/v1/account/"
BOOK = "/api/v1/account/addresses/"


@pytest.fixture
def reader():
    return UserFactory(username="haneul", first_name="Ha-neul", last_name="Kim")


@pytest.fixture
def api(reader):
    client = APIClient()
    client.force_login(reader)
    return client


def problem(response):
    return response.status_code, response.json()["code"], response.json()["errors"]


class TestAccount:
    def test_what_it_says(self, api, reader):
        placed_order(user=reader)
        body = api.get(ACCOUNT).json()
        assert body.pop("date_joined").endswith("Z")
        assert body == {
            "id": reader.pk,
            "username": "haneul",
            "nickname": "Ha-neul",
            "email": "haneul@example.org",
            "email_confirmed": False,
            "email_waiting": None,
            "first_name": "Ha-neul",
            "last_name": "Kim",
            "full_name": "Ha-neul Kim",
            "phone": None,
            "phone_verified": False,
            "interest": None,
            "order_count": 1,
        }

    def test_a_verified_number_is_called_so_until_it_changes(self, api, reader):
        User.objects.filter(pk=reader.pk).update(phone="+821012345678", phone_verified_at=NOW)
        assert api.get(ACCOUNT).json()["phone_verified"] is True
        assert api.patch(ACCOUNT, {"phone": "010-1234-5678"}).json()["phone_verified"] is True
        assert api.patch(ACCOUNT, {"phone": "010-8765-4321"}).json()["phone_verified"] is False

    def test_names_and_number_are_changed_and_nothing_else(self, api, reader):
        sent = {
            "first_name": " Haneul ",
            "phone": "010-1234-5678",
            "id": 99,
            "username": "other",
            "is_superuser": True,
            "password": "other",
        }
        password = reader.password
        body = api.patch(ACCOUNT, sent).json()
        assert (body["first_name"], body["last_name"], body["phone"]) == ("Haneul", "Kim", "+821012345678")
        assert (body["id"], body["username"]) == (reader.pk, "haneul")
        reader.refresh_from_db()
        assert (reader.is_superuser, reader.password) == (False, password)
        assert api.patch(ACCOUNT, {"phone": ""}).json()["phone"] is None

    def test_a_number_that_another_account_only_typed_is_free(self, api):
        UserFactory(phone="+821012345678")
        assert api.patch(ACCOUNT, {"phone": "010-1234-5678"}).json()["phone"] == "+821012345678"

    def test_numbers_that_are_refused(self, api):
        UserFactory(phone="+821012345678", phone_verified_at=NOW)
        assert problem(api.patch(ACCOUNT, {"phone": "010-1234-5678"})) == (
            400,
            "validation_error",
            {"phone": ["This number is already in use."]},
        )
        assert problem(api.patch(ACCOUNT, {"phone": "12"})) == (
            400,
            "validation_error",
            {"phone": ["Type a telephone number, like 010-1234-5678."]},
        )

    def test_nickname_and_interest(self, api, reader):
        water, drafted = ProblemPageFactory(slug="water"), ProblemPageFactory(slug="drafted", live=False)
        body = api.patch(ACCOUNT, {"nickname": "  Ｓky  reader ", "interest": "water"}, format="json").json()
        assert (body["nickname"], body["interest"]) == ("Sky reader", "water")
        assert Profile.objects.get(user=reader).interest == water
        assert api.patch(ACCOUNT, {"first_name": "H"}, format="json").json()["interest"] == "water"
        assert problem(api.patch(ACCOUNT, {"interest": drafted.slug}, format="json")) == (
            400,
            "validation_error",
            {"interest": ["There is no problem with this slug."]},
        )
        assert api.patch(ACCOUNT, {"interest": None}, format="json").json()["interest"] is None

    @pytest.mark.parametrize(
        ("nickname", "text"),
        [
            ("SKY READER", "This nickname is already in use."),
            ("a@b", "A name cannot look like an e-mail address: leave out the @."),
            ("", "This field may not be blank."),
        ],
    )
    def test_nicknames_that_are_refused(self, api, nickname, text):
        UserFactory(chosen_nickname="Sky reader")
        answer = problem(api.patch(ACCOUNT, {"nickname": nickname}))
        assert answer == (400, "validation_error", {"nickname": [text]})

    def test_another_email_waits_until_it_is_confirmed(self, api, reader):
        body = api.patch(ACCOUNT, {"email": "Kim@Example.org", "password": PASSWORD}).json()
        assert (body["email"], body["email_waiting"]) == ("haneul@example.org", "kim@example.org")
        assert [letter.to for letter in mail.outbox] == [["kim@example.org"]]
        reader.refresh_from_db()
        assert reader.email == "haneul@example.org"
        assert api.patch(ACCOUNT, {"email": "HANEUL@example.org"}).status_code == 200
        assert len(mail.outbox) == 1

    def test_an_email_that_another_account_only_waits_for_is_free(self, api):
        EmailAddress.objects.create(user=UserFactory(username="other"), email="kim@example.org")
        body = api.patch(ACCOUNT, {"email": "kim@example.org", "password": PASSWORD}).json()
        assert body["email_waiting"] == "kim@example.org"

    @pytest.mark.parametrize(
        ("password", "text"),
        [("", "Type your password to go on."), ("wrong", "This is not your password.")],
    )
    def test_no_other_email_without_the_password(self, api, reader, password, text):
        _, token = issue_token(user=reader, name="a program", scopes=["account:write"], now=timezone.now())
        program = APIClient()
        program.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        for asking in (api, program):
            answer = asking.patch(ACCOUNT, {"email": "kim@example.org", "password": password})
            assert (problem(answer)[:2], answer.json()["detail"]) == (
                (403, "reauthentication_required"),
                text,
            )
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("email", "text"),
        [
            ("haneul", "Enter a valid email address."),
            ("", "This field may not be blank."),
            ("OTHER@example.org", "This e-mail is already in use."),
        ],
    )
    def test_emails_that_are_refused(self, api, email, text):
        UserFactory(username="other")
        assert problem(api.patch(ACCOUNT, {"email": email, "first_name": "No"})) == (
            400,
            "validation_error",
            {"email": [text]},
        )
        assert (api.get(ACCOUNT).json()["first_name"], mail.outbox) == ("Ha-neul", [])

    def test_asking_for_letters_ends(self, api, settings):
        cache.clear()
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "manage_email": "2/m/user"}
        sent = [
            api.patch(ACCOUNT, {"email": f"kim{number}@example.org", "password": PASSWORD})
            for number in range(3)
        ]
        assert [answer.status_code for answer in sent] == [200, 200, 429]
        assert (sent[-1].json()["code"], api.patch(ACCOUNT, {"first_name": "H"}).status_code) == (
            "throttled",
            200,
        )
        cache.clear()


class TestAddresses:
    def test_adding_and_reading(self, api):
        response = api.post(BOOK, SEOUL)
        address = Address.objects.get()
        expected = {
            "id": address.pk,
            "title": "Kim Ha-neul",
            "full_name": "Kim Ha-neul",
            "phone": "+821012345678",
            "address_line1": "Teheran-ro 1",
            "address_line2": "",
            "city": "Seoul",
            "region": "",
            "postcode": "06236",
            "country": "KR",
            "fixed_phone": "",
            "email": "",
            "area": None,
            "is_default": True,
        }
        assert (response.status_code, response.json()) == (201, expected)
        assert response["Location"] == f"{BOOK}{address.pk}/"
        assert api.get(response["Location"]).json() == expected
        assert api.get(BOOK).json() == {"count": 1, "next": None, "previous": None, "results": [expected]}

    def test_changing_removing_and_choosing(self, api, reader):
        first, second = kept_address(user=reader), kept_address(user=reader)
        path = f"{BOOK}{second.pk}/"
        body = api.patch(path, {"title": "Work", "id": 99, "is_default": True}).json()
        assert (body["id"], body["title"], body["is_default"]) == (second.pk, "Work", False)
        assert api.put(f"{path}default/").json()["is_default"]
        assert not api.get(f"{BOOK}{first.pk}/").json()["is_default"]
        assert api.delete(path).status_code == 204
        assert (api.get(path).status_code, api.delete(path).status_code) == (404, 404)
        assert [row["id"] for row in api.get(BOOK).json()["results"]] == [first.pk]

    def test_what_else_is_known_of_the_receiver(self, api):
        more = {"fixed_phone": "02-555-1234", "email": "door@example.org"}
        body = api.post(BOOK, {**SEOUL, **more}).json()
        assert (body["fixed_phone"], body["email"]) == ("+8225551234", "door@example.org")
        assert problem(api.post(BOOK, {**SEOUL, "fixed_phone": "12", "email": "door"}))[2] == {
            "email": ["Enter a valid email address."]
        }
        assert problem(api.post(BOOK, {**SEOUL, "fixed_phone": "12"}))[2] == {
            "fixed_phone": ["Type a telephone number, like 010-1234-5678."]
        }

    def test_the_area_is_in_the_country(self, api):
        seoul = Area.objects.create(country="KR", code="11", name="Seoul", local_name="서울", level=1)
        beijing = Area.objects.create(country="CN", code="11", name="Beijing", local_name="北京", level=1)
        body = api.post(BOOK, {**SEOUL, "area": seoul.pk}).json()
        assert body["area"] == seoul.pk
        path = f"{BOOK}{body['id']}/"
        assert api.patch(path, {"area": None}, format="json").json()["area"] is None
        for wrong in (beijing.pk, 10**9):
            assert problem(api.patch(path, {"area": wrong})) == (
                400,
                "validation_error",
                {"area": ["This place is not in that country."]},
            )

    def test_the_title_alone(self, api, reader):
        address = kept_address(user=reader)
        before = Address.objects.filter(pk=address.pk).values().get()
        path = f"{BOOK}{address.pk}/title/"
        assert api.put(path, {"title": " Work ", "city": "Busan"}).json()["title"] == "Work"
        after = Address.objects.filter(pk=address.pk).values().get()
        assert {name for name in before if before[name] != after[name]} == {"title", "updated_at"}
        assert api.put(path, {"title": ""}).json()["title"] == "Kim Ha-neul"
        assert problem(api.put(path, {}))[2] == {"title": ["This field is required."]}
        assert problem(api.put(path, {"title": "x" * 101}))[0] == 400

    def test_the_twenty_first_is_refused(self, api, reader):
        Address.objects.bulk_create(Address(user=reader, **SEOUL) for _ in range(MOST_ADDRESSES))
        assert problem(api.post(BOOK, SEOUL)) == (409, "address_limit", {})

    def test_faults_are_named(self, api):
        sent = {**SEOUL, "postcode": "1", "phone": "12"}
        assert problem(api.post(BOOK, sent)) == (
            400,
            "validation_error",
            {
                "postcode": ["A Korean postal code has five digits, like 06236."],
                "phone": ["Type a telephone number, like 010-1234-5678."],
            },
        )
        assert sorted(problem(api.post(BOOK, {}))[2]) == sorted(SEOUL)

    @pytest.mark.parametrize(
        ("method", "tail", "body"),
        [
            ("get", "", None),
            ("patch", "", {"title": "Mine"}),
            ("delete", "", None),
            ("put", "default/", None),
            ("put", "title/", {"title": "Mine"}),
        ],
    )
    def test_somebody_elses_is_not_there(self, api, method, tail, body):
        other = kept_address(user=UserFactory())
        assert problem(getattr(api, method)(f"{BOOK}{other.pk}/{tail}", body)) == (404, "not_found", {})
        other.refresh_from_db()
        assert (other.title, other.deleted_at) == ("Kim Ha-neul", None)

    def test_a_number_beyond_every_id_is_not_there(self, api):
        assert api.get(f"{BOOK}{10**30}/").status_code == 404

    def test_queries_do_not_grow(self, api, reader, django_assert_num_queries):
        kept_address(user=reader)
        with CaptureQueriesContext(connection) as one:
            api.get(BOOK)
        kept_address(user=reader)
        kept_address(user=reader)
        with django_assert_num_queries(len(one)):
            assert api.get(BOOK).json()["count"] == 3


CALLS = [
    ("get", ACCOUNT, "account:read", 200),
    ("patch", ACCOUNT, "account:write", 200),
    ("get", BOOK, "account:read", 200),
    ("post", BOOK, "account:write", 201),
    ("get", f"{BOOK}{{}}/", "account:read", 200),
    ("patch", f"{BOOK}{{}}/", "account:write", 200),
    ("put", f"{BOOK}{{}}/default/", "account:write", 200),
    ("put", f"{BOOK}{{}}/title/", "account:write", 200),
    ("delete", f"{BOOK}{{}}/", "account:write", 204),
]


@pytest.mark.parametrize(("method", "path", "scope", "status"), CALLS)
def test_who_may(reader, method, path, scope, status):
    path = path.format(kept_address(user=reader).pk)
    body = SEOUL if method in ("post", "patch") and path != ACCOUNT else {"title": "Home"}

    def ask(scopes):
        headers = {}
        if scopes:
            _token, text = issue_token(user=reader, name="Till", scopes=scopes, now=NOW)
            headers = {"Authorization": f"Bearer {text}"}
        return getattr(APIClient(enforce_csrf_checks=True), method)(path, body, headers=headers).status_code

    other = "account:read" if scope == "account:write" else "account:write"
    assert (ask([]), ask([other, "orders:read"]), ask([scope])) == (401, 403, status)


def test_a_session_proves_that_it_meant_it(reader):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(reader)
    assert problem(client.post(BOOK, SEOUL)) == (403, "csrf_failed", {})
    token = client.get("/cart/summary/").json()["csrf_token"]
    assert client.post(BOOK, SEOUL, headers={"X-CSRFToken": token}).status_code == 201
