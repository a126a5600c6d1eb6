import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError

from stories.blocks import StoryBody
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.home import PlainPageFactory, museum
from tests.factories.products import ProductFactory, ProductImageFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db

BLOCKS = StoryBody().child_blocks


def problems_of(name, value):
    """The fields that a block refuses."""
    block = BLOCKS[name]
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value))
    return set(caught.value.block_errors)


def story_with(*body, **kwargs):
    return BrandStoryPageFactory(body=list(body), **kwargs)


def test_an_image_needs_its_alternative_text():
    picture = MuseumImageFactory()
    assert problems_of("image", {"image": picture.pk, "alt": "  "}) == {"alt"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org/x", "data:text/html,x", "example"]
)
def test_a_source_is_on_the_web(address):
    value = {"figure": "1", "statement": "s", "source": "s", "source_url": address, "date": "2024-01-01"}
    assert problems_of("fact", value) == {"source_url"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/x"])
def test_a_call_to_action_leads_to_the_web(address):
    assert problems_of("call_to_action", {"text": "t", "label": "l", "url": address}) == {"url"}


def test_a_call_to_action_leads_to_one_place():
    page = PlainPageFactory()
    both = {"text": "t", "label": "l", "url": "https://example.org/", "page": page.pk}
    assert problems_of("call_to_action", both) == {"page"}
    assert problems_of("call_to_action", {"text": "t", "label": "l", "url": ""}) == {"page"}
    BLOCKS["call_to_action"].clean(
        BLOCKS["call_to_action"].to_python({"text": "t", "label": "l", "url": "", "page": page.pk})
    )


def test_a_call_to_an_unpublished_page_keeps_the_sentence_without_the_link():
    page = PlainPageFactory(live=False)
    block = BLOCKS["call_to_action"]
    value = block.to_python({"text": "Come in", "label": "Enter", "page": page.pk, "url": ""})
    assert block.get_context(value)["link"] == ""


def test_a_product_that_is_gone_leaves_no_hole(client):
    gone, draft, shown = ProductFactory(), ProductFactory(live=False), ProductFactory(name="Sea soap")
    homeless = ProductFactory(name="Tide mug", brand=BrandPageFactory(live=False))
    story = story_with(
        ("product", {"product": gone, "note": "A note about the gone"}),
        ("product", {"product": draft, "note": "A note about the draft"}),
        ("product", {"product": homeless, "note": "A note about the homeless"}),
        ("shop_the_story", {"title": "Nothing left", "items": [{"product": gone, "role": "gift"}]}),
        (
            "shop_the_story",
            {"title": "Some left", "items": [{"product": p, "role": "worn"} for p in (gone, draft, shown)]},
        ),
    )
    gone.delete()
    page = client.get(story.url)
    assert page.status_code == 200
    html = page.content.decode()
    for absent in ("the gone", "the draft", "the homeless", "Nothing left"):
        assert absent not in html
    assert "Some left" in html
    assert "Sea soap" in html
    assert html.count('class="shop__item') == 1


def test_the_order_of_the_editor_is_kept():
    first, second, third = (ProductFactory() for _ in range(3))
    items = [{"product": p, "role": "featured"} for p in (third, first, second)]
    story = story_with(("shop_the_story", {"title": "", "items": items}))
    story.refresh_from_db()
    block = story.body[0]
    assert [i["product"] for i in block.block.items_on_show(block.value)] == [third, first, second]


def test_deleting_a_story_keeps_the_product():
    product = ProductFactory()
    story = story_with(("product", {"product": product, "note": ""}))
    story.delete()
    product.refresh_from_db()
    assert product.live


def products_with_pictures(number):
    products = [stocked_variant().product for _ in range(number)]
    for product in products:
        ProductImageFactory(product=product)
    return products


def test_a_story_asks_as_often_for_eleven_products_as_for_one(client):
    museum()
    brand = BrandPageFactory()
    one, many = products_with_pictures(1), products_with_pictures(11)

    def body(products, pictures):
        picture = [{"image": MuseumImageFactory(), "alt": "a", "caption": ""} for _ in range(pictures)]
        return [
            *(("product", {"product": product, "note": ""}) for product in products),
            *(("image", value) for value in picture),
            *(
                ("shop_the_story", {"items": [{"product": p, "role": "gift"} for p in products[i : i + 10]]})
                for i in range(0, len(products), 10)
            ),
        ]

    short = BrandStoryPageFactory(parent=brand, body=body(one, 1))
    long = BrandStoryPageFactory(parent=brand, body=body(many, 8))
    for story in (short, long):
        client.get(story.url)
    asked = []
    for story in (short, long):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(story.url).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_itself_in_the_picker(client, name):
    museum()
    product = stocked_variant().product
    ProductImageFactory(product=product)
    client.force_login(
        get_user_model().objects.create_superuser("editor", "editor@example.org", "a-long-password")
    )
    block = BLOCKS[name]
    assert block.is_previewable
    assert block.get_description()
    page = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert page.status_code == 200
    html = page.content.decode()
    assert "style=" not in html
    assert "<style" not in html
    main = html.split('<main class="body">')[1].split("</main>")[0]
    assert main.strip() != ""


@pytest.mark.parametrize("name", ["image", "gallery", "product", "shop_the_story"])
def test_a_preview_in_an_empty_museum_is_no_error(client, name):
    museum()
    client.force_login(
        get_user_model().objects.create_superuser("editor", "editor@example.org", "a-long-password")
    )
    page = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    assert page.status_code == 200
