"""After somebody is erased: nothing of them in any table, and every figure as it was."""

import json
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from post_office.models import STATUS, Email, Log
from wagtail.log_actions import log

from accounts.api_tokens import issue_token
from accounts.consents import give_consent
from accounts.models import Consent, User
from accounts.privacy.person import CannotErase, erase_person, export_person, find_person, person_of
from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.mails import compose_owed_mail, owe_order_mail
from checkout.models import (
    Cart,
    IdempotencyKey,
    Order,
    OrderMail,
    ReturnLine,
    SealedOrderPerson,
    WebhookDelivery,
)
from checkout.order_access import find_guest_order
from checkout.order_address import NewAddress, change_address
from checkout.order_life import cancel_order, expire_overdue_orders, mark_delivered, ship_order
from checkout.purging import purge_expired
from checkout.refunds import Pieces, refund_pieces
from checkout.reports.installing import VIEWS
from checkout.return_photos import redraw_photo
from checkout.returns import Wanted, decide_return, request_return
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import NOW, filled_cart, placed_order
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
MAIL, GUEST = "haneul.kim@example.org", "bora.guest@example.org"
# As they stand in the factories' orders and addresses, and where a test writes them.
OF_HANEUL = ["Ha-neul", "haneul", "+821012345678", "01012345678", "Teheran-ro 1", "06236", "Sky reader"]
PERSONAL = {
    "report_users": {"email_key", "nickname_key", "is_active", "email_verified"},
    "report_mail": {"recipient"},
    "report_order_events": {"actor"},
}


def delivered(order: Order) -> Order:
    return mark_delivered(
        order=ship_order(order=order, carrier="Post", tracking_number="1", actor=None, now=NOW).order,
        actor=None,
        now=NOW,
    )


def picture() -> BytesIO:
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "JPEG")
    return BytesIO(written.getvalue())


def known_reader() -> User:
    """Somebody who left something everywhere."""
    user = UserFactory(
        username="haneul", email=MAIL, first_name="Ha-neul", last_name="Kim", phone="+821012345678"
    )
    EmailAddress.objects.create(user=user, email=MAIL, verified=True, primary=True)
    SocialAccount.objects.create(user=user, provider="google", uid="1", extra_data={"name": "Kim Ha-neul"})
    kept_address(user=user, title="Ha-neul at home")
    give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=NOW)
    issue_token(user=user, name="Ha-neul's script", scopes=["account:read"], now=NOW)
    Client().force_login(user)
    log(instance=user, action="wagtail.edit", user=user, title="haneul", data={"email": MAIL})
    Email.objects.create(
        from_email="shop@example.org",
        to=[f"Kim Ha-neul <{MAIL}>", "other@example.org"],
        subject="Hello Ha-neul",
        message=f"For {MAIL}",
        html_message=f"<p>For {MAIL}",
        status=STATUS.queued,
    )
    filled_cart(stocked_variant(), user=user)
    return user


def order_with_everything(user: User) -> Order:
    order = placed_order(
        user=user, quantity=3, email=MAIL, note="Ring at Ha-neul's", payment_method="bank_transfer"
    )
    change_address(
        order=order,
        address=NewAddress("Kim Ha-neul", "+821012345678", "Teheran-ro 1", "2F", "Seoul", "", "06236", "KR"),
        reason="Kim Ha-neul moved",
        actor=user,
        now=NOW,
    )
    mark_paid(payment=order.last_attempt, reason=f"by {MAIL}", now=NOW)
    order = delivered(Order.objects.get(pk=order.pk))
    asked = request_return(
        order=Order.objects.get(pk=order.pk),
        wanted=[Wanted(1, 1, "damaged", "Ha-neul here", redraw_photo(picture(), size=600))],
        actor=user,
        now=NOW,
    )
    decide_return(request=asked, is_accepted=False, answer="Dear Kim Ha-neul, no", actor=None, now=NOW)
    order = Order.objects.get(pk=order.pk)
    refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="Kim Ha-neul called", actor=None, now=NOW)
    order.payments.refunds().update(status="refunded", settled_at=NOW)
    return Order.objects.get(pk=order.pk)


