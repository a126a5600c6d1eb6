import json
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import EDITOR, give_role
from posts.models import Post, Question, Review
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.posts import arrived_order, post, question, review
from tests.factories.products import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> https://spam.example/ \u202eevil"


@pytest.fixture
def reader():
    return UserFactory(chosen_nickname="Bora", first_name="Bo-ra", last_name="Kang", email="bora@example.org")


@pytest.fixture
def as_reader(client, reader):
    museum()
    client.force_login(reader)
    return client


def page(client, address: str) -> str:
    answer = client.get(address)
    assert (address, answer.status_code) == (address, 200)
    return answer.content.decode()


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def queries_of(client, address: str) -> int:
    client.get(address)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_readers_post_is_public_once_an_editor_has_approved_it(as_reader):
    """S1-09."""
    anybody, editor = Client(), UserFactory()
    give_role(user=editor, role=EDITOR)
    sent = as_reader.post("/posts/write/", {"title": "A walk by the sea", "body": "We walked.", "about": ""})
    assert (sent.status_code, sent["Location"]) == (303, "/account/posts/")
    written = Post.objects.get()
    address = f"/posts/{written.pk}-a-walk-by-the-sea/"
    assert anybody.get(address).status_code == 404
    assert as_reader.get(address).status_code == 404
    assert "A walk by the sea" not in page(anybody, "/posts/")
    assert address not in page(anybody, "/sitemap.xml")
    mine = main_of(page(as_reader, "/account/posts/"))
    assert ("A walk by the sea" in mine, "Waiting" in mine) == (True, True)
    desk = Client()
    desk.force_login(editor)
    desk.post(f"/admin/readers/post/{written.pk}/approve/", {"version": written.version})
    assert "We walked." in page(anybody, address)
    assert "A walk by the sea" in page(anybody, "/posts/")
    assert address in page(anybody, "/sitemap.xml")
    assert "Public" in main_of(page(as_reader, "/account/posts/"))


def test_only_the_nickname_is_told(as_reader, reader):
    order = arrived_order(user=reader)
    product = order.lines.get().variant.product
    public = post(author=reader, status="approved")
    question(product=product, author=reader, status="approved")
    review(line=order.lines.get(), status="approved")
    for address in (
        "/posts/",
        public.get_absolute_url(),
        product.get_absolute_url(),
        f"/products/{product.slug}/reviews/",
        f"/products/{product.slug}/questions/",
    ):
        html = page(Client(), address)
        assert ("Bora" in html, "Kang" in html, "bora@" in html) == (True, False, False), address


def test_what_is_hostile_stands_there_as_text(as_reader, reader):
    order = arrived_order(user=reader)
    product = order.lines.get().variant.product
    as_reader.post("/posts/write/", {"title": HOSTILE, "body": HOSTILE})
    as_reader.post(f"/products/{product.slug}/questions/ask/", {"text": HOSTILE})
    as_reader.post(f"/products/{product.slug}/reviews/write/", {"rating": "5", "text": HOSTILE})
    for model in (Post, Question, Review):
        model.objects.update(status="approved", decided_at="2026-03-02T00:00Z")
    for address in (
        "/posts/",
        Post.objects.get().get_absolute_url(),
        product.get_absolute_url(),
        f"/products/{product.slug}/reviews/",
        f"/products/{product.slug}/questions/",
        "/account/posts/",
        f"/account/posts/post/{Post.objects.get().pk}/",
    ):
        html = page(as_reader, address)
        assert ("alert(1)" in html, "<script>alert" in html, "<img src=x" in html) == (True, False, False)
        assert 'href="https://spam' not in html
        assert "\u202e" not in html


def test_a_post_is_found_by_its_number_and_shown_at_its_title(client):
    museum()
    brand = BrandPageFactory(title="Sea & Salt")
    public = post(title="바다의 비누", body="One.\n\nTwo.", brand=brand, status="approved")
    moved = client.get(f"/posts/{public.pk}-former-title/")
    assert (moved.status_code, moved["Location"]) == (301, public.get_absolute_url())
    html = page(client, public.get_absolute_url())
    assert html.count("<p>One.</p>\n\n<p>Two.</p>") == 1
    assert "About" in html
    assert "Sea &amp; Salt" in html


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(as_reader):
    answer = as_reader.post("/posts/write/", {"title": "a" * 121, "body": "Long words stay."})
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"title"})
    assert "Long words stay." in answer.content.decode()
    answer = as_reader.post("/posts/write/", {"title": "", "body": "", "about": "brand-0"})
    assert set(answer.context["form"].errors) == {"title", "body", "about"}
    assert Post.objects.count() == 0


def test_whoever_sends_too_much_waits(as_reader, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "posts": (1, 3600)}
    typed = {"title": "A walk", "body": "We walked."}
    assert as_reader.post("/posts/write/", {**typed, "body": ""}).status_code == 200
    assert as_reader.post("/posts/write/", typed).status_code == 303
    late = as_reader.post("/posts/write/", typed)
    assert late.status_code == 429
    assert 3500 < int(late["Retry-After"]) <= 3600
    assert "We walked." in late.content.decode()
    assert Post.objects.count() == 1


