"""Two shoppers: whatever of the one's the other puts into an address, a form or a header is not there."""

import json
import re
import uuid
from base64 import b64encode
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import User
from checkout.cart import Shopper, buy_now
from checkout.models import IdempotencyKey
from checkout.views.shopper import ORDERS_COOKIE
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.products import stocked_variant
from tests.rolled_back import rolled_back
from tests.site_config.access.swaps import NAMED_BY_NOBODY, SWAPS
from tests.site_config.access.table import read_table

pytestmark = pytest.mark.slow
# Of the same shape as what is there, and nobody's.
NUMBER = "20260302-0000-AAAAAAAAAA"
NOBODYS = 987_654_321
PASSING = {"django_session", IdempotencyKey._meta.db_table}


@pytest.fixture
def nobodys(house):
    return {name: NUMBER if "number" in name else NOBODYS for name in house.things}


def shown(response: HttpResponse, *typed: object) -> tuple:
    """All that a visitor sees, but for what is new with every answer and what they typed themselves."""
    text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
    place = response.headers.get("Location", "")
    for part in (response["X-Request-ID"], *typed):
        text, place = text.replace(str(part), ""), place.replace(str(part), "")
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", text)
    others = {"X-Request-ID", "Content-Length", "Expires", "Location"}
    headers = {name: value for name, value in response.headers.items() if name not in others}
    return response.status_code, headers, place, sorted(response.cookies), text


