"""The returns desk."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.models import ModelLogEntry

from checkout.models import ReturnLine, ReturnRequest
from checkout.refunds import refund_amount
from checkout.returns import Wanted, decide_return, request_return
from products.models import StockRecord
from tests.checkout.test_returns import delivered
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", "checkout.view_order", "checkout.change_order"))


def asked(quantity: int = 2) -> ReturnRequest:
    wanted = [Wanted(1, quantity, "damaged", "a crack")]
    return request_return(order=delivered(), wanted=wanted, actor=None, now=NOW)


def accepted() -> ReturnRequest:
    return decide_return(request=asked(), is_accepted=True, answer="Send it.", actor=None, now=NOW)


def test_open_ones_wait_in_the_list(client):
    waiting, refused = asked(), asked()
    decide_return(request=refused, is_accepted=False, answer="Worn.", actor=None, now=NOW)
    page = client.get(reverse("order_returns"))
    assert list(page.context["requests"]) == [waiting]
    page = client.get(reverse("order_returns"), {"status": "refused"})
    assert list(page.context["requests"]) == [refused]
    assert list(client.get(reverse("order_returns"), {"status": "all"}).context["requests"]) == [
        refused,
        waiting,
    ]


@pytest.mark.parametrize(("button", "status"), [("accept", "accepted"), ("refuse", "refused")])
def test_an_answer_goes_to_the_buyer(client, button, status):
    request = asked()
    door = reverse("order_return_decide", args=[request.pk])
    for _ in range(2):
        client.post(door, {"answer": "We have seen it.", button: "1"})
    request.refresh_from_db()
    assert (request.status, request.answer) == (status, "We have seen it.")
    assert request.order.mails.filter(kind=f"return_{status}").count() == 1


def test_an_answer_without_words_is_asked_for(client):
    request = asked()
    page = client.post(reverse("order_return_decide", args=[request.pk]), {"answer": "", "accept": "1"})
    request.refresh_from_db()
    assert (page.status_code, request.status) == (200, "requested")
    assert "This field is required." in page.content.decode()


def test_what_has_come_is_computed_then_booked(client):
    request = accepted()
    door = reverse("order_return_receive", args=[request.pk])
    sent = {"key": "k", "with_shipping": "on", "pieces_1": "2", "fate_1": "write_off"}
    page = client.post(door, sent)
    assert (page.status_code, page.context["due"]) == (200, 26000)
    answer = client.post(door, {**sent, "expected": "26000", "confirm": "1"})
    request.refresh_from_db()
    assert (answer.status_code, request.status, request.refund.payment.amount) == (302, "received", 26000)
    stock = StockRecord.objects.get()
    assert (stock.returned, stock.written_off) == (2, 2)


def test_no_more_than_was_asked_for(client):
    request = accepted()
    sent = {"key": "k", "pieces_1": "3", "fate_1": "restock", "expected": "36000", "confirm": "1"}
    page = client.post(reverse("order_return_receive", args=[request.pk]), sent)
    request.refresh_from_db()
    assert (page.status_code, request.status) == (200, "accepted")


def test_what_was_paid_back_before_is_booked_without_money(client):
    request = accepted()
    refund_amount(order=request.order, amount=request.order.total, reason="", actor=None, now=NOW)
    door = reverse("order_return_receive", args=[request.pk])
    sent = {"key": "k", "with_shipping": "on", "pieces_1": "2", "fate_1": "restock"}
    page = client.post(door, sent)
    assert (page.status_code, page.context["due"]) == (200, 0)
    assert page.content.decode().count("No money is due for these pieces.") == 1
    answer = client.post(door, {**sent, "expected": "0", "confirm": "1"}, follow=True)
    request.refresh_from_db()
    assert (request.status, StockRecord.objects.get().returned) == ("received", 2)
    assert answer.content.decode().count("The pieces are booked. No money was due.") == 1


def test_what_does_not_come_is_closed_when_it_is_meant(client):
    request = accepted()
    door = reverse("order_return_close", args=[request.pk])
    page = client.post(door, {"reason": "Three weeks."})
    request.refresh_from_db()
    assert (page.status_code, request.status) == (200, "accepted")
    for _ in range(2):
        client.post(door, {"reason": "Three weeks.", "is_meant": "on"})
    request.refresh_from_db()
    assert (request.status, request.closed_because) == ("closed", "Three weeks.")
    assert ModelLogEntry.objects.filter(action="checkout.return_closed").count() == 1
    client.force_login(member("reader", "checkout.view_order"))
    assert client.post(door).headers["Location"] == "/admin/"


def test_a_photo_is_shown_to_staff_only(client):
    image = BytesIO()
    Image.new("RGB", (4, 4)).save(image, "JPEG")
    request = asked()
    line = request.lines.get()
    line.photo.save("x.jpg", ContentFile(image.getvalue()))
    door = reverse("order_return_photo", args=[line.pk])
    answer = client.get(door)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    client.logout()
    assert client.get(door).status_code == 302
    client.force_login(member("editor", "products.view_product"))
    assert client.get(door).status_code in {302, 403}
    assert ReturnLine.objects.count() == 1


def test_the_list_asks_the_same_number_of_questions(client):
    counts = []
    for _ in range(2):
        asked()
        client.get(reverse("order_returns"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("order_returns"))
        counts.append(len(queries))
        asked()
    assert counts[0] == counts[1]
