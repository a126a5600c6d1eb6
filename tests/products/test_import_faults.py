import pytest
from django.db import transaction

from products.stock import reserve_stock
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.products import ProductFactory, VariantFactory, counters, stocked_variant
from tests.products.catalogue_documents import CSV, NOW, faults_of, product, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def building():
    museum()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("{", [("", "", "is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]),
        ("[]", [("", "", "must be an object with problems, brands and products")]),
        ({"products": {}}, []),
        ({"products": {"a": 1}}, [("products", "", "must be a list")]),
        ({"problems": ["x"]}, [
            ("problems[0]", "", "must be an object with named fields"),
            ("problems[0]", "slug", "is missing"),
            ("problems[0]", "title", "is missing"),
        ]),
        ({"problems": [{"slug": "s", "title": 1}]}, [("problems[0] s", "title", "must be a text")]),
        ({"problems": [{"slug": "s", "title": "a\x00"}]}, [("problems[0] s", "title", "must be a text")]),
        ({"problems": [{"slug": "s", "title": "S", "accent": "blue"}]}, [
            ("problems[0] s", "accent", "Write the colour as # and six hexadecimal digits, like #1b5e73."),
        ]),
        ({"brands": [{"slug": "s", "name": "S", "homepage": "javascript:alert(1)"}]}, [
            ("brands[0] s", "homepage", "must be an http or https address"),
        ]),
        ({"brands": [{"slug": "s", "name": "S", "problem": "nope"}]}, [
            ("brands[0] s", "problem", "no problem has the slug nope"),
        ]),
        ({"brands": [{"slug": "s", "name": "S"}, {"slug": "s", "name": "S"}]}, [
            ("brands[1] s", "slug", "stands here twice"),
        ]),
        ({"products": [product(brand="nope")]}, [("products[0] bar", "brand", "no brand has the slug nope")]),
        ({"products": [product(name="x" * 121)]}, [
            ("products[0] bar", "name", "may have 120 characters, not 121"),
        ]),
        ({"products": [product(published="maybe")]}, [
            ("products[0] bar", "published", "must be true or false"),
        ]),
        ({"products": [product(claims="one")]}, [("products[0] bar", "claims", "must be a list of texts")]),
        ({"products": [product(claims=["x" * 201])]}, [
            ("products[0] bar", "claims", "each text may have 200 characters"),
        ]),
        ({"products": [product(variants="x")]}, [("products[0] bar", "variants", "must be a list")]),
        ({"products": [product(variants=[])]}, [("products[0] bar", "variants", "is missing")]),
        ({"products": [product(variants=[{"sku": "A", "price": "1"}] * 2)]}, [
            ("products[0] bar", "variants[1].sku", "A stands here twice"),
        ]),
    ],
)  # fmt: skip
def test_faults_name_entry_and_field(content, faults):
    if faults:
        assert faults_of(content) == faults
    else:
        assert run(content) == {}


@pytest.mark.parametrize(
    ("variant", "field", "message"),
    [
        ({"sku": "a b"}, "sku", "Use capital letters, digits and hyphens."),
        ({"sku": ""}, "sku", "is missing"),
        ({"price": None}, "price", "is missing"),
        ({"price": "-1"}, "price", "A price cannot be negative."),
        ({"price": "10.5"}, "price", "Type a whole amount: KRW has no such fraction."),
        ({"price": 10.5}, "price", "Type a whole amount: KRW has no such fraction."),
        ({"price": "0"}, "price", "A price of 0 is allowed only when the product is marked free."),
        ({"price": "abc"}, "price", 'must be an amount like "12000"'),
        ({"price": "NaN"}, "price", 'must be an amount like "12000"'),
        ({"price": "1e30"}, "price", 'must be an amount like "12000"'),
        ({"price": "1e1000000"}, "price", 'must be an amount like "12000"'),
        ({"price": "１２"}, "price", 'must be an amount like "12000"'),
        ({"price": True}, "price", 'must be an amount like "12000"'),
        ({"currency": "USD"}, "currency", "must be KRW"),
        ({"stock": -1}, "stock", "must be a whole number from 0 to a thousand million"),
        ({"stock": 1.5}, "stock", "must be a whole number from 0 to a thousand million"),
        ({"stock": "１"}, "stock", "must be a whole number from 0 to a thousand million"),
        ({"stock": True}, "stock", "must be a whole number from 0 to a thousand million"),
        ({"option": "blue"}, "option", 'must name its values, like {"colour": "blue"}'),
        ({"option": {"a": "x" * 201}}, "option", "the values may have 200 characters in all"),
    ],
)
def test_faults_of_variants(variant, field, message):
    content = {"products": [product(variants=[{"sku": "BAR", "price": "12000"} | variant])]}
    assert faults_of(content) == [("products[0] bar", f"variants[0].{field}", message)]


def test_a_sku_of_another_product_is_refused():
    BrandPageFactory(slug="salt")
    VariantFactory(sku="BAR", product__slug="other")
    assert faults_of({"products": [product()]}) == [
        ("products[0] bar", "variants[0].sku", "BAR belongs to the product other")
    ]


def test_promised_pieces_cannot_be_written_off():
    bar = ProductFactory(slug="bar", brand=BrandPageFactory(slug="salt"), variants=[])
    variant = stocked_variant(product=bar, sku="BAR", pieces=5)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 4}, order_number="A", now=NOW)
    content = {"products": [product(variants=[{"sku": "BAR", "price": "12000", "stock": 3}])]}
    assert faults_of(content) == [("products[0] bar", "variants[0].stock", "4 are promised to orders")]
    assert counters(variant) == (5, 4)


def test_faults_of_a_csv():
    assert faults_of("slug,name\n", "goods.csv") == [("", "brand, price, sku", "this column is missing")]
    text = CSV.replace("bar,Bar,salt,,,,,BAR-2", "bar,Other,salt,,,,,BAR-2").replace(
        "colour: blue, size: M", "blue"
    )
    assert faults_of(text, "goods.csv") == [
        ("row 2", "option", "Write each option as “name: value”, separated by commas; “blue” is not."),
        ("row 3", "name", "differs from an earlier row of this product"),
    ]