def dump(*, without: set[str] = frozenset()) -> str:
    """Every value of every table."""
    texts = []
    for table in sorted(set(connection.introspection.table_names()) - without):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(texts)


def lines_with(text: str, dumped: str) -> list[str]:
    return [line for line in dumped.splitlines() if text.lower() in line.lower()]


def figures() -> dict[str, list[tuple]]:
    """Every reporting view without its personal columns."""
    read = {}
    for view in VIEWS:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {view}")
            names = [column[0] for column in cursor.description]
            kept = [place for place, name in enumerate(names) if name not in PERSONAL.get(view, set())]
            read[view] = sorted((tuple(row[place] for place in kept) for row in cursor.fetchall()), key=repr)
    return read


def settle_mails() -> None:
    """As after a minute: everything that is owed was written and sent."""
    for owed in OrderMail.objects.filter(composed_at=None):
        compose_owed_mail(owed_id=owed.pk, now=NOW)
    Email.objects.update(status=STATUS.sent)


class TestAnAccount:
    def test_no_table_holds_a_word_of_them_but_the_sealed_one(self, django_capture_on_commit_callbacks):
        user = known_reader()
        with django_capture_on_commit_callbacks(execute=True):
            order = order_with_everything(user)
        photo = ReturnLine.objects.get().photo.name
        assert default_storage.exists(photo)
        before = dump()
        assert [text for text in (*OF_HANEUL[:5], MAIL) if not lines_with(text, before)] == ["01012345678"]
        with django_capture_on_commit_callbacks(execute=True):
            erase_person(person=person_of(user=user), now=LATER)
        after = dump(without={"checkout_sealedorderperson"})
        assert {text: lines_with(text, after) for text in (*OF_HANEUL, MAIL)} == {
            text: [] for text in (*OF_HANEUL, MAIL)
        }
        sealed = SealedOrderPerson.objects.get()
        assert (sealed.order, sealed.email, sealed.full_name, sealed.address_line1, sealed.phone) == (
            order,
            MAIL,
            "Kim Ha-neul",
            "Teheran-ro 1",
            "+821012345678",
        )
        assert default_storage.exists(photo) is False
        assert audit_shop() == []

    def test_neither_the_cache_nor_the_sessions_know_them(self):
        user = known_reader()
        erase_person(person=person_of(user=user), now=LATER)
        held = repr([(key, cache.get(key.split(":", 2)[-1])) for key in getattr(cache, "_cache", {})])
        held += repr([session.get_decoded() for session in Session.objects.all()])
        assert [text for text in (*OF_HANEUL, MAIL) if text in held] == []

    def test_the_figures_stay_as_they_were(self):
        user = known_reader()
        order_with_everything(user)
        placed_order(email=GUEST)
        settle_mails()
        before = figures()
        erase_person(person=person_of(user=user), now=LATER)
        after = figures()
        # A book's rows are nothing but the person's.
        assert (len(before.pop("report_addresses")), after.pop("report_addresses")) == (1, [])
        assert after == before

    def test_the_record_says_how_much_and_not_whom(self, caplog):
        user = known_reader()
        order_with_everything(user)
        caplog.set_level("INFO", logger="accounts.privacy.person")
        erasure = erase_person(person=person_of(user=user), now=LATER)
        assert erasure.at == LATER
        assert {
            table: erasure.rows[table] for table in ("accounts_user", "accounts_address", "checkout_order")
        } == {
            "accounts_user": 1,
            "accounts_address": 1,
            "checkout_order": 1,
        }
        assert erasure.rows["checkout_sealedorderperson"] == 1
        assert [text for text in (*OF_HANEUL, MAIL) if text in caplog.text] == []

    def test_twice_is_harmless(self):
        user = known_reader()
        order_with_everything(user)
        erase_person(person=find_person(email=MAIL), now=LATER)
        before = dump()
        assert erase_person(person=find_person(email=MAIL), now=LATER).rows == {}
        assert dump() == before

    def test_what_they_hold_opens_nothing_any_more(self, client):
        user = known_reader()
        order = order_with_everything(user)
        client.force_login(user)
        erase_person(person=person_of(user=user), now=LATER)
        assert client.get("/account/").status_code == 302
        assert client.get(f"{order.get_absolute_url()}?token={order.access_token}").status_code == 404
        assert Client().login(username="haneul", password=PASSWORD) is False

    def test_what_waits_to_be_sent_is_not_sent(self):
        user = known_reader()
        order = delivered(placed_order(user=user, email=MAIL))
        owed = OrderMail.objects.filter(order=order, composed_at=None).first()
        erase_person(person=person_of(user=user), now=LATER)
        assert set(Email.objects.values_list("status", flat=True)) == {STATUS.failed}
        assert compose_owed_mail(owed_id=owed.pk, now=LATER) is None

    def test_a_letter_owed_later_does_not_go_out(self):
        order = delivered(placed_order(email=GUEST))
        erase_person(person=find_person(email=GUEST), now=LATER)
        order.refresh_from_db()
        owed = owe_order_mail(order=order, kind=OrderMail.Kind.PAYMENT_RECEIVED)
        letter = Email.objects.get(pk=compose_owed_mail(owed_id=owed.pk, now=LATER))
        assert (letter.status, letter.to) == (STATUS.failed, [order.email])

    def test_errors_that_name_them_are_emptied(self):
        user = known_reader()
        letter = Email.objects.get()
        Log.objects.create(email=letter, status=STATUS.failed, message=f"550 <{MAIL}>", exception_type="X")
        erase_person(person=person_of(user=user), now=LATER)
        assert Log.objects.get().message == ""

    def test_the_cart_counts_and_is_nobodys(self):
        user = known_reader()
        cart = Cart.objects.get(user=user)
        erase_person(person=person_of(user=user), now=LATER)
        left = Cart.objects.get(pk=cart.pk)
        assert (left.user, left.closed_at is None, left.lines.count()) == (None, False, 1)
        assert left.token != cart.token

    def test_a_key_that_was_answered_is_used_up(self):
        user = known_reader()
        IdempotencyKey.objects.create(
            scope=f"user:{user.pk} POST /api/v1/orders/",
            key="k",
            fingerprint="f",
            answer_status=201,
            answer_body=MAIL,
            created_at=NOW,
        )
        erase_person(person=person_of(user=user), now=LATER)
        kept = IdempotencyKey.objects.get(key="k")
        assert (kept.fingerprint, kept.answer_status, kept.answer_body) == ("", None, "")


