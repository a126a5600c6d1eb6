import pytest
from wagtail.log_actions import log

from accounts.privacy.person import erase_person, export_person, person_of
from accounts.roles import EDITOR, SHOPPER, give_role
from posts.models import Post, Question, Review
from posts.posting import write_post
from posts.questions import answer_question
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.posts import arrived_order, post, question, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory(chosen_nickname="Bora of Mapo")


def test_a_copy_has_every_text_and_what_became_of_it(reader):
    order = arrived_order(user=reader)
    product = order.lines.get().variant.product
    post(author=reader, title="A walk", status="refused", refusal="An advert.")
    question(product=product, author=reader, text="How long?")
    review(line=order.lines.get(), rating=4, text="Good.")
    post(title="Somebody else's")
    kept = export_person(person=person_of(user=reader), now=NOW)["posts"]
    assert [(row["title"], row["status"], row["refusal"]) for row in kept["posts"]] == [
        ("A walk", "refused", "An advert.")
    ]
    assert [(row["text"], row["product__name"]) for row in kept["questions"]] == [("How long?", product.name)]
    assert [(row["rating"], row["line__order__number"]) for row in kept["reviews"]] == [(4, order.number)]


def test_the_texts_go_with_whoever_wrote_them(reader):
    order = arrived_order(user=reader)
    product = order.lines.get().variant.product
    mine = post(author=reader, title="I am Bora of Mapo", status="approved")
    log(instance=mine, action="posts.approved", user=UserFactory())
    question(product=product, author=reader)
    review(line=order.lines.get())
    others = question(product=product)
    answer_question(question=others, text="As Bora of Mapo says: a month.", by=UserFactory(), now=NOW)
    kept = post()
    rows = erase_person(person=person_of(user=reader), now=NOW).rows
    assert (rows["posts_post"], rows["posts_review"]) == (1, 1)
    assert (list(Post.objects.all()), list(Question.objects.all()), Review.objects.count()) == (
        [kept],
        [others],
        0,
    )
    others.refresh_from_db()
    assert others.answer == "As (erased) says: a month."
    erase_person(person=person_of(user=reader), now=NOW)


def test_what_was_written_for_the_house_stays_without_the_name(reader):
    museum()
    give_role(user=reader, role=EDITOR)
    editorial = write_post(author=reader, title="From Bora of Mapo", body="Bora of Mapo again.", now=NOW)
    give_role(user=reader, role=SHOPPER)
    post(author=reader)
    # As somebody who comes anew: rights are remembered.
    reader = type(reader).objects.get(pk=reader.pk)
    erase_person(person=person_of(user=reader), now=NOW)
    left = Post.objects.get()
    assert (left, left.title, left.body, left.author_name) == (
        editorial,
        "From (erased)",
        "(erased) again.",
        "Impact Museum",
    )
