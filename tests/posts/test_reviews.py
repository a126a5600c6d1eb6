import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from checkout.models import Order
from checkout.refunds import Pieces, refund_pieces
from posts.models import Review
from posts.reviews import AlreadyReviewed, NotBought, edit_review, find_bought_line, write_review
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, placed_order
from tests.factories.posts import arrived_order, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return arrived_order(user=UserFactory(chosen_nickname="Bora"), quantity=2)


def product_of(order):
    return order.lines.get().variant.product


def written(user, product, **changes) -> Review:
    return write_review(
        author=user, product=product, now=NOW, **{"rating": 4, "text": "Good soap.", **changes}
    )


def paid_back(order, pieces):
    order = Order.objects.get(pk=order.pk)
    refund_pieces(order=order, pieces=[Pieces(1, pieces)], reason="", actor=None, now=NOW)


def test_a_buyer_reviews_once_and_the_line_shows_it(order):
    item = written(order.user, product_of(order))
    assert (item.status, item.rating, item.line, item.author_name) == (
        "pending",
        4,
        order.lines.get(),
        "Bora",
    )
    with pytest.raises(AlreadyReviewed):
        written(order.user, product_of(order))


def test_who_did_not_buy_it_does_not_review_it(order):
    with pytest.raises(NotBought):
        written(UserFactory(), product_of(order))
    with pytest.raises(NotBought):
        written(order.user, product_of(arrived_order(user=UserFactory())))


def test_what_has_not_arrived_is_not_reviewed():
    user = UserFactory()
    with pytest.raises(NotBought):
        written(user, product_of(placed_order(user=user)))


def test_what_was_paid_back_is_not_reviewed_and_what_was_kept_of_it_is(order):
    paid_back(order, 1)
    assert find_bought_line(user=order.user, product=product_of(order)) == order.lines.get()
    paid_back(order, 1)
    with pytest.raises(NotBought):
        written(order.user, product_of(order))


def test_a_review_outlives_the_return(order):
    written(order.user, product_of(order))
    paid_back(order, 2)
    edit_review(review=Review.objects.get(), rating=1, text="It broke.", now=NOW)
    assert (Review.objects.get().rating, Review.objects.get().version) == (1, 2)


def test_the_database_holds_to_one(order):
    line = order.lines.get()
    review(line=line)
    with pytest.raises(IntegrityError), transaction.atomic():
        review(line=line)


@pytest.mark.parametrize(
    ("typed", "field"), [({"rating": 0}, "rating"), ({"rating": 6}, "rating"), ({"text": "a" * 2001}, "text")]
)
def test_what_does_not_fit_is_named(order, typed, field):
    with pytest.raises(ValidationError) as refused:
        written(order.user, product_of(order), **typed)
    assert set(refused.value.message_dict) == {field}
