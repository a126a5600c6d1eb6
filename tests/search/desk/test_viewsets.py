"""Synonyms and promoted results in the admin: lists, and forms that keep what was typed and name the field."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import Kind, Promotion, Synonym
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.factories.search import EntryFactory, PromotionFactory, SynonymFactory
from tests.products.desk import member

pytestmark = pytest.mark.django_db
SYNONYMS = "/admin/snippets/search/synonym/"
PROMOTIONS = "/admin/snippets/search/promotion/"
REPORT = "/admin/search/asked/?days=7"
RIGHTS = [
    f"search.{act}_{model}"
    for act in ("view", "add", "change", "delete")
    for model in ("synonym", "promotion")
]


@pytest.fixture(autouse=True)
def _editor(client):
    museum()
    client.force_login(member("ed", *RIGHTS, "search.view_askedtext"))


def synonym(**typed) -> dict:
    return {"words": "", "finds": ""} | typed


def promotion(**typed) -> dict:
    return {"words": "salt", "page": "", "product": "", "sort_order": "0"} | typed


def typed_in(page, *names: str) -> list:
    return [page.context["form"][name].value() for name in names]


class TestFilledIn:
    @pytest.mark.parametrize("door", [SYNONYMS, PROMOTIONS])
    def test_with_the_words_of_the_report(self, client, door):
        page = client.get(f"{door}add/", {"words": "Sea\x00  <salt>", "next": REPORT})
        assert typed_in(page, "words") == ["sea <salt>"]
        assert "sea &lt;salt&gt;</textarea>" in page.content.decode()
        assert typed_in(client.get(f"{door}add/", {"words": "가" * 200}), "words") == ["가" * 100]
        assert typed_in(client.get(f"{door}add/"), "words") == [""]

    def test_and_back_to_the_report(self, client):
        page = client.get(f"{SYNONYMS}add/", {"words": "salt", "next": REPORT})
        door = page.context["action_url"]
        assert client.post(door, synonym(words="salt"))["Content-Type"].startswith("text/html")
        answer = client.post(door, synonym(words="salt, 소금"))
        assert (answer.status_code, answer["Location"]) == (302, REPORT)
        elsewhere = client.get(f"{SYNONYMS}add/", {"next": "https://evil.example/"}).context["action_url"]
        assert elsewhere == f"{SYNONYMS}add/"
        answer = client.post(f"{elsewhere}?next=https://evil.example/", synonym(words="cup, mug"))
        assert answer["Location"] == SYNONYMS


class TestSynonyms:
    def test_a_list_of_words_and_what_they_find(self, client):
        SynonymFactory(words="eco, green")
        SynonymFactory(words="cup", finds="tumbler")
        page = client.get(SYNONYMS)
        columns = list(page.context["table"].columns.values())[1:3]
        shown = [[str(column.get_value(row)) for column in columns] for row in page.context["object_list"]]
        assert shown == [["cup", "tumbler"], ["eco, green", "each other"]]
        found = [row.words for row in client.get(SYNONYMS, {"q": "TUMB"}).context["object_list"]]
        assert found == ["cup"]

    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            ({"words": " , ", "finds": "salt"}, "words", "Type at least one word."),
            ({"words": "salt"}, "words", "Type at least two words, or what this one finds also."),
            ({"words": "salt", "finds": ",".join(map(str, range(21)))}, "finds", "Type at most 20 words."),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(self, client, typed, field, said):
        page = client.post(f"{SYNONYMS}add/", synonym(**typed))
        assert page.context["form"].errors == {field: [said]}
        assert typed_in(page, "words", "finds") == list(synonym(**typed).values())
        assert Synonym.objects.count() == 0

    def test_one_is_changed(self, client):
        kept = SynonymFactory(words="eco, green")
        client.post(f"{SYNONYMS}edit/{kept.pk}/", synonym(words="eco, green, 친환경"))
        kept.refresh_from_db()
        assert kept.words == "eco, green, 친환경"


class TestPromotions:
    def test_a_page_or_a_product(self, client):
        story, product = BrandStoryPageFactory(), ProductFactory()
        client.post(f"{PROMOTIONS}add/", promotion(page=story.pk, sort_order="2"))
        client.post(f"{PROMOTIONS}add/", promotion(product=product.pk))
        rows = Promotion.objects.order_by("-sort_order")
        assert [(row.words, row.target, row.sort_order) for row in rows] == [
            ("salt", story.page_ptr, 2),
            ("salt", product, 0),
        ]

    def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(self, client):
        story, product = BrandStoryPageFactory(), ProductFactory()
        one_of_two = "Choose a page or a product: exactly one of the two."
        for typed, errors in (
            ({}, {"page": [one_of_two]}),
            ({"page": story.pk, "product": product.pk}, {"page": [one_of_two]}),
            ({"words": ",", "product": product.pk}, {"words": ["Type at least one word."]}),
            ({"page": museum().home.pk}, {"page": ["The search finds stories, brands and rooms only."]}),
            (
                {"product": product.pk, "sort_order": "-1"},
                {"sort_order": ["Ensure this value is greater than or equal to 0."]},
            ),
        ):
            sent = promotion(**typed)
            page = client.post(f"{PROMOTIONS}add/", sent)
            assert page.context["form"].errors == errors
            assert [str(value or "") for value in typed_in(page, *sent)] == [
                str(v or "") for v in sent.values()
            ]
        assert Promotion.objects.count() == 0

    def test_a_list_of_words_and_what_stands_first(self, client):
        brand, product = BrandPageFactory(title="Ash"), ProductFactory(name="Comb", korean_name="빗")
        EntryFactory(kind=Kind.BRAND, source_id=brand.pk)
        PromotionFactory(words="gift", page=brand.page_ptr)
        PromotionFactory(words="hair", product=product, sort_order=3)
        page = client.get(PROMOTIONS)
        columns = list(page.context["table"].columns.values())[1:5]
        shown = [[str(column.get_value(row)) for column in columns] for row in page.context["object_list"]]
        assert shown == [["gift", "Ash", "on show", "0"], ["hair", "Comb", "not on show", "3"]]
        for text, words in (("빗", ["hair"]), ("ash", ["gift"]), ("GIFT", ["gift"])):
            assert [row.words for row in client.get(PROMOTIONS, {"q": text}).context["object_list"]] == words

    def test_ten_rows_ask_as_often_as_one(self, client):
        def fill(count: int) -> int:
            for _ in range(count):
                PromotionFactory(page=BrandPageFactory().page_ptr)
                PromotionFactory(product=ProductFactory())
            with CaptureQueriesContext(connection) as queries:
                client.get(PROMOTIONS)
            return len(queries)

        fill(1)
        assert fill(1) == fill(3)
