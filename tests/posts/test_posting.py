from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import EDITOR, MARKETER, give_role
from posts.kinds import NoSuchText
from posts.models import Post
from posts.moderation import approve, refuse
from posts.own_texts import find_own, remove_own
from posts.posting import edit_post, write_post
from posts.submitting import MOST_WAITING, TooManyWaiting
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.posts import post
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def member(role):
    museum()
    user = UserFactory()
    give_role(user=user, role=role)
    return user


def written(author, **changes) -> Post:
    return write_post(author=author, now=NOW, **{"title": "A walk", "body": "We walked.", **changes})


def test_a_customers_post_waits_and_an_editors_is_the_museums_at_once():
    reader, editor = UserFactory(chosen_nickname="Bora"), member(EDITOR)
    waits, public = written(reader), written(editor)
    assert (waits.status, waits.decided_at, waits.author_name, waits.is_editorial) == (
        "pending",
        None,
        "Bora",
        False,
    )
    assert (public.status, public.decided_at, public.decided_by, public.author_name) == (
        "approved",
        NOW,
        editor,
        "Impact Museum",
    )
    assert written(member(MARKETER)).status == "pending"
    written(reader, title="Another")
    assert reader.posts.count() == 2


def test_what_cannot_be_seen_is_taken_out():
    post = written(
        UserFactory(),
        title=" A\u202e walk\x00\n home ",
        body="One\u2066 line.\r\n\r\n\r\n\r\nAnother \t one 👩\u200d🌾.\r\n",
    )
    assert (post.title, post.body) == ("A walk home", "One line.\n\nAnother one 👩\u200d🌾.")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": "a" * 121}, "title"),
        ({"title": "\u202e \x00"}, "title"),
        ({"body": "a" * 4001}, "body"),
        ({"body": "\n"}, "body"),
    ],
)
def test_what_is_missing_or_too_long_is_named(typed, field):
    with pytest.raises(ValidationError) as refused:
        written(UserFactory(), **typed)
    assert set(refused.value.message_dict) == {field}
    assert Post.objects.count() == 0


def test_lengths_that_just_fit():
    assert written(UserFactory(), title="가" * 120, body="가" * 4000).pk


def test_about_a_brand_or_a_room_as_long_as_it_is_on_show():
    brand, room = BrandPageFactory(), ProblemPageFactory()
    assert written(UserFactory(), brand=brand, problem=room).about == brand
    assert written(UserFactory(), problem=room).about == room
    assert written(UserFactory(), brand=BrandPageFactory(live=False)).about is None


def test_an_edited_post_waits_again_and_forgets_why_it_was_refused():
    item, editor = post(), member(EDITOR)
    refuse(item=item, by=editor, reason="An advert.", now=NOW)
    edit_post(post=item, title="Better", body="Without it.", now=LATER)
    assert (item.status, item.refusal, item.edited_at, item.version) == ("pending", "", LATER, 2)
    approve(item=item, by=editor, now=LATER)
    edit_post(post=item, title="Better still", body="Without it.", now=LATER)
    assert (item.status, item.decided_at, item.version) == ("pending", None, 3)


def test_an_editors_change_to_her_own_stays_public():
    editor = member(EDITOR)
    item = written(editor)
    edit_post(post=item, title="Better", body="Said anew.", now=LATER)
    assert (item.status, item.title) == ("approved", "Better")


def test_nobody_floods_those_who_read():
    reader = UserFactory()
    for _ in range(MOST_WAITING):
        post(author=reader)
    with pytest.raises(TooManyWaiting):
        written(reader)
    approve(item=Post.objects.first(), by=member(EDITOR), now=NOW)
    assert written(reader).pk


def test_what_is_anothers_is_not_there():
    item, another = post(), UserFactory()
    for user, kind, pk in [(another, "post", item.pk), (item.author, "review", item.pk), (another, "x", 1)]:
        with pytest.raises(NoSuchText):
            find_own(user=user, kind=kind, item_id=pk)
    remove_own(item=find_own(user=item.author, kind="post", item_id=item.pk))
    assert Post.objects.count() == 0


def test_a_name_that_was_taken_out_is_nobodys():
    author = UserFactory(chosen_nickname="erased-0123456789abcdef")
    assert post(author=author).author_name == "A reader"
    author.profile.delete()
    assert Post.objects.get().author_name == "A reader"
