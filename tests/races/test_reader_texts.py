"""Two at once about one text: one counts, and the other is told."""

import threading

import pytest
from django.db import connection

from posts import reviews
from posts.models import Post, Review
from posts.moderation import AlreadyDecided, approve, refuse
from posts.reviews import AlreadyReviewed, write_review
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.posts import arrived_order, post
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def told(deed) -> str:
    try:
        deed()
    except (AlreadyReviewed, AlreadyDecided) as refusal:
        return type(refusal).__name__
    finally:
        connection.close()
    return "done"


def test_two_reviews_by_one_buyer(monkeypatch):
    """Both have looked whether there is one already before either is kept."""
    museum()
    order = arrived_order(user=UserFactory())
    product = order.lines.get().variant.product
    have_looked = threading.Barrier(2)

    def tidy_together(text: str) -> str:
        have_looked.wait(timeout=5)
        return text

    monkeypatch.setattr(reviews, "tidy_paragraphs", tidy_together)

    def write():
        write_review(author=order.user, product=product, rating=5, text="Good.", now=NOW)

    assert sorted(all_at_once([lambda: told(write)] * 2)) == ["AlreadyReviewed", "done"]
    assert Review.objects.count() == 1


def test_two_moderators_of_one_post():
    item, one, another = post(), UserFactory(), UserFactory()
    read_by = [Post.objects.get(pk=item.pk) for _ in range(2)]
    answers = all_at_once(
        [
            lambda: told(lambda: approve(item=read_by[0], by=one, now=NOW)),
            lambda: told(lambda: refuse(item=read_by[1], by=another, reason="An advert.", now=NOW)),
        ]
    )
    assert sorted(answers) == ["AlreadyDecided", "done"]
    item.refresh_from_db()
    winner = one if answers[0] == "done" else another
    assert (item.status, item.decided_by) == ("approved" if winner == one else "refused", winner)
