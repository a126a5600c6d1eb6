"""What a visit remembers of its way here, when it may, and which story an order is counted for."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from accounts.privacy.person import export_person, person_of
from accounts.roles import EDITOR, give_role
from checkout.attribution import (
    Origin,
    choice_of,
    choose,
    marks_of,
    note_visit,
)
from checkout.models import CartLine, Order, OrderOrigin
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, delivery, filled_cart, order_cart, standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
LETTER = {"utm_source": "letter", "utm_medium": "mail", "utm_campaign": "spring"}


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


@pytest.fixture
def two():
    return BrandStoryPageFactory.create_batch(2, parent=BrandStoryPageFactory.place())


def agree(client, *, agrees: str = "true", **more):
    answer = client.post(
        "/visit/", {"agrees": agrees, "next": "/", **more}, headers={"Origin": "http://testserver"}
    )
    assert (answer.status_code, answer["Location"]) == (303, f"/#visit-{'yes' if agrees == 'true' else 'no'}")


def buy(client, variant, **headers) -> Order:
    standard_shipping()
    client.post("/cart/add/", {"sku": variant.sku, "quantity": "1"}, headers=headers)
    form = client.get("/checkout/").context["form"]
    sent = vars(delivery()) | {
        "expected_total": form.initial["expected_total"],
        "idempotency_key": form.initial["idempotency_key"],
        "accept_terms": "on",
    }
    answer = client.post("/checkout/", sent, headers=headers)
    assert answer.status_code in (302, 303), answer.context["form"].errors
    return Order.objects.latest("pk")


class TestVisit:
    def test_nothing_is_remembered_unasked(self, session):
        note_visit(session=session, story=7, query=LETTER, now=NOW)
        assert (session.is_empty(), marks_of(session=session, now=NOW)) == (True, None)

    def test_first_and_last_story_and_the_last_links_marks(self, session):
        choose(session=session, agrees=True, now=NOW)
        note_visit(session=session, story=7, query=LETTER | {"campaign": "Spring Sale"}, now=NOW)
        note_visit(session=session, story=8, query={"page": "2"}, now=NOW)
        assert marks_of(session=session, now=NOW) == Origin(7, 8, "spring-sale", "letter", "mail", "spring")
        note_visit(session=session, story=None, query={"utm_source": "kakao"}, now=NOW)
        assert marks_of(session=session, now=NOW) == Origin(7, 8, "", "kakao")

    def test_it_ends_after_a_day_without_a_look(self, session):
        choose(session=session, agrees=True, now=NOW)
        note_visit(session=session, story=7, query={}, now=NOW)
        assert marks_of(session=session, now=NOW + timedelta(hours=24)) == Origin(7, 7)
        late = NOW + timedelta(hours=25)
        assert (marks_of(session=session, now=late), choice_of(session=session, now=late)) == (None, None)
        assert not note_visit(session=session, story=8, query={}, now=late)
        choose(session=session, agrees=True, now=late)
        note_visit(session=session, story=8, query={}, now=late)
        assert marks_of(session=session, now=late) == Origin(8, 8)

    def test_a_page_that_tells_nothing_new_writes_nothing_for_an_hour(self, session):
        choose(session=session, agrees=True, now=NOW)
        minute = timedelta(minutes=1)
        looks = [note_visit(session=session, story=7, query={}, now=NOW + n * minute) for n in (0, 1, 59, 62)]
        assert looks == [True, False, False, True]

    def test_a_no_that_was_said_meanwhile_stays(self, client):
        agree(client)
        read_before = client.session
        choice_of(session=read_before, now=NOW)
        client.post("/visit/", {"agrees": "false"}, headers={"Origin": "http://testserver"})
        assert not note_visit(session=read_before, story=7, query={}, now=timezone.now())
        assert client.session["visit"] == {"agreed": False}

    def test_a_no_forgets_and_a_second_yes_does_not(self, session):
        choose(session=session, agrees=True, now=NOW)
        note_visit(session=session, story=7, query={}, now=NOW)
        choose(session=session, agrees=True, now=NOW)
        assert marks_of(session=session, now=NOW) == Origin(7, 7)
        choose(session=session, agrees=False, now=NOW)
        assert marks_of(session=session, now=NOW) is None

    def test_marks_are_short_and_printable(self, session):
        choose(session=session, agrees=True, now=NOW)
        note_visit(session=session, story=None, query={"utm_source": "a\x00b\n" + "x" * 200}, now=NOW)
        assert marks_of(session=session, now=NOW) == Origin(utm_source="ab" + "x" * 98)


class TestOrder:
    def test_it_keeps_where_its_buyer_came_from(self, client, two):
        agree(client)
        client.get(two[0].url, LETTER)
        client.get(two[1].url)
        client.get(two[1].brand.url)
        origin = buy(client, stocked_variant()).origin
        assert (origin.first_story_title, origin.last_story_title) == (two[0].title, two[1].title)
        assert (origin.first_story_id, origin.last_story_id) == (two[0].pk, two[1].pk)
        assert (origin.utm_source, origin.utm_medium, origin.utm_campaign) == ("letter", "mail", "spring")

    @pytest.mark.parametrize(
        ("agrees", "headers"),
        [(None, {}), ("false", {}), ("true", {"DNT": "1"}), ("true", {"Sec-GPC": "1"})],
        ids=["unasked", "refused", "do not track", "privacy control"],
    )
    def test_nothing_is_kept_of_whoever_does_not_agree(self, client, two, agrees, headers):
        if agrees:
            agree(client, agrees=agrees)
        client.get(two[0].url, LETTER, headers=headers)
        order = buy(client, stocked_variant(), **headers)
        assert (OrderOrigin.objects.count(), order.lines.get().story) == (0, None)
        assert set(client.cookies) <= {"sessionid", "cart", "orders", "csrftoken", "messages"}

    def test_a_yes_counts_for_nothing_while_the_browser_says_no(self, client):
        answer = client.post(
            "/visit/", {"agrees": "true"}, headers={"Origin": "http://testserver", "DNT": "1"}
        )
        assert answer.status_code == 303
        assert client.session.get("visit") is None

    def test_staff_leave_no_trace(self, client, two):
        editor = UserFactory()
        give_role(user=editor, role=EDITOR)
        client.force_login(editor)
        agree(client)
        client.get(two[0].url)
        variant = stocked_variant()
        client.post("/cart/add/", {"sku": variant.sku, "quantity": "1", "story": two[0].pk})
        assert (marks_of(session=client.session, now=NOW), CartLine.objects.get().story) == (None, None)

    def test_a_deleted_story_leaves_its_title(self, two):
        order = order_cart(filled_cart(stocked_variant()), origin=Origin(two[0].pk, two[0].pk))
        two[0].delete()
        origin = OrderOrigin.objects.get(order=order)
        assert (origin.last_story, origin.last_story_title) == (None, two[0].title)

    def test_its_buyer_is_told(self, two):
        reader = UserFactory()
        order_cart(
            filled_cart(stocked_variant(), user=reader), user=reader, origin=Origin(two[0].pk, two[1].pk)
        )
        [told] = export_person(person=person_of(user=reader), now=NOW)["shop"]["orders"]
        assert told["origin"]["last_story_title"] == two[1].title


class TestBlock:
    def test_a_line_knows_its_block_and_the_order_too(self, client, two):
        variant, block = stocked_variant(), uuid.uuid4()
        sent = {"sku": variant.sku, "quantity": "1", "story": two[0].pk, "block": str(block)}
        client.post("/cart/add/", sent)
        assert CartLine.objects.get().block == block
        order = buy(client, stocked_variant())
        assert order.lines.get(line_no=1).block == block

    def test_a_block_of_another_kind_keeps_nobody_from_buying(self, client, two):
        sent = {"sku": stocked_variant().sku, "quantity": "1", "story": two[0].pk, "block": "7"}
        assert client.post("/cart/add/", sent).status_code == 303
        assert (CartLine.objects.get().story_id, CartLine.objects.get().block) == (two[0].pk, None)

    def test_the_form_in_a_story_names_it(self, client):
        variant = stocked_variant()
        story = BrandStoryPageFactory(body=[("product", {"product": variant.product, "note": ""})])
        block = story.body[0].id
        assert f'name="block" value="{block}"' in client.get(story.url).content.decode()


class TestPage:
    def test_it_says_what_is_remembered(self, client, two):
        assert "You have not said yet" in client.get("/visit/").content.decode()
        agree(client)
        client.get(two[0].url, LETTER)
        said = client.get("/visit/").content.decode()
        assert (two[0].title in said, "letter mail spring" in said) == (True, True)
        assert (
            client.get("/visit/")["Cache-Control"]
            == "max-age=0, no-cache, no-store, must-revalidate, private"
        )

    def test_the_way_back_keeps_the_marks_of_the_link(self, client, two):
        came = f"http://testserver{two[0].url}?utm_source=letter"
        answer = client.post(
            "/visit/",
            {"agrees": "true", "next": two[0].url},
            headers={"Origin": "http://testserver", "Referer": came},
        )
        assert answer["Location"] == f"{two[0].url}?utm_source=letter#visit-yes"
        assert 'id="visit-yes"' in client.get(answer["Location"]).content.decode()
        assert marks_of(session=client.session, now=NOW - timedelta(days=9999)).utm_source == "letter"

    def test_no_site_but_this_one_can_say_yes(self, two):
        browser = Client(enforce_csrf_checks=True)
        answer = browser.post("/visit/", {"agrees": "true"}, headers={"Origin": "https://elsewhere.example"})
        assert answer.status_code == 403

    def test_the_session_of_a_guest_ends_with_the_browser(self, client):
        agree(client)
        assert client.cookies["sessionid"]["max-age"] == ""

    def test_the_line_on_a_story_is_for_whoever_was_not_asked(self, client):
        told = [client.get("/cart/summary/").json()["visit"]]
        for answer in ("true", "false"):
            agree(client, agrees=answer)
            told.append(client.get("/cart/summary/").json()["visit"])
        assert told == ["open", "yes", "no"]
