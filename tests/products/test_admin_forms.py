import pytest
from django.contrib.auth.models import AnonymousUser

from products.models import Product, Variant
from tests.factories.brands import BrandPageFactory
from tests.factories.products import ProductFactory, VariantFactory, counters, stocked_variant
from tests.products.desk import ADD, LIST, form_errors, member, of, product_data, variant_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = member("owner", "*")
    client.force_login(user)
    return user


@pytest.fixture
def brand():
    return BrandPageFactory()


def edit_url(product):
    return f"{LIST}edit/{product.pk}/"


def test_a_product_is_created_and_published(client, owner, brand):
    response = client.post(
        ADD,
        product_data(brand=brand, variants=[variant_data(options="colour: Indigo, size: M")], publish=True),
    )
    assert response.status_code == 302
    product = Product.objects.get()
    assert (product.live, product.slug) == (True, "sea-soap")
    variant = product.variants.get()
    assert (variant.sku, variant.price, variant.options) == ("BAR", 12000, {"colour": "Indigo", "size": "M"})
    assert counters(variant) == (0, 0)
    assert client.get("/products/sea-soap/").status_code == 200


def test_a_draft_shows_nothing_to_shoppers(client, owner, brand):
    client.post(ADD, product_data(brand=brand, variants=[variant_data()]))
    assert Product.objects.get().live is False
    assert client.get("/products/sea-soap/").status_code == 404


@pytest.mark.parametrize(
    ("price", "free", "error"),
    [
        ("-1", "", "Ensure this value is greater than or equal to 0."),
        ("0", "", "A price of 0 is allowed only when the product is marked free."),
        ("10.5", "", "Type a whole amount: KRW has no such fraction."),
        ("abc", "", "Enter a number."),
        ("", "", "This field is required."),
    ],
)
def test_prices_that_are_refused(client, owner, brand, price, free, error):
    response = client.post(ADD, product_data(brand=brand, variants=[variant_data(price=price)], publish=True))
    assert form_errors(response)["variants"] == [{"price": [error]}]
    assert Product.objects.count() == 0


def test_nothing_to_pay_when_it_is_free(client, owner, brand):
    data = product_data(brand=brand, variants=[variant_data(price="0")], is_free="on", publish=True)
    assert client.post(ADD, data).status_code == 302
    assert Variant.objects.get().price == 0


@pytest.mark.parametrize("compare_at", ["12000", "11000"])
def test_the_former_price_is_higher(client, owner, brand, compare_at):
    variants = [variant_data(price="12000", compare_at_price=compare_at)]
    response = client.post(ADD, product_data(brand=brand, variants=variants, publish=True))
    error = "The compare-at price must be higher than the price."
    assert form_errors(response)["variants"] == [{"compare_at_price": [error]}]


def test_a_compare_at_price_has_no_fraction_either(client, owner, brand):
    variants = [variant_data(price="12000", compare_at_price="13000.50")]
    response = client.post(ADD, product_data(brand=brand, variants=variants, publish=True))
    assert "price" in form_errors(response)["variants"][0]


def test_publishing_needs_a_variant_and_drafting_does_not(client, owner, brand):
    response = client.post(ADD, product_data(brand=brand, publish=True))
    assert form_errors(response)["all"] == ["A product needs at least one variant."]
    assert client.post(ADD, product_data(brand=brand)).status_code == 302


def test_a_sku_twice_in_the_form(client, owner, brand):
    response = client.post(ADD, product_data(brand=brand, variants=[variant_data(), variant_data()]))
    assert form_errors(response)["variants"] == [{"sku": ["This SKU stands here twice."]}] * 2


def test_a_sku_of_another_product(client, owner, brand):
    VariantFactory(sku="BAR")
    response = client.post(ADD, product_data(brand=brand, variants=[variant_data()]))
    assert form_errors(response)["variants"] == [{"sku": ["Variant with this SKU already exists."]}]


def test_options_are_written_and_read_as_text(client, owner, brand):
    response = client.post(ADD, product_data(brand=brand, variants=[variant_data(options="blue")]))
    error = "Write each option as “name: value”, separated by commas; “blue” is not."
    assert form_errors(response)["variants"] == [{"options": [error]}]
    product = VariantFactory(options={"colour": "Indigo", "size": "M"}).product
    assert 'value="colour: Indigo, size: M"' in client.get(edit_url(product)).content.decode()


