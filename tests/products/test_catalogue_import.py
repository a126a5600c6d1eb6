import datetime
import io
import json
import math

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from brands.models import BrandIndexPage, BrandPage
from problems.models import Claim, ProblemIndexPage, ProblemPage
from products.catalogue_import import import_catalogue
from products.importing.document import read_document
from products.importing.faults import ImportRefused
from products.models import Category, Product, Variant
from products.stock import reserve_stock
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import (
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    counters,
    movements,
    stocked_variant,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 6, 1, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def building():
    museum()


def whole():
    return {
        "problems": [{"slug": "sea", "title": "The sea", "accent": "#1b5e73", "summary": "It warms."}],
        "brands": [
            {
                "slug": "salt",
                "name": "Salt",
                "problem": "sea",
                "homepage": "https://example.org/",
                "summary": "Soap.",
            },
            {"slug": "loose", "name": "Loose", "problem": None, "homepage": ""},
        ],
        "products": [
            {
                "slug": "bar",
                "name": "Bar",
                "brand": "salt",
                "category": "Body care",
                "published": True,
                "summary": "Soap",
                "description": "One\n\nTwo",
                "claims": ["One bar cleans a metre of beach"],
                "variants": [
                    {
                        "sku": "BAR",
                        "price": "12000",
                        "currency": "KRW",
                        "stock": 40,
                        "option": {"colour": "blue"},
                    },
                    {"sku": "BAR-2", "price": 9000, "weight_g": 100},
                ],
            }
        ],
        "coupons": [],
    }


def product(**kwargs):
    entry = {"slug": "bar", "name": "Bar", "brand": "salt", "variants": [{"sku": "BAR", "price": "12000"}]}
    return entry | kwargs


def run(content, file="catalogue.json", **kwargs):
    text = content if isinstance(content, str) else json.dumps(content)
    return import_catalogue(document=read_document(text=text, file=file), now=NOW, **kwargs).as_dict()


def faults_of(content, file="catalogue.json"):
    before = counts()
    with pytest.raises(ImportRefused) as refused:
        run(content, file)
    assert counts() == before
    return [(fault.entry, fault.field, fault.message) for fault in refused.value.faults]


def counts():
    return [model.objects.count() for model in (Page, Product, Variant, Category, Claim)]


def test_a_whole_document():
    assert run(whole()) == {
        "problems": {"created": 2},
        "brands": {"created": 2},
        "products": {"created": 1},
        "variants": {"created": 2},
        "stock": {"moved": 1},
    }
    problem = ProblemPage.objects.get(slug="sea")
    assert (problem.title, problem.accent, problem.summary, problem.live) == (
        "The sea",
        "#1b5e73",
        "It warms.",
        True,
    )
    salt, loose = BrandPage.objects.get(slug="salt"), BrandPage.objects.get(slug="loose")
    assert (salt.title, salt.problem, salt.website) == ("Salt", problem, "https://example.org/")
    assert loose.problem.title == "Unsorted"
    bar = Product.objects.get()
    assert (bar.name, bar.brand, bar.live, bar.first_published_at) == ("Bar", salt, True, NOW)
    assert (bar.category.title, bar.category.slug) == ("Body care", "body-care")
    assert bar.description == "<p>One</p>\n<p>Two</p>"
    first, second = bar.variants.order_by("sort_order")
    assert (first.sku, first.price, first.options, counters(first)) == (
        "BAR",
        12000,
        {"colour": "blue"},
        (40, 0),
    )
    assert (second.sku, second.price, second.weight_g, counters(second)) == ("BAR-2", 9000, 100, (0, 0))
    assert movements(first) == [("receive", 40, "import")]
    assert movements(second) == []


def test_an_unevidenced_claim_is_a_draft():
    run(whole())
    claim = Product.objects.get().product_claims.get().claim
    assert (claim.statement, claim.live) == ("One bar cleans a metre of beach", False)


def test_importing_twice_changes_nothing():
    run(whole())
    before = (
        list(Variant.objects.values()),
        list(Product.objects.values("pk", "updated_at", "latest_revision")),
    )
    assert run(whole()) == {
        "problems": {"unchanged": 1},
        "brands": {"unchanged": 2},
        "products": {"unchanged": 1},
        "variants": {"unchanged": 2},
    }
    after = (
        list(Variant.objects.values()),
        list(Product.objects.values("pk", "updated_at", "latest_revision")),
    )
    assert after == before


def test_what_is_there_is_updated_and_the_rest_left_alone(client):
    run(whole())
    changed = {
        "problems": [{"slug": "sea", "title": "Seas"}],
        "brands": [{"slug": "salt", "name": "Salt & Sun"}],
        "products": [
            product(
                name="Sea bar",
                claims=["One bar cleans a metre of beach", "Another"],
                variants=[
                    {"sku": "BAR", "price": "13000", "stock": 35},
                    {"sku": "BAR-3", "price": "5000", "stock": 2, "option": {"size": "S"}},
                ],
            )
        ],
    }
    assert run(changed) == {
        "problems": {"updated": 1},
        "brands": {"updated": 1},
        "products": {"updated": 1},
        "variants": {"updated": 1, "created": 1},
        "stock": {"moved": 2},
    }
    problem, brand, bar = (
        ProblemPage.objects.get(slug="sea"),
        BrandPage.objects.get(slug="salt"),
        Product.objects.get(),
    )
    assert (problem.title, problem.summary) == ("Seas", "It warms.")
    assert (brand.title, brand.problem, brand.website) == ("Salt & Sun", problem, "https://example.org/")
    assert (bar.name, bar.summary, bar.category.slug) == ("Sea bar", "Soap", "body-care")
    assert {v.sku: v.price for v in bar.variants.all()} == {"BAR": 13000, "BAR-2": 9000, "BAR-3": 5000}
    first = Variant.objects.get(sku="BAR")
    assert (first.options, counters(first)) == ({"colour": "blue"}, (35, 0))
    assert movements(first) == [("receive", 40, "import"), ("write_off", 5, "import")]
    assert bar.product_claims.count() == 2
    assert bar.revisions.count() == 1
    assert "Sea bar" in client.get("/products/bar/").content.decode()


def test_stock_alone_needs_no_revision():
    run(whole())
    content = {"products": [product(variants=[{"sku": "BAR", "price": "12000", "stock": 41}])]}
    assert run(content) == {"products": {"unchanged": 1}, "variants": {"unchanged": 1}, "stock": {"moved": 1}}
    assert Product.objects.get().revisions.count() == 0


def test_publishing_and_taking_off(client):
    BrandPageFactory(slug="salt")
    run({"products": [product(published=False)]})
    assert client.get("/products/bar/").status_code == 404
    run({"products": [product(name="Draft bar")]})
    assert client.get("/products/bar/").status_code == 404
    run({"products": [product(published=True)]})
    assert client.get("/products/bar/").status_code == 200
    run({"products": [product(published=False)]})
    assert client.get("/products/bar/").status_code == 404


def test_a_lower_price_drops_no_former_one_and_a_higher_one_does():
    brand = BrandPageFactory(slug="salt")
    bar = ProductFactory(slug="bar", brand=brand, variants=[])
    variant = VariantFactory(product=bar, sku="BAR", price=12000, compare_at_price=15000)
    run({"products": [product(variants=[{"sku": "BAR", "price": "11000"}])]})
    variant.refresh_from_db()
    assert variant.compare_at_price == 15000
    run({"products": [product(variants=[{"sku": "BAR", "price": "15000"}])]})
    variant.refresh_from_db()
    assert variant.compare_at_price is None


def test_categories_are_found_by_slug_or_title():
    BrandPageFactory(slug="salt")
    shelf = CategoryFactory(title="Body Care", slug="body")
    other = [{"sku": "BAR-2", "price": "1"}]
    run({"products": [product(category="body"), product(slug="b2", category="body care", variants=other)]})
    assert [p.category for p in Product.objects.all()] == [shelf, shelf]
    run({"products": [product(category="room-scent")]})
    assert Category.objects.get(slug="room-scent").title == "Room scent"


def test_html_is_tidied():
    BrandPageFactory(slug="salt")
    run({"products": [product(description="<p onclick='x'>Hi<script>alert(1)</script></p>")]})
    assert Product.objects.get().description == "<p>Hialert(1)</p>"


def test_index_pages_are_made_where_none_stand():
    for model in (ProblemIndexPage, BrandIndexPage):
        model.objects.get().delete()
    run(whole())
    assert (ProblemIndexPage.objects.count(), BrandIndexPage.objects.count()) == (1, 1)


def test_a_dry_run_keeps_nothing():
    before = counts()
    assert run(whole(), dry_run=True)["products"] == {"created": 1}
    assert counts() == before


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("{", [("", "", "is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]),
        ("[]", [("", "", "must be an object with problems, brands and products")]),
        ({"products": {}}, []),
        ({"products": {"a": 1}}, [("products", "", "must be a list")]),
        ({"coupons": [{"code": "X"}]}, [("coupons", "", "coupons cannot be imported yet")]),
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


CSV = """slug,name,brand,category,published,summary,claims,sku,price,currency,stock,option
bar,Bar,salt,body,yes,Soap,One|Two,BAR,12000,KRW,3,"colour: blue, size: M"
bar,Bar,salt,,,,,BAR-2,9000,,,
mug,Mug,salt,,no,,,MUG,5000,,,
"""


def test_a_csv_has_a_row_a_variant():
    BrandPageFactory(slug="salt")
    assert run("\ufeff" + CSV, "goods.csv") == {
        "products": {"created": 2},
        "variants": {"created": 3},
        "stock": {"moved": 1},
    }
    bar = Product.objects.get(slug="bar")
    assert {v.sku: v.options for v in bar.variants.all()} == {
        "BAR": {"colour": "blue", "size": "M"},
        "BAR-2": {},
    }
    assert (bar.live, bar.product_claims.count(), Product.objects.get(slug="mug").live) == (True, 2, False)
    assert run(CSV, "goods.csv") == {"products": {"unchanged": 2}, "variants": {"unchanged": 3}}


def test_faults_of_a_csv():
    assert faults_of("slug,name\n", "goods.csv") == [("", "brand, price, sku", "this column is missing")]
    text = CSV.replace("bar,Bar,salt,,,,,BAR-2", "bar,Other,salt,,,,,BAR-2").replace(
        "colour: blue, size: M", "blue"
    )
    assert faults_of(text, "goods.csv") == [
        ("row 2", "option", "Write each option as “name: value”, separated by commas; “blue” is not."),
        ("row 3", "name", "differs from an earlier row of this product"),
    ]


def test_a_thousand_products_take_a_handful_of_inserts(django_capture_on_commit_callbacks):
    brand = BrandPageFactory(slug="salt", problem=ProblemPageFactory())
    content = {
        "products": [
            product(slug=f"p{n}", name=f"Thing{n}", variants=[{"sku": f"P{n}", "price": "1000", "stock": 1}])
            for n in range(1000)
        ]
    }
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        run(content)
    inserts = [q["sql"] for q in queries if q["sql"].startswith('INSERT INTO "products_product"')]
    columns = [field for field in Product._meta.concrete_fields if not field.primary_key]
    batch = min(500, connection.ops.bulk_batch_size(columns, range(1000)))
    assert len(inserts) == math.ceil(1000 / batch)
    assert [p.slug for p in get_search_backend().search("Thing777", Product)] == ["p777"]
    assert ReferenceIndex.get_references_to(brand).values("object_id").distinct().count() == 1000
    assert counters(Variant.objects.get(sku="P777")) == (1, 0)


def test_the_command_reports(tmp_path):
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(whole()))
    out = io.StringIO()
    call_command("import_catalogue", str(file), "--dry-run", stdout=out)
    assert out.getvalue().splitlines()[-1] == "Dry run: nothing was kept."
    assert Product.objects.count() == 0
    out = io.StringIO()
    call_command("import_catalogue", str(file), "--format", "json", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["dry_run"], report["errors"], report["counts"]["products"]) == (False, [], {"created": 1})


def test_the_command_ends_with_1_on_faults(tmp_path, capsys):
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps({"products": [product(brand="nope")]}))
    with pytest.raises(SystemExit) as ended:
        call_command("import_catalogue", str(file))
    assert ended.value.code == 1
    assert (
        capsys.readouterr().err.strip()
        == "catalogue.json: products[0] bar: brand: no brand has the slug nope"
    )
    with pytest.raises(SystemExit):
        call_command("import_catalogue", str(file), "--format", "json")
    assert json.loads(capsys.readouterr().out)["errors"] == [
        {
            "file": "catalogue.json",
            "entry": "products[0] bar",
            "field": "brand",
            "message": "no brand has the slug nope",
        }
    ]


def test_the_command_ends_with_2_without_a_file(tmp_path):
    with pytest.raises(CommandError) as ended:
        call_command("import_catalogue", str(tmp_path / "none.json"))
    assert ended.value.returncode == 2


def test_the_command_reads_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(whole())))
    call_command("import_catalogue", "-", stdout=io.StringIO())
    assert Product.objects.count() == 1
