"""With many products no list reads a whole table of them: PostgreSQL is asked how it would answer."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brands.models import BrandPage
from products.models import Category
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.products import CategoryFactory
from tests.rolled_back import rolled_back

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LARGE = {"products_product", "products_variant", "products_stockrecord", "products_stockmovement"}
SORTS = ("newest", "price", "-price", "popular")
FILTERS = (
    "",
    "brand=brand-3",
    "problem=PROBLEM",
    "category=shelf-3",
    "in_stock=on",
    "min_price=50000",
    "max_price=2000",
    "min_price=20000&max_price=20500",
    "q=cup",
    "q=777",
    "q=컵",
    "q=77+cup",
    "q=Nobody+has+it",
    "q=brand",
    "brand=brand-3&in_stock=on&max_price=30000&q=cup",
)

FILL = """
INSERT INTO products_product (
    id, live, has_unpublished_changes, first_published_at, expired, locked, created_at, updated_at, name, korean_name,
    slug, brand_id, category_id, summary, description, materials, origin, is_free, sales
)
SELECT n, n %% 50 <> 0, false, timestamptz '2025-01-01' + n * interval '1 minute', false, false, now(), now(),
       'Cup of clay ' || n, '흙으로 만든 컵 ' || n, 'many-' || n, (%(brands)s)[n %% 20 + 1], (%(categories)s)[n %% 10 + 1],
       repeat('A cup from the river. ', 8), repeat('Words about the cup. ', 30), 'clay', 'Korea', false, n %% 97 / 90
FROM generate_series(1, 20000) AS n;
INSERT INTO products_variant (id, sort_order, sku, options, price, weight_g, is_offered, product_id)
SELECT n, 0, 'MANY-' || n, '{}'::jsonb, 1000 + n %% 100 * 613, 0, true, n FROM generate_series(1, 20000) AS n
UNION ALL
SELECT 20000 + n, 1, 'MORE-' || n, '{}'::jsonb, 1500 + n %% 100 * 613, 0, n %% 3 <> 0, n
FROM generate_series(1, 20000, 2) AS n;
INSERT INTO products_stockrecord (variant_id, on_hand, reserved, received, returned, written_off, sold)
SELECT id, n, 0, n, 0, 0, 0 FROM (SELECT id, CASE WHEN id %% 5 = 0 THEN 0 ELSE 7 END AS n FROM products_variant) AS one
"""


@pytest.fixture(autouse=True)
def _many_products():
    museum()
    for number in range(20):
        BrandPageFactory(title=f"Brand {number}", slug=f"brand-{number}")
    for number in range(10):
        CategoryFactory(slug=f"shelf-{number}")
    keys = {
        "brands": list(BrandPage.objects.order_by("pk").values_list("pk", flat=True)),
        "categories": list(Category.objects.order_by("pk").values_list("pk", flat=True)),
    }
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            cursor.execute(statement, keys)
        cursor.execute("VACUUM ANALYZE")
        yield
        # Row by row it would take longer than the test.
        cursor.execute("TRUNCATE products_product CASCADE")


def plan_nodes(plan):
    yield plan
    for below in plan.get("Plans", []):
        yield from plan_nodes(below)


def read_whole(client, url) -> set[str]:
    """The large tables that a page reads from the first row to the last."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    found = set()
    for query in asked.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (FORMAT JSON) " + query["sql"].replace("%", "%%"), [])
                (plan,) = cursor.fetchone()
            plan = plan if isinstance(plan, list) else json.loads(plan)
            scans = (node for node in plan_nodes(plan[0]["Plan"]) if node["Node Type"] == "Seq Scan")
            scanned = {node["Relation Name"] for node in scans} & LARGE
            # An index on its counters would cost every order more than it saves a count.
            found |= scanned - ({"products_stockrecord"} if "COUNT(*)" in query["sql"] else set())
    return found


def test_every_list_is_read_off_an_index(client):
    brand = BrandPage.objects.get(slug="brand-3")
    filters = [one.replace("PROBLEM", brand.problem.slug) for one in FILTERS]
    urls = ["/", brand.url, brand.problem.url, "/products/many-7/", "/products/?page=20"]
    urls += [f"/products/?{one}&sort={sort}" for one in filters for sort in ("newest", "-price")]
    urls += [f"/products/?{one}sort={sort}" for one in ("", "in_stock=on&", "q=cup&") for sort in SORTS]
    urls += [f"/api/v1/products/?ordering={sort}&page_size=100" for sort in SORTS]
    assert {url: found for url in urls if (found := read_whole(client, url))} == {}

    with rolled_back(), connection.cursor() as cursor:
        for way in ("indexscan", "indexonlyscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        whole = {"products_product", "products_variant", "products_stockrecord"}
        assert [read_whole(client, f"/products/?sort={sort}") for sort in SORTS] == [whole] * 4
