from datetime import timedelta

import pytest

from checkout.captures import mark_paid
from checkout.letters import write_letter
from checkout.models import OrderMail, ReturnRequest
from checkout.order_life import mark_delivered, ship_order
from checkout.returns import Wanted, decide_return, request_return
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
Kind = OrderMail.Kind


@pytest.fixture
def request_() -> ReturnRequest:
    """One soap that broke and two brushes nobody wants any more."""
    soap = stocked_variant(product__name="Sea soap", options={"scent": "Pine"})
    brush = stocked_variant(product__name="Brush")
    order = order_cart(filled_cart(soap, brush, quantity=3), payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, actor=None, reason="", now=LATER)
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER)
    order = mark_delivered(order=order, actor=None, now=LATER)
    wanted = [Wanted(1, 1, "damaged", "It came in two"), Wanted(2, 2, "changed_mind")]
    return request_return(order=order, wanted=wanted, actor=None, now=LATER)


def letter_of(request: ReturnRequest, kind: str):
    return write_letter(order=request.order, kind=kind, occasion=str(request.pk))


def body(request: ReturnRequest, kind: str) -> list[str]:
    return letter_of(request, kind).text.splitlines()[2:]


def end(request: ReturnRequest, heading: str) -> list[str]:
    order = request.order
    return [
        "",
        f"{heading}:",
        "1 × Sea soap, Pine (It arrived damaged)",
        "2 × Brush (I have changed my mind)",
        "",
        "See your order:",
        f"http://testserver/orders/{order.number}/?token={order.access_token}",
        "",
        "http://testserver/",
    ]


def test_what_was_asked_is_repeated(request_):
    letter = letter_of(request_, Kind.RETURN_REQUESTED)
    assert letter.subject == f"Your return for order {request_.order.number}"
    assert body(request_, Kind.RETURN_REQUESTED) == [
        "You want to send something back",
        f"Order {request_.order.number}",
        "",
        (
            "Your request is here. We answer it within two working days; please keep everything with its packing "
            "until then."
        ),
        *end(request_, "What you want to send back"),
    ]


def test_accepted_says_where_to_send_what(request_, settings):
    settings.RETURN_ADDRESS = "Impact Museum, Returns, 03042 Seoul"
    decide_return(request=request_, is_accepted=True, answer="We are sorry.", actor=None, now=LATER)
    letter = letter_of(request_, Kind.RETURN_ACCEPTED)
    assert letter.subject == f"Please send back what you chose of order {request_.order.number}"
    assert body(request_, Kind.RETURN_ACCEPTED) == [
        "Please send it back",
        f"Order {request_.order.number}",
        "",
        "We are sorry.",
        "",
        "Where to send it: Impact Museum, Returns, 03042 Seoul",
        f"Please write {request_.order.number} on the parcel.",
        "",
        (
            "We pay for the parcel if something was wrong with it; if you have changed your mind, you do. "
            "Your money goes back within three working days after it has come."
        ),
        *end(request_, "What to send back"),
    ]


def test_refused_says_why(request_):
    decide_return(request=request_, is_accepted=False, answer="It was <used>.", actor=None, now=LATER)
    letter = letter_of(request_, Kind.RETURN_REFUSED)
    assert letter.subject == f"Your return for order {request_.order.number} was not accepted"
    assert body(request_, Kind.RETURN_REFUSED) == [
        "We cannot take it back",
        f"Order {request_.order.number}",
        "",
        "We have looked at it with care, and cannot take it back.",
        "",
        "The reason: It was <used>.",
        "",
        "If you see it otherwise, answer this mail: somebody will read it.",
        *end(request_, "What you wanted to send back"),
    ]
    assert letter.html.count("It was &lt;used&gt;.") == 2


def test_the_buyers_own_words_stay_with_the_shop(request_):
    assert letter_of(request_, Kind.RETURN_REQUESTED).html.count("It came in two") == 0