class TestWhatIsOpen:
    def refused(self, user: User) -> bool:
        person = person_of(user=user)
        before = dump()
        try:
            erase_person(person=person, now=LATER)
        except CannotErase:
            assert dump() == before
            return True
        return False

    @pytest.mark.parametrize("method", ["bank_transfer", "cash_on_delivery"])
    def test_an_order_under_way_refuses(self, method):
        user = UserFactory()
        order = placed_order(user=user, payment_method=method)
        assert self.refused(user)
        cancel_order(order=order, actor=user, reason="", now=NOW)
        assert self.refused(user) is False

    def test_a_parcel_under_way_refuses_and_one_that_arrived_does_not(self):
        user = UserFactory()
        order = placed_order(user=user)
        ship_order(order=order, carrier="", tracking_number="", actor=None, now=NOW)
        assert self.refused(user)
        mark_delivered(order=Order.objects.get(), actor=None, now=NOW)
        assert self.refused(user) is False

    @pytest.mark.parametrize("status", ["pending", "failed"])
    def test_money_that_is_owed_refuses(self, status):
        user = UserFactory()
        order = delivered(placed_order(user=user))
        refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)
        order.payments.refunds().update(status=status)
        assert self.refused(user)
        order.payments.refunds().update(status="refunded")
        assert self.refused(user) is False

    def test_a_return_that_waits_refuses(self):
        user = UserFactory()
        order = delivered(placed_order(user=user))
        asked = request_return(order=order, wanted=[Wanted(1, 1, "damaged", "", None)], actor=user, now=NOW)
        assert self.refused(user)
        decide_return(request=asked, is_accepted=False, answer="", actor=None, now=NOW)
        assert self.refused(user) is False

    def test_the_text_names_the_orders(self):
        order = placed_order(email=GUEST)
        with pytest.raises(CannotErase, match=f"Something is still open: {order.number}\\."):
            erase_person(person=find_person(email=GUEST), now=LATER)