def test_deleting_a_stocked_variant_is_refused_beside_it(client, owner, brand):
    product = ProductFactory(brand=brand, variants=[])
    kept, stocked = VariantFactory(product=product), stocked_variant(product=product)
    data = product_data(
        brand=brand, variants=[of(kept), of(stocked, DELETE="1")], initial=2, slug=product.slug, publish=True
    )
    response = client.post(edit_url(product), data)
    error = "A variant that was sold or stocked cannot be deleted. Untick “Offered” instead."
    assert form_errors(response)["variants"] == [{}, {"is_offered": [error]}]
    assert 'name="variants-1-DELETE" value=""' in response.content.decode().replace(
        'name="variants-1-DELETE" id="id_variants-1-DELETE"', 'name="variants-1-DELETE" value=""'
    )
    assert counters(stocked) == (10, 0)


def test_a_variant_without_a_past_is_deleted(client, owner, brand):
    product = ProductFactory(brand=brand, variants=[])
    kept, unused = VariantFactory(product=product), VariantFactory(product=product)
    data = product_data(
        brand=brand, variants=[of(kept), of(unused, DELETE="1")], initial=2, slug=product.slug, publish=True
    )
    assert client.post(edit_url(product), data).status_code == 302
    assert list(product.variants.all()) == [kept]


def test_retiring_a_stocked_variant(client, owner, brand):
    product = ProductFactory(brand=brand, variants=[])
    stocked = stocked_variant(product=product)
    data = product_data(
        brand=brand, variants=[of(stocked, is_offered="")], initial=1, slug=product.slug, publish=True
    )
    assert client.post(edit_url(product), data).status_code == 302
    stocked.refresh_from_db()
    assert (stocked.is_offered, counters(stocked)) == (False, (10, 0))


def test_an_editor_changes_text_and_no_price(client, brand):
    product = ProductFactory(brand=brand, slug="sea-soap", variants=[])
    variant = VariantFactory(product=product, price=12000)
    client.force_login(member("editor", "products.change_product", "products.publish_product"))
    data = product_data(
        brand=brand,
        variants=[of(variant, price="1", compare_at_price="99999")],
        initial=1,
        name="New name",
        is_free="on",
        publish=True,
    )
    assert client.post(edit_url(product), data).status_code == 302
    product.refresh_from_db()
    variant.refresh_from_db()
    assert (product.name, product.is_free) == ("New name", False)
    assert (variant.price, variant.compare_at_price) == (12000, None)


def test_whoever_may_change_prices_does(client, brand):
    product = ProductFactory(brand=brand, slug="sea-soap", variants=[])
    variant = VariantFactory(product=product, price=12000)
    permissions = ("products.change_product", "products.publish_product", "products.change_price")
    client.force_login(member("pricer", *permissions))
    data = product_data(brand=brand, variants=[of(variant, price="9000")], initial=1, publish=True)
    client.post(edit_url(product), data)
    variant.refresh_from_db()
    assert variant.price == 9000


def test_a_category_below_itself_is_refused_beside_the_field(client, owner):
    from tests.factories.products import CategoryFactory

    shelf = CategoryFactory()
    data = {"title": "Shelf", "slug": "shelf", "parent": shelf.pk, "menu_group": "", "sort_order": "0"}
    response = client.post(f"/admin/snippets/products/category/edit/{shelf.pk}/", data)
    assert response.context["form"].errors == {"parent": ["A category cannot stand below itself."]}


def test_the_edit_page_shows_stock_to_look_at(client, owner):
    variant = stocked_variant(sku="BAR", pieces=7)
    page = client.get(edit_url(variant.product)).content.decode()
    assert '<a href="/admin/stock/?sku=BAR">BAR</a></td><td>7</td><td>0</td><td>7</td><td>0</td>' in page


def test_the_add_page_opens(client, owner):
    page = client.get(ADD).content.decode()
    assert "Stock is kept from the moment a variant is saved." in page
    assert "Options" in page


def test_the_admin_is_closed_to_strangers(client):
    assert AnonymousUser().has_perm("products.change_product") is False
    assert client.get(LIST).status_code == 302
