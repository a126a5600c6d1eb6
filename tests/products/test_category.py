import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from tests.factories.products import CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db


def test_a_category_cannot_stand_below_itself():
    top = CategoryFactory()
    below = CategoryFactory(parent=CategoryFactory(parent=top))
    top.parent = below
    with pytest.raises(ValidationError, match="cannot stand below itself"):
        top.full_clean()


def test_four_levels_are_refused():
    third = CategoryFactory(parent=CategoryFactory(parent=CategoryFactory()))
    with pytest.raises(ValidationError, match="three levels"):
        CategoryFactory.build(parent=third).full_clean()


def test_moving_a_tree_below_another_counts_its_height():
    second = CategoryFactory(parent=CategoryFactory())
    tree = CategoryFactory()
    CategoryFactory(parent=tree)
    tree.parent = second
    with pytest.raises(ValidationError, match="three levels"):
        tree.full_clean()


def test_path_leads_from_the_top_down():
    top = CategoryFactory()
    middle = CategoryFactory(parent=top)
    assert CategoryFactory(parent=middle).path()[:2] == [top, middle]


def test_a_category_with_products_is_protected():
    shelf = CategoryFactory()
    ProductFactory(category=shelf)
    with pytest.raises(ProtectedError):
        shelf.delete()
