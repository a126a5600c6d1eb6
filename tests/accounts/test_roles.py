import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import Page

from accounts import roles
from accounts.roles import UnknownPermission, find_permissions, give_role, let_publish, setup_roles
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db

PICTURES = {"wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"}


@pytest.fixture(autouse=True)
def _museum():
    museum()


def names(permissions) -> set[str]:
    rows = permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def may(role: str) -> set[str]:
    return names(Group.objects.get(name=role).permissions)


def pages(role: str) -> set[tuple[str, str]]:
    rows = Group.objects.get(name=role).page_permissions.select_related("page", "permission")
    return {(row.page.slug, row.permission.codename) for row in rows}


def collections(role: str) -> set[str]:
    group = Group.objects.get(name=role)
    return names(Permission.objects.filter(groupcollectionpermission__group=group))


def test_the_editor_writes_pages_products_claims_people_and_searches_and_touches_no_price_stock_or_order():
    setup_roles()
    assert may("editor") == {
        "wagtailadmin.access_admin",
        "products.view_category",
        "products.view_product",
        "products.add_product",
        "products.change_product",
        "problems.view_claim",
        "problems.add_claim",
        "problems.change_claim",
        "brands.view_person",
        "brands.add_person",
        "brands.change_person",
        "search.view_askedtext",
        "checkout.view_story_figures",
        "search.view_synonym",
        "search.add_synonym",
        "search.change_synonym",
        "search.delete_synonym",
        "search.view_promotion",
        "search.add_promotion",
        "search.change_promotion",
        "search.delete_promotion",
        "posts.moderate",
    }
    root = Page.get_first_root_node().slug
    assert pages("editor") == {(root, "add_page"), (root, "change_page")}
    assert collections("editor") == PICTURES


def test_the_marketer_handles_campaigns_and_reads_what_is_searched_for():
    setup_roles()
    assert may("marketer") == {
        "wagtailadmin.access_admin",
        "campaigns.view_advertslot",
        "campaigns.add_advertslot",
        "campaigns.change_advertslot",
        "campaigns.delete_advertslot",
        "campaigns.view_campaign",
        "campaigns.add_campaign",
        "campaigns.change_campaign",
        "campaigns.delete_campaign",
        "campaigns.view_coupon",
        "campaigns.add_coupon",
        "campaigns.change_coupon",
        "campaigns.delete_coupon",
        "mailings.view_mailing",
        "mailings.add_mailing",
        "mailings.change_mailing",
        "mailings.delete_mailing",
        "products.view_category",
        "products.view_product",
        "problems.view_claim",
        "search.view_askedtext",
        "checkout.view_story_figures",
    }
    assert pages("marketer") == set()
    assert collections("marketer") == PICTURES


def test_the_operator_handles_orders_shipping_and_stock():
    setup_roles()
    assert may("operator") == {
        "wagtailadmin.access_admin",
        "accounts.view_area",
        "accounts.add_area",
        "accounts.change_area",
        "accounts.delete_area",
        "checkout.view_order",
        "checkout.change_order",
        "checkout.view_customers",
        "checkout.view_shippingmethod",
        "checkout.add_shippingmethod",
        "checkout.change_shippingmethod",
        "products.view_category",
        "products.view_product",
        "products.view_stockrecord",
        "products.change_stockrecord",
        "products.view_stockmovement",
        "webhooks.view_outgoingdelivery",
        "webhooks.view_outgoingmessage",
    }
    assert (pages("operator"), collections("operator")) == (set(), set())


def test_the_owner_may_everything():
    setup_roles()
    assert may("owner") == names(Permission.objects.all())
    assert {codename for _page, codename in pages("owner")} == {
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    }


def test_a_second_time_changes_nothing():
    assert [role.changed for role in setup_roles()] == [True, True, True, True]
    assert [role.changed for role in setup_roles()] == [False, False, False, False]


def test_what_was_added_by_hand_to_a_group_goes_and_what_was_granted_on_a_page_stays():
    setup_roles()
    editors = Group.objects.get(name="editor")
    editors.permissions.add(*find_permissions(["products.change_stockrecord"]))
    let_publish(role="editor", page=museum().brands)
    let_publish(role="editor", page=museum().brands)
    assert [role.role for role in setup_roles() if role.changed] == ["editor"]
    assert "products.change_stockrecord" not in may("editor")
    assert ("brands", "publish_page") in pages("editor")


def test_an_unknown_permission_is_named_and_nothing_is_changed(monkeypatch):
    monkeypatch.setitem(
        roles.PERMISSIONS, "marketer", ("campaigns.fly", "wagtailadmin.access_admin", "moon.view_sea")
    )
    with pytest.raises(UnknownPermission, match=r"called campaigns\.fly, moon\.view_sea\."):
        setup_roles()
    assert Group.objects.filter(name="editor").exists() is False
    with pytest.raises(CommandError, match=r"campaigns\.fly"):
        call_command("setup_roles")


def test_a_role_replaces_the_one_before_and_makes_its_groups_when_there_are_none():
    user = UserFactory()
    steps = []
    for role in ("owner", "editor", "shopper"):
        give_role(user=user, role=role)
        user.refresh_from_db()
        steps.append((list(user.groups.values_list("name", flat=True)), user.is_superuser, user.is_staff))
    assert steps == [(["owner"], True, True), (["editor"], False, False), ([], False, False)]


def test_other_groups_of_a_user_are_left_alone():
    user = UserFactory()
    user.groups.add(Group.objects.create(name="choir"))
    give_role(user=user, role="editor")
    give_role(user=user, role="shopper")
    assert list(user.groups.values_list("name", flat=True)) == ["choir"]


def test_the_command_reports_as_text_and_as_json():
    text, data = StringIO(), StringIO()
    call_command("setup_roles", stdout=text)
    call_command("setup_roles", "--format", "json", stdout=data)
    assert text.getvalue().splitlines()[0] == "editor      22 permissions, set up"
    assert json.loads(data.getvalue())["roles"][0] == {"role": "editor", "permissions": 22, "changed": False}


def test_without_a_page_tree_the_command_says_so():
    Page.objects.all().delete()
    Page.objects.filter(depth=1).delete()
    with pytest.raises(CommandError, match="The page tree has no root yet"):
        call_command("setup_roles")
