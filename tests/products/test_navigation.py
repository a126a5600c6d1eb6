import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.navigation import build_menu
from tests.factories.products import CategoryFactory

pytestmark = pytest.mark.django_db


def names(entries):
    return [entry["name"] for entry in entries]


def test_menu_follows_groups_channels_and_two_levels_below():
    home = CategoryFactory(title="Home", slug="home", menu_group=1, sort_order=2)
    kitchen = CategoryFactory(title="Kitchen", slug="kitchen", menu_group=1, sort_order=1)
    body = CategoryFactory(title="Body", menu_group=2)
    CategoryFactory(title="Hidden", menu_group=None)
    bath = CategoryFactory(title="Bath", parent=body, sort_order=2)
    soap = CategoryFactory(title="Soap", slug="soap", parent=bath)
    face = CategoryFactory(title="Face", parent=body, sort_order=1)

    first, second = build_menu()

    assert [first["group"], second["group"]] == [1, 2]
    assert names(first["channels"]) == ["Kitchen", "Home"]
    assert first["channels"][0] == {
        "id": kitchen.pk,
        "parent": None,
        "name": "Kitchen",
        "slug": "kitchen",
        "url": "/products/?category=kitchen",
    }
    assert first["sub_cats"] == []
    assert names(second["sub_cats"]) == ["Face", "Bath"]
    assert second["sub_cats"][0]["parent"] == body.pk
    assert second["sub_cats"][0]["sub_cats"] == []
    assert names(second["sub_cats"][1]["sub_cats"]) == ["Soap"]
    assert second["sub_cats"][1]["sub_cats"][0]["id"] == soap.pk
    assert (home.pk, face.pk) == (first["channels"][1]["id"], second["sub_cats"][0]["id"])


def test_one_query_for_any_tree(django_assert_num_queries):
    for group in range(3):
        top = CategoryFactory(menu_group=group)
        for _ in range(3):
            CategoryFactory(parent=CategoryFactory(parent=top))
    with django_assert_num_queries(1):
        build_menu()


def test_reordering_moves_the_channel():
    first = CategoryFactory(title="A", menu_group=1, sort_order=1)
    CategoryFactory(title="B", menu_group=1, sort_order=2)
    first.sort_order = 3
    first.save()
    assert names(build_menu()[0]["channels"]) == ["B", "A"]


def test_menu_as_json(client):
    CategoryFactory(title="Home", menu_group=1)
    response = client.get("/products/menu.json")
    assert response["Content-Type"] == "application/json"
    assert names(response.json()["groups"][0]["channels"]) == ["Home"]


def test_the_menu_is_written_once_until_a_shelf_changes(client, django_capture_on_commit_callbacks):
    def menus() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/search/")
        names = [name for name in ("Bath", "Kitchen") if f">{name}</a>" in answer.content.decode()]
        asked = sum("products_category" in query["sql"] for query in queries)
        return [asked, *names]

    shelf = CategoryFactory(title="Bath", menu_group=1)
    assert [menus(), menus()] == [[1, "Bath"], [0, "Bath"]]
    with django_capture_on_commit_callbacks(execute=True):
        shelf.title = "Kitchen"
        shelf.save()
    assert menus() == [1, "Kitchen"]
    with django_capture_on_commit_callbacks(execute=True):
        shelf.delete()
    assert menus() == [1]
