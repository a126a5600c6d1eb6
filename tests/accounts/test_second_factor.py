"""The second factor from the outermost door: set up, asked for, used once, demanded of owners, lost."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.api_tokens import issue_token
from accounts.models import User
from accounts.roles import EDITOR, MARKETER, OPERATOR, OWNER, SHOPPER, give_role
from accounts.second_factor import (
    NoSecondFactor,
    has_second_factor,
    must_set_up,
    reminder_name,
    reset_second_factor,
    should_be_asked,
    use_code,
)
from accounts.second_factor_adapter import SecondFactorAdapter
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum
from tests.factories.second_factor import SECRET, code_at, give_second_factor, take_second_factor_away

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, 10, tzinfo=UTC)
INDEX, ASKED, ACTIVATE = "/accounts/2fa/", "/accounts/2fa/authenticate/", "/accounts/2fa/totp/activate/"
CODES, PROOF = "/accounts/2fa/recovery-codes/", "/accounts/reauthenticate/"


@pytest.fixture(autouse=True)
def _house():
    museum()
    cache.clear()


@pytest.fixture
def reader():
    user = UserFactory(username="haneul")
    give_second_factor(user)
    return user


def staff(role: str, **fields) -> User:
    user = UserFactory(username=role, **fields)
    give_role(user=user, role=role)
    take_second_factor_away(user)
    return User.objects.get(pk=user.pk)


def log_in(client, user, **more):
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD, **more})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def prove(client):
    client.post(PROOF, {"password": PASSWORD, "next": INDEX})


def set_up_app(client, *, steps: int = 0):
    secret = client.get(ACTIVATE).context["form"].secret
    return client.post(ACTIVATE, {"code": code_at(secret=secret, steps=steps)})


class TestLoggingIn:
    def test_the_password_alone_does_not_open(self, client, reader):
        answer = log_in(client, reader, next="/cart/")
        assert (answer.status_code, answer["Location"], is_in(client)) == (303, ASKED, False)
        answer = client.post(ASKED, {"code": code_at()})
        assert (answer.status_code, answer["Location"], is_in(client)) == (303, "/cart/", True)

    def test_a_code_works_once(self, reader):
        code, entered = code_at(), []
        for _ in range(2):
            client = Client()
            log_in(client, reader)
            client.post(ASKED, {"code": code})
            entered.append(is_in(client))
            # The library's own memory of a code ends after half a minute, the code's time only later.
            cache.clear()
        assert entered == [True, False]

    def test_the_code_of_the_set_up_is_used(self, client, django_capture_on_commit_callbacks):
        reader = UserFactory()
        log_in(client, reader)
        prove(client)
        secret = client.get(ACTIVATE).context["form"].secret
        code = code_at(secret=secret)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(ACTIVATE, {"code": code})
        other = Client()
        log_in(other, reader)
        cache.clear()
        page = other.post(ASKED, {"code": code})
        assert page.context["form"].errors == {
            "code": ["This did not work. A code works once: wait for the next one, and try again."]
        }

    @pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
    def test_a_clock_may_be_half_a_minute_off(self, reader, steps, opens):
        assert use_code(
            authenticator=reader.authenticator_set.get(), code=code_at(NOW, steps=steps), now=NOW
        ) is (opens)

    def test_no_earlier_code_after_a_later_one(self, reader):
        app = reader.authenticator_set.get()
        tried = [
            use_code(authenticator=app, code=code_at(NOW, steps=steps), now=NOW) for steps in (0, -1, 0, 1)
        ]
        assert tried == [True, False, False, True]

    def test_guessing_ends_and_a_password_does_not_begin_it_anew(self, client, reader, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (3, 300)}
        for _ in range(3):
            log_in(client, reader)
            client.post(ASKED, {"code": "000000"})
        log_in(client, reader)
        page = client.post(ASKED, {"code": code_at()})
        assert page.context["form"].errors == {
            "code": ["There have been too many tries. Please come back in 5 minutes."]
        }
        assert is_in(client) is False

    def test_a_right_code_gives_the_tries_back(self, reader, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (2, 300)}
        for steps in (-1, 0, 1):
            client = Client()
            log_in(client, reader)
            client.post(ASKED, {"code": "000000"})
            client.post(ASKED, {"code": code_at(steps=steps)})
            assert is_in(client) is True

    def test_without_a_password_there_is_nothing_to_type_a_code_for(self, client, reader):
        answer = client.get(ASKED)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


class TestSettingUp:
    def test_by_an_app(self, client, django_capture_on_commit_callbacks):
        reader = UserFactory()
        log_in(client, reader)
        assert client.get(ACTIVATE)["Location"] == f"{PROOF}?next={ACTIVATE.replace('/', '%2F')}"
        prove(client)
        page = client.get(ACTIVATE)
        secret = page.context["form"].secret
        assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert 'src="data:image/svg+xml;base64,' in page.content.decode()
        assert secret in page.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(ACTIVATE, {"code": code_at(secret=secret)})
        assert (answer.status_code, answer["Location"]) == (303, CODES)
        assert has_second_factor(user=reader) is True

    def test_a_wrong_code_sets_nothing_up_and_keeps_the_secret(self, client):
        reader = UserFactory()
        log_in(client, reader)
        prove(client)
        secret = client.get(ACTIVATE).context["form"].secret
        page = client.post(ACTIVATE, {"code": "000000"})
        assert (page.status_code, page.context["form"].secret) == (200, secret)
        assert has_second_factor(user=reader) is False

    def test_not_before_the_e_mail_is_confirmed(self, client):
        reader = UserFactory()
        EmailAddress.objects.create(user=reader, email=reader.email, verified=False, primary=True)
        log_in(client, reader)
        assert client.get(ACTIVATE)["Location"] == INDEX
        assert "First confirm your e-mail" in client.get(INDEX).content.decode()

    def test_secrets_are_sealed(self, client, reader):
        kept = reader.authenticator_set.get().data["secret"]
        assert SECRET not in kept
        assert SecondFactorAdapter().decrypt(kept) == SECRET

    def test_a_new_key_reads_what_the_former_one_sealed(self, settings):
        sealed = SecondFactorAdapter().encrypt(SECRET)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another key altogether"
        assert SecondFactorAdapter().decrypt(sealed) == SECRET

    def test_what_cannot_be_read_opens_nothing(self, client, reader, settings):
        app = reader.authenticator_set.get()
        app.data["secret"] = "not ours"
        app.save()
        log_in(client, reader)
        empty = code_at(secret="")
        assert client.post(ASKED, {"code": empty}).status_code == 200
        assert is_in(client) is False

    def test_sessions_from_before_end(self, client, django_capture_on_commit_callbacks):
        reader = UserFactory()
        elsewhere = Client()
        for one in (client, elsewhere):
            log_in(one, reader)
        prove(client)
        with django_capture_on_commit_callbacks(execute=True):
            set_up_app(client)
        assert [one.get(INDEX).status_code for one in (client, elsewhere)] == [200, 302]


def test_every_change_is_told_by_letter(client, django_capture_on_commit_callbacks):
    reader = UserFactory(username="mina")
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    log_in(client, reader)
    prove(client)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{CODES}generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    assert [letter.subject for letter in mail.outbox] == [
        "An app was set up as your second factor",
        "New recovery codes",
        "The app is no longer your second factor",
    ]
    assert "An authenticator app was set up. Its codes are asked for when you log in." in mail.outbox[0].body
    assert "http://testserver/accounts/password/reset/" in mail.outbox[0].body


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, client, django_capture_on_commit_callbacks):
        log_in(client, UserFactory(username="mina"))
        prove(client)
        with django_capture_on_commit_callbacks(execute=True):
            set_up_app(client)
        return client.get(CODES).context["unused_codes"]

    def test_ten_that_open_once_each(self, codes):
        assert (len(set(codes)), {len(code) for code in codes}) == (10, {8})
        entered = []
        for _ in range(2):
            client = Client()
            log_in(client, User.objects.get(username="mina"))
            client.post(ASKED, {"code": codes[0]})
            entered.append(is_in(client))
        assert entered == [True, False]

    def test_as_a_file(self, client, codes):
        answer = client.get(f"{CODES}download/")
        assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
        assert [line for line in answer.content.decode().split("\n") if line.isdigit()] == codes

    def test_new_ones_end_the_former(self, client, codes):
        client.post(f"{CODES}generate/")
        assert set(client.get(CODES).context["unused_codes"]) & set(codes) == set()

    def test_they_go_with_the_last_factor(self, client, codes):
        client.post("/accounts/2fa/totp/deactivate/")
        assert Authenticator.objects.count() == 0


class TestOwners:
    DOORS = ("/admin/", "/admin/users/", "/django-admin/", "/django-admin/auth/group/")

    @pytest.mark.parametrize("door", DOORS)
    def test_no_door_of_the_desk_opens_without_one(self, client, door):
        client.force_login(staff(OWNER))
        answer = client.get(door)
        assert (answer.status_code, answer["Location"]) == (302, f"{INDEX}?next={door.replace('/', '%2F')}")

    def test_nothing_is_done_behind_it(self, client):
        client.force_login(staff(OWNER))
        answer = client.post("/admin/tokens/new/", {"name": "Script", "scopes": ["account:read"]})
        assert (answer.status_code, answer["Location"]) == (302, f"{INDEX}?next=%2Fadmin%2F")

    @pytest.mark.parametrize("path", ["/", "/cart/", "/account/", "/account/privacy/", "/accounts/sessions/"])
    def test_the_shop_stays_open(self, client, path):
        client.force_login(staff(OWNER))
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize("way_out", ["/admin/logout/", "/django-admin/logout/"])
    def test_so_do_the_ways_out(self, client, way_out):
        client.force_login(staff(OWNER))
        client.post(way_out)
        assert is_in(client) is False

    def test_an_owner_is_whoever_may_give_rights(self):
        root = User.objects.create_superuser("root", "root@example.org", "x")
        take_second_factor_away(root)
        by_group = staff(EDITOR)
        by_group.groups.set([Group.objects.get(name=OWNER)])
        people = [root, User.objects.get(pk=by_group.pk), staff(OPERATOR), staff(MARKETER), staff(SHOPPER)]
        assert [must_set_up(user=person) for person in people] == [True, True, False, False, False]

    def test_from_the_closed_door_through_the_set_up_to_where_one_was_going(
        self, client, django_capture_on_commit_callbacks
    ):
        owner = staff(OWNER)
        log_in(client, owner)
        page = client.get("/admin/users/?q=mina", follow=True)
        assert page.redirect_chain[-1][0] == f"{INDEX}?next=%2Fadmin%2Fusers%2F%3Fq%3Dmina"
        assert "The admin opens once you have set up a second factor." in page.content.decode()
        prove(client)
        with django_capture_on_commit_callbacks(execute=True):
            answer = set_up_app(client)
        text = client.get(answer["Location"]).content.decode()
        assert '<a class="link--arrow" href="/admin/users/?q=mina">' in text
        assert client.get("/admin/users/?q=mina").status_code == 200
        assert "link--arrow" not in client.get(INDEX).content.decode()

    @pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
    def test_nobody_is_led_elsewhere(self, client, reader, place):
        client.force_login(reader)
        assert "evil" not in client.get(INDEX, {"next": place}).content.decode()
        assert "second_factor_next" not in client.session

    def test_with_one_the_doors_open(self, client):
        owner = staff(OWNER)
        give_second_factor(owner)
        client.force_login(owner)
        assert [client.get(door).status_code for door in self.DOORS] == [200] * 4

    def test_recovery_codes_alone_are_none(self, client):
        owner = staff(OWNER)
        Authenticator.objects.create(user=owner, type=Authenticator.Type.RECOVERY_CODES, data={})
        assert must_set_up(user=owner) is True

    def test_whoever_takes_the_last_one_away_stands_outside_at_once(
        self, client, django_capture_on_commit_callbacks
    ):
        owner = staff(OWNER)
        give_second_factor(owner)
        client.force_login(owner)
        prove(client)
        assert "not let into the admin" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
        client.post("/accounts/2fa/totp/deactivate/")
        assert client.get("/admin/").status_code == 302


class TestTheStaffApi:
    MOVE = {"sku": "none", "kind": "receive", "quantity": 1, "reason": "found"}

    def test_refused_to_a_session(self):
        api = APIClient()
        api.force_login(staff(OWNER))
        for answer in (
            api.post("/api/v1/staff/stock-movements/", self.MOVE, headers={"Idempotency-Key": "1"}),
            api.post("/api/v1/products/", {}),
        ):
            assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
            told = answer.json()
            assert (told["code"], told["set_up_at"]) == (
                "second_factor_required",
                f"http://testserver{INDEX}",
            )

    def test_the_shops_api_stays_open(self):
        api = APIClient()
        api.force_login(staff(OWNER))
        answers = [api.get("/api/v1/account/"), api.get("/api/v1/products/"), api.get("/api/v1/cart/")]
        assert [answer.status_code for answer in answers] == [200] * 3

    def test_a_token_is_its_own_factor(self):
        owner = staff(OWNER)
        _token, text = issue_token(user=owner, name="Till", scopes=["stock:write"], now=timezone.now())
        api = APIClient(headers={"Authorization": f"Bearer {text}"})
        answer = api.post("/api/v1/staff/stock-movements/", self.MOVE, headers={"Idempotency-Key": "1"})
        assert answer.json()["code"] != "second_factor_required"

    def test_others_are_not_asked(self):
        api = APIClient()
        api.force_login(staff(OPERATOR))
        answer = api.post("/api/v1/staff/stock-movements/", self.MOVE, headers={"Idempotency-Key": "1"})
        assert answer.json()["code"] != "second_factor_required"


class TestTheReminder:
    TEXT = "Your account opens this desk by a password alone."

    @pytest.mark.parametrize("role", [EDITOR, MARKETER, OPERATOR])
    def test_staff_are_asked_on_the_first_page(self, client, role):
        user = staff(role)
        client.force_login(user)
        page = client.get("/admin/").content.decode()
        assert (self.TEXT in page, 'href="/accounts/2fa/?next=/admin/"' in page) == (True, True)
        give_second_factor(user)
        assert self.TEXT not in client.get("/admin/").content.decode()

    def test_it_can_be_put_off_for_the_quarter(self, client):
        user = staff(EDITOR)
        client.force_login(user)
        sent = client.patch(
            "/admin/dismissibles/", {reminder_name(now=timezone.now()): True}, "application/json"
        )
        assert sent.status_code == 200
        assert self.TEXT not in client.get("/admin/").content.decode()

    def test_the_next_quarter_asks_again(self):
        user = staff(EDITOR)
        UserProfile.objects.create(user=user, dismissibles={"second-factor-2026-4": True})
        user = User.objects.get(pk=user.pk)
        asked = [should_be_asked(user=user, now=now) for now in (NOW, NOW + timedelta(days=60))]
        assert asked == [False, True]

    def test_neither_owners_nor_shoppers(self):
        assert [should_be_asked(user=staff(role), now=NOW) for role in (OWNER, SHOPPER)] == [False, False]


class TestALostDevice:
    def test_a_reset_ends_everything_and_is_told(self, client, reader):
        elsewhere = Client()
        log_in(elsewhere, reader)
        elsewhere.post(ASKED, {"code": code_at()})
        owner = UserFactory(username="boss")
        token, _text = issue_token(user=reader, name="Till", scopes=["account:read"], now=NOW)
        reset_second_factor(user=reader, actor=owner, now=NOW)
        assert Authenticator.objects.filter(user=reader).count() == 0
        assert elsewhere.get(INDEX).status_code == 302
        entry = ModelLogEntry.objects.get(action="accounts.reset_second_factor")
        assert (entry.user, entry.object_id) == (owner, str(reader.pk))
        assert log_in(client, reader)["Location"] == "/"
        [letter] = mail.outbox
        assert (letter.to, letter.subject) == ([reader.email], "Your second factor was taken away")
        assert "http://testserver/accounts/password/reset/" in letter.body
        token.refresh_from_db()
        assert token.revoked_at == NOW
        assert "The API tokens of your account are revoked" in letter.body

    def test_of_tokens_that_were_none_nothing_is_told(self, reader):
        reset_second_factor(user=reader, actor=None, now=NOW)
        assert "API tokens" not in mail.outbox[0].body

    def test_where_there_is_none(self):
        with pytest.raises(NoSecondFactor, match="mina has no second factor"):
            reset_second_factor(user=UserFactory(username="mina"), actor=None, now=NOW)

    def test_by_command(self, reader):
        out = StringIO()
        call_command("reset_second_factor", reader.email.upper(), stdout=out)
        assert "logs in by password alone" in out.getvalue()
        assert ModelLogEntry.objects.get(action="accounts.reset_second_factor").user is None
        call_command("reset_second_factor", reader.email, stdout=out)
        assert "has no second factor" in out.getvalue()
        with pytest.raises(CommandError, match="No account"):
            call_command("reset_second_factor", "nobody@example.org")

    def test_by_a_program(self, reader):
        out = StringIO()
        for _ in range(2):
            call_command("reset_second_factor", reader.email, format="json", stdout=out)
        assert [json.loads(line) for line in out.getvalue().splitlines()] == [
            {"email": reader.email, "reset": True},
            {"email": reader.email, "reset": False},
        ]

    def test_by_another_owner(self, client, reader):
        owner = staff(OWNER)
        give_second_factor(owner)
        client.force_login(owner)
        address = f"/admin/users/{reader.pk}/second-factor/"
        assert address in client.get("/admin/users/").content.decode()
        assert "For a device that is lost." in client.get(address).content.decode()
        answer = client.post(address)
        assert (answer.status_code, answer["Location"]) == (302, "/admin/users/")
        assert has_second_factor(user=reader) is False
        assert "has no second factor" in client.get(address).content.decode()

    def test_ones_own_is_changed_on_ones_own_pages(self, client):
        owner = staff(OWNER)
        give_second_factor(owner)
        client.force_login(owner)
        answer = client.post(f"/admin/users/{owner.pk}/second-factor/")
        assert (answer.status_code, answer["Location"]) == (302, INDEX)
        assert has_second_factor(user=owner) is True

    @pytest.mark.parametrize("role", [EDITOR, MARKETER, OPERATOR])
    def test_not_by_others(self, client, reader, role):
        client.force_login(staff(role))
        assert client.post(f"/admin/users/{reader.pk}/second-factor/").status_code == 302
        assert has_second_factor(user=reader) is True


def test_nobody_reads_secrets_or_sessions_in_the_other_admin(client):
    owner = staff(OWNER)
    give_second_factor(owner)
    client.force_login(owner)
    paths = ("/django-admin/mfa/authenticator/", "/django-admin/usersessions/usersession/")
    assert [client.get(path).status_code for path in paths] == [404, 404]