def everything() -> dict[str, list[str]]:
    """Every row of every table, but for what remembers that somebody came."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - PASSING):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_what_is_anothers_is_answered_as_what_was_never_there_and_stays_as_it_is(house, nobodys):
    before, wrong = everything(), []
    for swap in SWAPS:
        answers = []
        for things in (house.things, nobodys):
            path = swap.address.format(**things)
            with rolled_back():
                response = house.proved.send("another", swap.method, path, swap.sent)
                answers.append(shown(response, path, things["number"], things["waiting_number"]))
                changed = [table for table, rows in everything().items() if rows != before[table]]
            if response.status_code != swap.status or changed:
                wrong.append((str(swap), response.status_code, changed))
        if answers[0] != answers[1]:
            wrong.append((str(swap), answers))
    assert wrong == []


def test_to_whose_it_is_the_same_requests_are_answered(house):
    """Else the test above would show nothing."""
    refused = []
    for swap in SWAPS:
        with rolled_back():
            answer = house.proved.send("owner", swap.method, swap.address.format(**house.things), swap.sent)
            if answer.status_code not in (200, 201, 204, 302, 303):
                refused.append((str(swap), answer.status_code))
    assert refused == []


def test_every_address_with_something_of_a_shopper_is_swapped(house):
    tables = read_table("site", "account", "api")
    named = {row.address for row in tables if not row.address.startswith("/api/v1/staff/")}
    theirs = {address for address in named if set(re.findall(r"{(\w+)}", address)) - NAMED_BY_NOBODY}
    one_order = re.compile("{(waiting|sent)_number}")
    swapped = {one_order.sub("{number}", swap.address) for swap in SWAPS}
    assert {one_order.sub("{number}", address) for address in theirs} - swapped == set()


def not_quite(token: str) -> list[str]:
    return [
        "",
        token[:-1],
        f"{token}A",
        token + token,
        token.swapcase(),
        f" {token}",
        f"{token} ",
        f"{token}\x00",
        token.translate({ord("a") + n: 0xFF41 + n for n in range(26)}),
    ]


def ask(house, path: str, visitor: str = "anonymous", **query: str) -> tuple:
    """As `shown`, without the path."""
    response = house.visitors.send(visitor, "GET", f"{path}?{urlencode(query)}" if query else path)
    return shown(response, path, *query.values())


class TestTheLinkOfAnOrder:
    ADDRESSES = ("/orders/{}/", "/orders/{}/receipt/", "/orders/{}/receipt.pdf", "/orders/{}/address/")

    @pytest.fixture
    def tokens(self, house):
        """That of another order, and what is not quite that of this one."""
        return [house.others["order_token"], *not_quite(house.things["order_token"])]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_opens_it_by_its_own_token_alone(self, house, tokens, address):
        here, nowhere = address.format(house.things["number"]), address.format(NUMBER)
        assert ask(house, here, token=house.things["order_token"])[0] == 200
        for token in tokens:
            assert ask(house, here, token=token) == ask(house, nowhere, token=token)
            assert ask(house, here, token=token)[0] == 404

    def test_does_so_in_the_api_as_well(self, house, tokens):
        here, nowhere = f"/api/v1/orders/{house.things['number']}/", f"/api/v1/orders/{NUMBER}/"

        def answer(path: str, token: str) -> tuple:
            sent = house.visitors.send("anonymous", "GET", path, **{"Order-Token": token})
            return shown(sent, path)

        assert answer(here, house.things["order_token"])[0] == 200
        for token in tokens:
            # A header's spaces at its ends are no part of it.
            if token.strip(" ") != house.things["order_token"] and token.isascii():
                assert answer(here, token) == answer(nowhere, token)
                assert answer(here, token)[0] == 404

    def test_is_not_found_by_another_writing_of_its_number(self, house):
        number, token = house.things["number"], house.things["order_token"]
        missing = ask(house, f"/orders/{NUMBER}/", token=token)
        for written in (
            number.lower(),
            f"{number} ",
            f" {number}",
            f"{number}%00",
            f"{number}/.",
            f"0{number}",
        ):
            assert ask(house, f"/orders/{quote(written)}/", token=token)[0] == 404, written
        assert ask(house, f"/orders/{number.lower()}/", token=token) == missing


class TestWhatHangsOnSomethingElse:
    def test_a_photo_is_seen_with_its_own_order_only(self, house):
        photo, theirs = house.things["photo"], house.others["photo"]
        for visitor, number in (
            ("owner", house.things["sent_number"]),
            ("another", house.others["sent_number"]),
        ):
            own = photo if visitor == "owner" else theirs
            strange = theirs if visitor == "owner" else photo
            path = f"/orders/{number}/returns/{{}}/photo/"
            assert house.visitors.send(visitor, "GET", path.format(own)).status_code == 200
            seen = ask(house, path.format(strange), visitor)
            assert seen == ask(house, path.format(NOBODYS), visitor)
            assert seen[0] == 404

    def test_an_address_of_another_book_is_no_choice(self, house, nobodys):
        answers = []
        for address in (house.things["address"], nobodys["address"]):
            sent = {
                "email": "bora@example.org",
                "address_id": address,
                "shipping_method": "standard",
                "payment_method": "cash_on_delivery",
                "expected_total": "15000",
            }
            with rolled_back():
                page = house.visitors.send("another", "POST", "/checkout/", {**sent, "accept_terms": "on"})
                order = house.visitors.send("another", "POST", "/api/v1/orders/", sent)
                keys = r'name="idempotency_key" value="[^"]+'
                texts = [shown(page), shown(order)]
                answers.append([(*text[:-1], re.sub(keys, "", text[-1])) for text in texts])
        assert answers[0] == answers[1]
        assert [answer[0] for answer in answers[0]] == [200, 400]
        assert json.loads(answers[0][1][-1])["errors"] == {"address_id": ["You have no such address."]}

    def test_what_another_buys_at_once_is_nothing_to_order(self, house):
        user = User.objects.get(pk=house.things["user"])
        cart = buy_now(
            shopper=Shopper(user=user), sku=stocked_variant().sku, quantity=1, story=None, now=timezone.now()
        )
        assert ask(house, "/checkout/", "owner", buy=str(cart.token))[0] == 200
        for visitor in ("another", "anonymous"):
            seen = ask(house, "/checkout/", visitor, buy=str(cart.token))
            assert seen == ask(house, "/checkout/", visitor, buy=str(uuid.uuid4())), visitor

    def test_an_answer_kept_for_a_key_is_for_whose_key_it_is(self, house):
        path = f"/api/v1/orders/{house.things['number']}/cancel/"
        mine = house.visitors.send("owner", "POST", path)
        again = house.visitors.send("owner", "POST", path)
        assert (mine.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
        theirs = house.visitors.send("another", "POST", path)
        assert (theirs.status_code, "Idempotent-Replayed" in theirs.headers) == (404, False)

    def test_a_page_of_anothers_list_shows_ones_own(self, house):
        """A cursor says where to go on, not in whose list."""
        cursor = b64encode(urlencode({"p": house.things["order"] + NOBODYS}).encode()).decode()
        for visitor, things in (("owner", house.things), ("another", house.others)):
            page = house.visitors.send(visitor, "GET", f"/api/v1/orders/?{urlencode({'cursor': cursor})}")
            numbers = {order["number"] for order in page.json()["results"]}
            assert numbers == {things["number"], things["waiting_number"], things["sent_number"]}

    def test_a_program_sees_what_its_holder_sees(self, house):
        bearer = {"Authorization": f"Bearer {house.things['bearer']}"}
        for path in ("/api/v1/orders/{}/", "/api/v1/orders/{}/events/"):
            here, theirs, nowhere = (
                path.format(number) for number in (house.things["number"], house.others["number"], NUMBER)
            )
            assert house.visitors.send("anonymous", "GET", here, **bearer).status_code == 200
            seen = shown(house.visitors.send("anonymous", "GET", theirs, **bearer), theirs)
            assert seen == shown(house.visitors.send("anonymous", "GET", nowhere, **bearer), nowhere)
            assert seen[0] == 404

    def test_the_browser_that_ordered_as_a_guest_cannot_name_another_order(self, house, client):
        orders = [order_cart(filled_cart(stocked_variant())) for _guest in range(2)]
        client.get(f"/orders/{orders[0].number}/?token={orders[0].access_token}")
        client.get(f"/orders/{orders[0].number}/receipt/?token={orders[0].access_token}")
        assert client.get(f"/orders/{orders[0].number}/").status_code == 200
        assert client.get(f"/orders/{orders[1].number}/").status_code == 404
        kept = client.cookies[ORDERS_COOKIE].value
        client.cookies[ORDERS_COOKIE] = kept.replace(orders[0].number, orders[1].number)
        assert [client.get(f"/orders/{order.number}/").status_code for order in orders] == [404, 404]
