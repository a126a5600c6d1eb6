import io
import json
import math

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from brands.models import BrandIndexPage, BrandPage
from problems.models import ProblemIndexPage, ProblemPage
from products.models import Category, Product, Variant
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import CategoryFactory, ProductFactory, VariantFactory, counters, movements
from tests.products.catalogue_documents import CSV, NOW, counts, product, run, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def building():
    museum()


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


@pytest.mark.slow
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
