import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from products.labels import write_label
from products.models import Product
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.problems import ClaimFactory
from tests.factories.products import (
    CategoryFactory,
    ProductClaimFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
    stocked_variant,
)

pytestmark = pytest.mark.django_db


def story_with(product, **kwargs):
    return BrandStoryPageFactory(body=[("product", {"product": product, "note": ""})], **kwargs)


def context_of(client, product, query=""):
    response = client.get(f"/products/{product.slug}/{query}")
    assert response.status_code == 200
    return response.context


def test_label_names_maker_and_valid_claims_only(client):
    product = ProductFactory(
        name="Sea soap", korean_name="바다 비누", materials="Olive oil", origin="Jeju", year=2024
    )
    past = timezone.localdate() - datetime.timedelta(days=1)
    shown = ProductClaimFactory(product=product).claim
    ProductClaimFactory(product=product, claim=ClaimFactory(verified_on=past, valid_until=past))
    ProductClaimFactory(product=product, claim=ClaimFactory(live=False))
    label = context_of(client, product)["label"]
    assert (label.title, label.korean, label.maker) == ("Sea soap", "바다 비누", product.brand.title)
    assert (label.materials, label.origin, label.year) == ("Olive oil", "Jeju", 2024)
    assert label.claims == (shown,)


def test_variants_are_the_offered_ones_with_their_prices(client):
    product = ProductFactory(variants=[])
    VariantFactory(product=product, sku="EMPTY")
    stocked_variant(
        product=product, sku="BLUE", price=9000, compare_at_price=10000, options={"colour": "Blue"}
    )
    VariantFactory(product=product, sku="RETIRED", is_offered=False)
    context = context_of(client, product)
    empty, blue = context["variants"]
    assert (empty.sku, empty.price, empty.compare_at_price, empty.available) == ("EMPTY", 12000, None, 0)
    assert (blue.sku, blue.price, blue.compare_at_price, blue.available) == ("BLUE", 9000, 10000, 10)
    assert (blue.label, blue.options, blue.image) == ("Blue", {"colour": "Blue"}, None)
    assert context["selected"] == blue
    assert context_of(client, product, "?sku=EMPTY")["selected"] == empty
    assert context_of(client, product, "?sku=RETIRED")["selected"] == blue


def test_without_stock_the_first_variant_is_selected(client):
    product = ProductFactory(variants__sku="ONLY")
    assert context_of(client, product)["selected"].sku == "ONLY"


def test_a_product_without_variants_still_has_a_page(client):
    assert context_of(client, ProductFactory(variants=[]))["selected"] is None


def test_stories_are_live_and_hold_the_product(client):
    product = ProductFactory()
    shown = story_with(product)
    story_with(product, live=False)
    story_with(product, parent=BrandPageFactory(live=False))
    story_with(ProductFactory())
    hidden = story_with(product)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    stories = context_of(client, product)["stories"]
    assert stories == [shown]
    assert stories[0].brand == shown.get_parent().specific


def test_neighbours_are_four_others_of_the_same_room(client):
    brand = BrandPageFactory()
    product = ProductFactory(brand=brand)
    others = ProductFactory.create_batch(5, brand=BrandPageFactory(problem=brand.problem))
    ProductFactory(brand=brand, live=False)
    ProductFactory()
    assert context_of(client, product)["same_problem"] == others[:0:-1]


def test_breadcrumb_follows_the_categories(client):
    top = CategoryFactory(title="Body", slug="body")
    shelf = CategoryFactory(title="Soap", slug="soap", parent=top)
    product = ProductFactory(name="Bar", slug="bar", category=shelf)
    context = context_of(client, product)
    assert context["breadcrumb"] == [top, shelf]
    crumbs = context["structured_data"][1]["itemListElement"]
    assert [(c["position"], c["name"]) for c in crumbs] == [
        (1, "Products"),
        (2, "Body"),
        (3, "Soap"),
        (4, "Bar"),
    ]
    assert crumbs[1]["item"].endswith("/products/?category=body")


def test_machines_read_product_and_offers(client, settings):
    settings.SITE_URL = "https://museum.test/"
    product = ProductFactory(name="Bar", slug="bar", summary="Soap.", materials="Olive oil", variants=[])
    VariantFactory(product=product, sku="BAR", price=12000)
    stocked_variant(product=product, sku="BAR-2", price=9000)
    description = context_of(client, product)["structured_data"][0]
    assert description == {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": "https://museum.test/products/bar/#product",
        "name": "Bar",
        "description": "Soap.",
        "url": "https://museum.test/products/bar/",
        "brand": {"@type": "Brand", "name": product.brand.title},
        "material": "Olive oil",
        "offers": [
            {
                "@type": "Offer",
                "sku": sku,
                "price": price,
                "priceCurrency": "KRW",
                "availability": f"https://schema.org/{availability}",
                "url": "https://museum.test/products/bar/",
            }
            for sku, price, availability in [("BAR", "12000", "OutOfStock"), ("BAR-2", "9000", "InStock")]
        ],
    }


def test_pictures_are_described_in_the_editors_order(client, settings):
    settings.SITE_URL = "https://museum.test"
    product = ProductFactory()
    ProductImageFactory.create_batch(2, product=product)
    images = context_of(client, product)["structured_data"][0]["image"]
    assert len(images) == 2
    assert all(image.startswith("https://museum.test/media/images/") for image in images)


@pytest.mark.parametrize("state", [{"live": False}, {"live": False, "expired": True}])
def test_draft_and_expired_are_not_found(client, state):
    assert client.get(ProductFactory(**state).url).status_code == 404


def test_unknown_and_of_an_unpublished_brand_are_not_found(client):
    assert client.get("/products/nope/").status_code == 404
    assert client.get(ProductFactory(brand=BrandPageFactory(live=False)).url).status_code == 404


def test_a_deleted_picture_leaves_the_page_standing(client):
    picture = ProductImageFactory()
    picture.image.delete()
    for url in (picture.product.url, "/products/"):
        assert client.get(url).status_code == 200


def test_pages_are_only_read(client):
    product = ProductFactory()
    assert client.post(product.url).status_code == 405
    assert client.post("/products/").status_code == 405


def test_an_unsaved_draft_can_be_previewed(rf):
    product = ProductFactory.build(brand=BrandPageFactory(), name="Not yet", variants=None)
    context = product.get_preview_context(rf.get("/"), "")
    assert context["label"].title == "Not yet"
    assert (context["variants"], context["stories"]) == ([], [])
    assert context["object"] is product


def test_a_claim_is_dated_by_the_shops_day():
    product = ProductClaimFactory(claim=ClaimFactory(valid_until=datetime.date(2025, 1, 1))).product
    assert len(write_label(product=product, today=datetime.date(2025, 1, 1)).claims) == 1
    assert write_label(product=product, today=timezone.localdate()).claims == ()


def test_what_sold_best_of_its_shelf_without_itself(client):
    shelf, elsewhere = CategoryFactory(), CategoryFactory()
    shown = [stocked_variant(product__category=shelf).product for _ in range(4)]
    other = stocked_variant(product__category=elsewhere).product
    for product, sales in zip([*shown, other], (9, 2, 7, 0, 99), strict=True):
        Product.objects.filter(pk=product.pk).update(sales=sales)
    page = client.get(shown[0].url)
    assert page.context["best_sellers"] == [shown[2], shown[1]]
    assert f"Chosen most from {shelf.title}" in page.content.decode()