class TestReviews:
    @pytest.fixture
    def product(self, reader):
        return arrived_order(user=reader).lines.get().variant.product

    def test_a_buyer_is_asked_and_nobody_else(self, as_reader, product):
        address = f"/products/{product.slug}/reviews/write/"
        assert 'name="rating"' in page(as_reader, address)
        stranger = Client()
        stranger.force_login(UserFactory())
        assert 'name="rating"' not in page(stranger, address)
        refused = stranger.post(address, {"rating": "5", "text": "Good."})
        assert (refused.status_code, len(refused.context["form"].non_field_errors())) == (200, 1)
        sent = as_reader.post(address, {"rating": "5", "text": "Good."})
        assert (sent.status_code, sent["Location"]) == (303, "/account/posts/")
        assert "You have reviewed this object." in page(as_reader, address)
        assert "already" not in as_reader.post(address, {"rating": "1", "text": "x"}).content.decode()
        assert Review.objects.get().rating == 5

    def test_a_rating_is_chosen(self, as_reader, product):
        answer = as_reader.post(f"/products/{product.slug}/reviews/write/", {"rating": "9", "text": "Good."})
        assert set(answer.context["form"].errors) == {"rating"}

    def test_average_and_count_in_words_and_for_machines(self, client, product):
        museum()
        line = product.variants.get().order_lines.get()
        assert "aggregateRating" not in page(client, product.get_absolute_url())
        for rating in (5, 4, 4, 5):
            review(line=line, author=UserFactory(), rating=rating, status="approved")
        review(line=line, author=UserFactory(), rating=1)
        html = page(client, product.get_absolute_url())
        described = [
            json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', html) if "aggregate" in text
        ]
        assert [(d["@id"], d["aggregateRating"]["ratingValue"], len(d["review"])) for d in described] == [
            (f"http://testserver{product.get_absolute_url()}#product", "4.5", 3)
        ]
        assert described[0]["aggregateRating"]["reviewCount"] == 4
        text = " ".join(re.sub(r"<[^>]+>", " ", main_of(html)).split())
        assert "4.5 of 5, from 4 reviews" in text
        assert "All 4 reviews" in text

    def test_a_former_address_leads_on(self, client, product):
        museum()
        former = product.slug
        product.slug = "another-name"
        product.save()
        for rest, logged_in in (("reviews/", False), ("questions/", False), ("questions/ask/", True)):
            visitor = Client()
            if logged_in:
                visitor.force_login(UserFactory())
            answer = visitor.get(f"/products/{former}/{rest}")
            assert (answer.status_code, answer["Location"]) == (301, f"/products/another-name/{rest}")


class TestOwn:
    def test_a_refusal_says_why_and_the_text_may_be_changed(self, as_reader, reader):
        item = post(author=reader, status="refused", refusal="Please leave the price out.")
        assert "Please leave the price out." in page(as_reader, "/account/posts/")
        address = f"/account/posts/post/{item.pk}/"
        assert item.title in page(as_reader, address)
        sent = as_reader.post(address, {"title": "Without it", "body": "Now."})
        item.refresh_from_db()
        assert (sent.status_code, item.title, item.status, item.version) == (303, "Without it", "pending", 2)

    def test_it_goes_when_it_is_meant(self, as_reader, reader):
        item = question(product=ProductFactory(), author=reader)
        address = f"/account/posts/question/{item.pk}/remove/"
        assert "It goes for good." in page(as_reader, address)
        assert Question.objects.count() == 1
        assert as_reader.post(address).status_code == 303
        assert Question.objects.count() == 0

    def test_the_newest_of_all_kinds_stands_first(self, as_reader, reader):
        order = arrived_order(user=reader)
        items = [
            review(line=order.lines.get(), written_at="2026-03-01T00:00Z"),
            post(author=reader, written_at="2026-03-03T00:00Z"),
            question(product=ProductFactory(), author=reader, written_at="2026-03-02T00:00Z"),
        ]
        post()
        shown = as_reader.get("/account/posts/").context["items"]
        assert shown == [items[1], items[2], items[0]]


def test_pages_cost_the_same_however_much_is_written(client, reader):
    museum()
    variant = VariantFactory()
    product = variant.product
    line = arrived_order(user=reader).lines.get()
    client.force_login(reader)
    counts = []
    for _ in range(2):
        for _number in range(2):
            author = UserFactory()
            post(author=reader, brand=BrandPageFactory(), status="approved")
            question(
                product=product,
                author=author,
                status="approved",
                answer="Yes.",
                answered_at="2026-03-02T00:00Z",
            )
            review(line=line, product=product, author=author, status="approved")
        counts.append(
            [
                queries_of(Client(), "/posts/"),
                queries_of(Client(), Post.objects.first().get_absolute_url()),
                queries_of(Client(), f"/products/{product.slug}/reviews/"),
                queries_of(Client(), f"/products/{product.slug}/questions/"),
                queries_of(Client(), product.get_absolute_url()),
                queries_of(client, "/account/posts/"),
            ]
        )
    assert counts[0] == counts[1]
    assert counts[0] == [2, 1, 7, 6, 13, 6]
