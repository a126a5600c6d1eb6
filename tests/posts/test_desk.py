import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.roles import EDITOR, give_role
from posts.models import Post
from posts.posting import edit_post
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.factories.posts import arrived_order, post, question, review
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    museum()
    editor = UserFactory(username="the_editor")
    give_role(user=editor, role=EDITOR)
    client.force_login(editor)
    return client


def shown(client, query: str = "") -> list:
    answer = client.get(f"/admin/readers/{query}")
    assert answer.status_code == 200
    return answer.context["items"]


def test_what_waits_stands_first_whichever_kind_it_is(desk):
    order = arrived_order(user=UserFactory())
    young = post(written_at="2026-03-03T00:00Z")
    old = question(product=ProductFactory(), written_at="2026-03-01T00:00Z")
    middle = review(line=order.lines.get(), written_at="2026-03-02T00:00Z")
    refused = post(status="refused")
    public = question(product=ProductFactory(), status="approved")
    assert shown(desk) == [old, middle, young]
    assert shown(desk, "?kind=review") == [middle]
    assert shown(desk, "?status=refused") == [refused]
    assert shown(desk, "?status=unanswered") == [public]
    assert shown(desk, "?status=odd&kind=odd&done=odd") == [old, middle, young]
    assert [count for _kind, _name, count in desk.get("/admin/readers/").context["kinds"]] == [1, 1, 1]
    assert "<span>3</span> texts of readers wait" in desk.get("/admin/").content.decode()


def test_approved_logged_without_a_word_of_it_and_undone(desk):
    item = post(title="My name is Bora Kang")
    sent = desk.post(f"/admin/readers/post/{item.pk}/approve/", {"version": "1"})
    assert (sent.status_code, sent["Location"]) == (302, f"/admin/readers/?done=post-{item.pk}")
    assert f"/admin/readers/post/{item.pk}/put-back/" in desk.get(sent["Location"]).content.decode()
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label, entry.user.username) == (
        "posts.approved",
        f"post {item.pk}",
        "the_editor",
    )
    desk.post(f"/admin/readers/post/{item.pk}/put-back/", {"version": "1"})
    assert Post.objects.get().status == "pending"
    assert "put-back" not in desk.get(sent["Location"]).content.decode()


def test_a_refusal_needs_a_reason_and_the_author_gets_it(desk):
    item = post()
    address = f"/admin/readers/post/{item.pk}/refuse/"
    answer = desk.post(address, {"version": "1", "reason": " "})
    assert (answer.status_code, set(answer.context["refusal"].errors)) == (200, {"reason"})
    assert desk.post(address, {"version": "1", "reason": "An advert."}).status_code == 302
    assert Post.objects.get().refusal == "An advert."


@pytest.mark.parametrize("deed", ["approve", "refuse", "put-back"])
def test_what_was_written_anew_meanwhile_is_shown_again(desk, deed):
    item = post()
    edit_post(post=item, title="Buy this", body="Here.", now=NOW)
    sent = desk.post(f"/admin/readers/post/{item.pk}/{deed}/", {"version": "1", "reason": "No."})
    assert (sent.status_code, sent["Location"]) == (302, f"/admin/readers/post/{item.pk}/")
    page = desk.get(sent["Location"]).content.decode()
    assert ("Somebody else decided on this meanwhile" in page, "Buy this" in page) == (True, True)
    assert Post.objects.get().status == "pending"


def test_a_question_is_answered(desk):
    item = question(product=ProductFactory())
    address = f"/admin/readers/question/{item.pk}/answer/"
    assert set(desk.post(address, {"version": "1", "answer": ""}).context["answer"].errors) == {"answer"}
    assert desk.post(address, {"version": "1", "answer": "A month."}).status_code == 302
    item.refresh_from_db()
    assert (item.status, item.answer) == ("approved", "A month.")
    other = post()
    assert desk.post(f"/admin/readers/post/{other.pk}/answer/", {"version": "1"}).status_code == 404


def test_many_are_approved_in_the_wording_that_was_shown(desk):
    one, changed, other = post(), post(), question(product=ProductFactory())
    edit_post(post=changed, title="Buy this", body="Here.", now=NOW)
    ticked = [
        f"post-{one.pk}-1",
        f"post-{changed.pk}-1",
        f"question-{other.pk}-1",
        "post-x-1",
        "odd",
        "odd-1-1",
    ]
    page = desk.post("/admin/readers/approve/", {"text": ticked}, follow=True).content.decode()
    assert ("2 texts are public now." in page, "The others were decided on" in page) == (True, True)
    for item, status in ((one, "approved"), (changed, "pending"), (other, "approved")):
        item.refresh_from_db()
        assert item.status == status


def test_the_list_costs_the_same_however_much_waits(desk):
    product, line = ProductFactory(), arrived_order(user=UserFactory()).lines.get()
    counts = []
    for _ in range(2):
        for _number in range(2):
            post()
            question(product=product)
            review(line=line, author=UserFactory())
        desk.get("/admin/readers/")
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/readers/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