class TestAGuest:
    def test_by_the_address_in_any_case_and_no_one_elses(self):
        mine = delivered(placed_order(email="Bora.Guest@example.org", full_name="Lee Bo-ra"))
        delivered(placed_order(email="xbora.guest@example.org"))
        delivered(placed_order(email=GUEST, user=UserFactory()))
        erase_person(person=find_person(email=GUEST), now=LATER)
        assert list(Order.objects.exclude(erased_at=None)) == [mine]
        mine.refresh_from_db()
        assert (mine.full_name, mine.phone, mine.address_line1, mine.country.code) == (
            "(erased)",
            "",
            "",
            "KR",
        )
        assert lines_with("Bo-ra", dump(without={"checkout_sealedorderperson"})) == []

    def test_messages_of_providers_about_somebody_else_stay(self):
        names = (GUEST.upper(), f"x{GUEST}", f"{GUEST}.kr")
        for number, email in enumerate(names):
            WebhookDelivery.objects.create(
                provider="stripe", event_id=str(number), body=f'{{"payer":"{email}"}}', received_at=NOW
            )
        assert erase_person(person=find_person(email=GUEST), now=LATER).rows == {
            "checkout_webhookdelivery": 1
        }
        assert [
            bool(body) for body in WebhookDelivery.objects.order_by("pk").values_list("body", flat=True)
        ] == [
            False,
            True,
            True,
        ]

    def test_the_order_is_found_by_nobody(self):
        order = delivered(placed_order(email=GUEST))
        erase_person(person=find_person(email=GUEST), now=LATER)
        order.refresh_from_db()
        assert find_guest_order(number=order.number, email=GUEST) is None
        assert Client().get(f"{order.get_absolute_url()}?token={order.access_token}").status_code == 404

    def test_an_address_that_was_not_confirmed_gives_no_right_to_it(self):
        order = delivered(placed_order(email=GUEST))
        stranger = UserFactory(email=GUEST)
        EmailAddress.objects.create(user=stranger, email=GUEST, verified=False, primary=True)
        person = person_of(user=stranger)
        assert export_person(person=person, now=LATER)["shop"]["orders"] == []
        erase_person(person=person, now=LATER)
        order.refresh_from_db()
        assert order.email == GUEST

    def test_a_confirmed_one_does_on_the_shops_word_and_for_themselves_only_by_a_code(self):
        order = delivered(placed_order(email=GUEST))
        owner = UserFactory(email=GUEST)
        EmailAddress.objects.create(user=owner, email=GUEST, verified=True, primary=True)
        [found] = export_person(person=find_person(email=GUEST), now=LATER)["shop"]["orders"]
        assert found["number"] == order.number
        assert export_person(person=person_of(user=owner), now=LATER)["shop"]["orders"] == []
        erase_person(person=person_of(user=owner), now=LATER)
        order.refresh_from_db()
        assert (order.email, order.erased_at) == (GUEST, None)

    def test_money_that_comes_late_goes_back(self):
        order = placed_order(email=GUEST, payment_method="bank_transfer")
        expire_overdue_orders(now=NOW + timedelta(days=30))
        erase_person(person=find_person(email=GUEST), now=NOW + timedelta(days=31))
        order.refresh_from_db()
        mark_paid(payment=order.last_attempt, reason="", now=NOW + timedelta(days=32))
        order.refresh_from_db()
        assert (order.status, order.payments.refunds().get().amount) == ("expired", order.total)


