from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from posts.models import Post
from posts.moderation import AlreadyDecided, approve, approve_all, put_back, refuse
from posts.posting import edit_post
from posts.questions import answer_question, edit_question
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.posts import post, question
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_of_two_who_decide_at_once_one_counts_and_the_other_is_told():
    post()
    first, second = Post.objects.get(), Post.objects.get()
    one, another = UserFactory(), UserFactory()
    approve(item=first, by=one, now=NOW)
    with pytest.raises(AlreadyDecided, match="Somebody else decided"):
        refuse(item=second, by=another, reason="No.", now=LATER)
    with pytest.raises(AlreadyDecided):
        approve(item=second, by=another, now=LATER)
    kept = Post.objects.get()
    assert (kept.status, kept.decided_by, kept.decided_at, kept.refusal) == ("approved", one, NOW, "")


def test_what_was_written_anew_is_read_anew():
    post()
    as_read = Post.objects.get()
    edit_post(post=Post.objects.get(), title="Buy this", body="Here.", now=LATER)
    with pytest.raises(AlreadyDecided):
        approve(item=as_read, by=UserFactory(), now=LATER)
    assert approve_all(items=[as_read], by=UserFactory(), now=LATER) == []
    assert Post.objects.get().status == "pending"


@pytest.mark.parametrize("reason", ["", " \u202e\n", "a" * 301])
def test_a_refusal_says_why(reason):
    item = post()
    with pytest.raises(ValidationError) as refused:
        refuse(item=item, by=UserFactory(), reason=reason, now=NOW)
    assert set(refused.value.message_dict) == {"reason"}
    assert Post.objects.get().status == "pending"


def test_a_decision_can_be_undone_once():
    item, editor = post(), UserFactory()
    refuse(item=item, by=editor, reason="An advert.", now=NOW)
    put_back(item=item)
    assert (item.status, item.decided_at, item.decided_by, item.refusal) == ("pending", None, None, "")
    with pytest.raises(AlreadyDecided):
        put_back(item=item)


def test_many_at_once_leave_out_what_was_decided_on():
    items = [post(), post(status="refused"), post()]
    assert approve_all(items=items, by=UserFactory(), now=NOW) == [items[0], items[2]]


@pytest.mark.parametrize("broken", [{"status": "refused"}, {"status": "approved"}, {"status": "odd"}])
def test_the_database_knows_no_other_states(broken):
    item = post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=item.pk).update(**broken)


class TestAnswers:
    def test_an_answer_publishes_the_question(self):
        item, editor = question(product=ProductFactory()), UserFactory()
        answer_question(question=item, text="A month.\r\n", by=editor, now=NOW)
        assert (item.status, item.answer, item.answered_by, item.decided_by) == (
            "approved",
            "A month.",
            editor,
            editor,
        )
        answer_question(question=item, text="Two months.", by=UserFactory(), now=LATER)
        assert (item.answer, item.answered_at, item.decided_at) == ("Two months.", LATER, NOW)

    def test_a_refused_one_is_put_back_first(self):
        item = question(product=ProductFactory(), status="refused")
        with pytest.raises(AlreadyDecided):
            answer_question(question=item, text="A month.", by=UserFactory(), now=NOW)

    @pytest.mark.parametrize("text", ["", "a" * 2001])
    def test_an_answer_has_words(self, text):
        with pytest.raises(ValidationError) as refused:
            answer_question(question=question(product=ProductFactory()), text=text, by=UserFactory(), now=NOW)
        assert set(refused.value.message_dict) == {"answer"}

    def test_what_is_answered_is_not_asked_differently(self):
        item = question(product=ProductFactory())
        answer_question(question=item, text="A month.", by=UserFactory(), now=NOW)
        with pytest.raises(ValidationError, match="has its answer"):
            edit_question(question=item, text="Is it free?", now=LATER)
        item.refresh_from_db()
        assert (item.version, item.status) == (1, "approved")
