"""What readers wrote: waiting, unless told otherwise."""

import itertools

from checkout.captures import mark_paid
from checkout.models import Order
from checkout.order_life import mark_delivered, ship_order
from posts.models import Moderated, Post, Question, Review, Status
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.products import stocked_variant

_numbers = itertools.count(1)


def arrived_order(*, user, variant=None, quantity: int = 1) -> Order:
    """Paid by transfer, sent, delivered."""
    cart = filled_cart(variant or stocked_variant(), quantity=quantity, user=user)
    order = order_cart(cart, user=user, payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    sent = ship_order(order=order, carrier="", tracking_number="", actor=None, now=NOW).order
    return mark_delivered(order=sent, actor=None, now=NOW)


def post(*, author=None, status=Status.PENDING, **changes) -> Post:
    words = {"title": f"Post {next(_numbers)}", "body": "Something was seen."}
    return _keep(Post(author=author or UserFactory(), **{**words, **changes}), status)


def question(*, product, author=None, status=Status.PENDING, **changes) -> Question:
    words = {"text": f"How long does it last, asks number {next(_numbers)}?"}
    return _keep(Question(author=author or UserFactory(), product=product, **{**words, **changes}), status)


def review(*, line, author=None, status=Status.PENDING, **changes) -> Review:
    words = {"rating": 5, "text": f"It lasts, says number {next(_numbers)}."}
    words["product"] = line.variant.product
    return _keep(Review(author=author or line.order.user, line=line, **{**words, **changes}), status)


def _keep(item: Moderated, status: str):
    item.status = status
    item.written_at = item.written_at or NOW
    if status != Status.PENDING:
        item.decided_at = NOW
    if status == Status.REFUSED:
        item.refusal = item.refusal or "An advert."
    item.save()
    return item
