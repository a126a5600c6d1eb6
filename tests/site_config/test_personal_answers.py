import pytest
from django.test import Client

from tests.factories.checkout import placed_order
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    "headers", [{"Order-Token": "x"}, {"Cookie": "cart=x"}, {"Authorization": "Bearer x"}]
)
def test_answers_to_somebody_are_kept_by_no_cache(headers):
    order = placed_order()
    answer = Client().get(f"/api/v1/orders/{order.number}/", headers=headers)
    assert answer["Cache-Control"] == KEPT_BY_NOBODY


def test_what_anybody_may_see_can_be_kept():
    museum()
    assert "Cache-Control" not in Client().get("/api/v1/products/")
