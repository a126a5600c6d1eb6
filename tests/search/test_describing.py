"""What is read of stories, brands and products, in how many statements."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.describing import cut_pictures, describe_pages, describe_products
from search.describing.bodies import products_in, read_body
from search.describing.description import read_text
from search.models import Entry
from search.showing import read_shown
from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory
from tests.factories.entries import findable
from tests.factories.products import ProductFactory, ProductImageFactory

BODY = [
    {"type": "paragraph", "value": "<p>Salt came over the hill<br/>by night.</p>"},
    {"type": "heading", "value": "What it washes"},
    {"type": "quote", "value": {"text": "We wanted water.", "who": "Han", "role": "Boiler"}},
    {"type": "gallery", "value": {"caption": "Four seasons", "images": [
        {"type": "item", "id": "a", "value": {"image": 3, "alt": "A pan of salt", "caption": "Spring"}},
    ]}},
    {"type": "product", "value": {"product": 7, "note": "Boiled above."}},
    {"type": "shop_the_story", "value": {"title": "From this story", "items": [
        {"type": "item", "id": "b", "value": {"product": 9, "role": "made", "caption": "To give"}},
        {"type": "item", "id": "c", "value": {"product": 7, "role": "featured", "caption": ""}},
    ]}},
]  # fmt: skip


def test_all_words_of_a_body_are_read_in_order():
    assert read_body(BODY) == (
        "Salt came over the hill by night. What it washes We wanted water. Han Four seasons Spring A pan of salt "
        "Boiled above. From this story To give"
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<ul><li>Cotton<ul><li>Indigo</li></ul></li><li>Hemp</li></ul>", "Cotton Indigo Hemp"),
        ("Salt<p>and sun</p>", "Salt and sun"),
        ("by<br>night<br/>and day", "by night and day"),
        ("<p>sea<b>weed</b></p>", "seaweed"),
    ],
)
def test_words_stand_apart_where_the_page_parts_them(html, words):
    assert read_text(html) == words


def test_products_of_a_body_are_named_once():
    assert products_in(BODY) == [7, 9]


@pytest.mark.django_db
def test_more_of_a_kind_take_no_more_statements(django_assert_num_queries):
    def furnish():
        brand = BrandPageFactory()
        BrandMemberFactory(brand=brand)
        product = ProductFactory(brand=brand)
        ProductImageFactory(product=product)
        body = [("product", {"product": product, "note": "Here."})]
        return brand, BrandStoryPageFactory(parent=brand, body=body), product

    def ids(things):
        return {thing.pk for thing in things}

    one = [furnish()]
    many = one + [furnish() for _ in range(4)]
    cut_pictures(pages=(), products=ids(product for *_, product in many))
    describe_pages(ids=ids(brand for brand, *_ in one))  # sites and kinds of content are known from now on
    for some in (one, many):
        with django_assert_num_queries(12):
            found = describe_pages(ids=ids(brand for brand, *_ in some) | ids(story for _, story, _ in some))
        assert len(found) == 2 * len(some)
        with django_assert_num_queries(9):
            assert len(describe_products(ids=ids(product for *_, product in some))) == len(some)


@pytest.mark.django_db
def test_a_page_is_private_from_the_moment_it_is_made_so():
    things = findable()
    PageViewRestriction.objects.create(page=things.brand, restriction_type="login")
    shown = read_shown(pks=list(Entry.objects.values_list("pk", flat=True)), now=timezone.now())
    assert sorted(one.entry.kind for one in shown) == ["problem", "product", "product"]