class TestTheSealedRow:
    def sealed_order(self) -> Order:
        order = delivered(placed_order(email=GUEST))
        erase_person(person=find_person(email=GUEST), now=LATER)
        return order

    def test_it_is_destroyed_five_years_after_the_last_step(self):
        self.sealed_order()
        [sealed] = SealedOrderPerson.objects.all()
        assert sealed.destroy_on.isoformat() == "2031-03-02"
        day_before = sealed.sealed_at.replace(year=2031, month=3, day=1, hour=3)
        assert purge_expired(now=day_before).sealed == 0
        assert purge_expired(now=day_before + timedelta(days=1)).sealed == 1
        assert SealedOrderPerson.objects.count() == 0

    def test_an_order_of_long_ago_leaves_none(self):
        order = delivered(placed_order(email=GUEST))
        erase_person(person=find_person(email=GUEST), now=NOW + timedelta(days=6 * 365))
        order.refresh_from_db()
        assert (order.full_name, SealedOrderPerson.objects.count()) == ("(erased)", 0)

    def test_the_command_opens_it_and_the_order_remembers(self):
        order = self.sealed_order()
        out = StringIO()
        call_command(
            "open_sealed_order", order.number, "--reason", "Tax office", "--format", "json", stdout=out
        )
        assert json.loads(out.getvalue()) == {
            "email": GUEST,
            "full_name": "Kim Ha-neul",
            "phone": "+821012345678",
            "address_line1": "Teheran-ro 1",
            "address_line2": "",
            "city": "Seoul",
            "region": "",
            "postcode": "06236",
            "destroy_on": "2031-03-02",
        }
        assert order.events.last().reason == "sealed record opened: Tax office"

    def test_the_command_says_when_there_is_none(self):
        with pytest.raises(CommandError, match="There is no sealed record of this order"):
            call_command("open_sealed_order", "20260101-1", "--reason", "Tax office")
        with pytest.raises(CommandError) as wrong:
            call_command("open_sealed_order", "20260101-1", "--reason", " ")
        assert wrong.value.returncode == 2


def test_an_export_holds_orders_with_all_that_hangs_on_them():
    # The soap that was in the cart already was ordered along.
    user = known_reader()
    order = order_with_everything(user)
    filled_cart(stocked_variant(), quantity=2, user=user)
    shop = export_person(person=person_of(user=user), now=LATER)["shop"]
    [cart], [kept] = shop["carts"], shop["orders"]
    assert [line["quantity"] for line in cart["lines"]] == [2]
    assert (kept["number"], kept["email"], kept["full_name"], kept["note"]) == (
        order.number,
        MAIL,
        "Kim Ha-neul",
        "Ring at Ha-neul's",
    )
    assert [line["quantity"] for line in kept["lines"]] == [1, 3]
    assert [(row["kind"], row["status"]) for row in kept["payments"]] == [
        ("capture", "captured"),
        ("refund", "refunded"),
    ]
    assert [asked["lines"][0]["note"] for asked in kept["returns"]] == ["Ha-neul here"]
    assert [row["tracking_number"] for row in kept["parcels"]] == ["1"]
    assert len(kept["former_addresses"]) == 1


def test_many_orders_are_asked_for_as_often_as_one(django_assert_num_queries):
    user = known_reader()
    order_with_everything(user)
    settle_mails()
    person = person_of(user=user)
    with CaptureQueriesContext(connection) as one:
        export_person(person=person, now=LATER)
    for _ in range(3):
        placed_order(user=user)
    with django_assert_num_queries(len(one)):
        assert len(export_person(person=person, now=LATER)["shop"]["orders"]) == 4


@pytest.mark.slow
def test_a_thousand_orders_are_copied_and_erased():
    """More than SQLite takes as conditions of one statement."""
    user = UserFactory()
    first = delivered(placed_order(user=user, full_name="Kim Ha-neul"))
    facts = {field.attname: getattr(first, field.attname) for field in Order._meta.concrete_fields}
    del facts["id"], facts["cart_id"]
    orders = Order.objects.bulk_create(
        Order(**{**facts, "number": f"X-{number}", "access_token": f"key-{number}"}) for number in range(1050)
    )
    letters = Email.objects.bulk_create(
        Email(from_email="shop@example.org", to=[MAIL], message="Dear Ha-neul", status=STATUS.sent)
        for _order in orders
    )
    OrderMail.objects.bulk_create(
        OrderMail(order=order, kind=OrderMail.Kind.CONFIRMATION, email=letter, composed_at=NOW)
        for order, letter in zip(orders, letters, strict=True)
    )
    kept = export_person(person=person_of(user=user), now=LATER)["shop"]["orders"]
    assert (len(kept), sum(len(order["letters"]) for order in kept)) == (1051, 1050)
    rows = erase_person(person=person_of(user=user), now=LATER).rows
    assert (rows["checkout_order"], rows["checkout_sealedorderperson"]) == (1051, 1051)
    assert lines_with("Ha-neul", dump(without={"checkout_sealedorderperson"})) == []
