"""Who may do what: one group a role, its permissions written as data.

Running `setup_roles` again puts the model permissions back to what stands here. Rights on single
pages that the shop granted by hand, such as publishing, are left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

SHOPPER = "shopper"
EDITOR = "editor"
MARKETER = "marketer"
OPERATOR = "operator"
OWNER = "owner"

STAFF_ROLES = (EDITOR, MARKETER, OPERATOR, OWNER)
ROLES = (SHOPPER, *STAFF_ROLES)

PICTURES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
)
PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITOR: (
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
    ),
    MARKETER: (
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
    ),
    OPERATOR: (
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
    ),
}
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITOR: ("wagtailcore.add_page", "wagtailcore.change_page"),
    OWNER: (
        "wagtailcore.add_page",
        "wagtailcore.change_page",
        "wagtailcore.publish_page",
        "wagtailcore.bulk_delete_page",
        "wagtailcore.lock_page",
        "wagtailcore.unlock_page",
    ),
}
COLLECTION_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITOR: PICTURES,
    MARKETER: PICTURES,
    OWNER: PICTURES,
}


class UnknownPermission(Exception):
    def __init__(self, names: Iterable[str]):
        text = _("The site knows no permission called %(names)s. Run the migrations first.")
        super().__init__(text % {"names": ", ".join(sorted(names))})


class NoPageTree(Exception):
    def __init__(self):
        super().__init__(str(_("The page tree has no root yet. Run the migrations first.")))


@dataclass(frozen=True)
class RoleSetUp:
    """`changed` says whether anything had to be added or taken away."""

    role: str
    permissions: int
    changed: bool


@transaction.atomic
def setup_roles() -> list[RoleSetUp]:
    """Makes the staff groups and gives each exactly its permissions; twice is once.

    Raises UnknownPermission or NoPageTree, and then changes nothing.
    """
    return [_set_up(role) for role in STAFF_ROLES]


@transaction.atomic
def give_role(*, user, role: str) -> None:
    """Makes `role` the user's only one. The owner is a superuser; a shopper stands in no staff group."""
    user.groups.remove(*Group.objects.filter(name__in=STAFF_ROLES).exclude(name=role))
    if role != SHOPPER:
        user.groups.add(_group(role))
    is_owner = role == OWNER
    if (user.is_superuser, user.is_staff) != (is_owner, is_owner):
        user.is_superuser = user.is_staff = is_owner
        user.save(update_fields=["is_superuser", "is_staff"])


@transaction.atomic
def let_publish(*, role: str, page: Page) -> None:
    """Lets a role publish `page` and what hangs below it."""
    _let(role, page, ["wagtailcore.publish_page"])


@transaction.atomic
def let_write(*, role: str, page: Page) -> None:
    """Lets a role write `page`, what hangs below it, and hang more there."""
    _let(role, page, ["wagtailcore.add_page", "wagtailcore.change_page"])


def _let(role: str, page: Page, permissions: Iterable[str]) -> None:
    for permission in find_permissions(permissions):
        GroupPagePermission.objects.get_or_create(group=_group(role), page=page, permission=permission)


def belongs_to_staff(*, user) -> bool:
    """Whoever may come into one of the admins now; see `accounts.deactivation` for accounts that are not active."""
    return user.is_superuser or user.is_staff or user.has_perm("wagtailadmin.access_admin")


def find_permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions called "app.codename". Raises UnknownPermission naming every one that is missing."""
    wanted = set(names)
    codenames = {name.split(".", 1)[1] for name in wanted}
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(codename__in=codenames).select_related("content_type")
    }
    if missing := wanted - found.keys():
        raise UnknownPermission(missing)
    return [found[name] for name in sorted(wanted)]


def _group(role: str) -> Group:
    group = Group.objects.filter(name=role).first()
    if group is None:
        setup_roles()
        group = Group.objects.get(name=role)
    return group


def _set_up(role: str) -> RoleSetUp:
    group, is_new = Group.objects.get_or_create(name=role)
    wanted = list(Permission.objects.all()) if role == OWNER else find_permissions(PERMISSIONS[role])
    changed = is_new or set(group.permissions.all()) != set(wanted)
    if changed:
        group.permissions.set(wanted)
    if names := PAGE_PERMISSIONS.get(role):
        changed |= _grant(names, rows=GroupPagePermission.objects, group=group, page=_root(Page))
    if names := COLLECTION_PERMISSIONS.get(role):
        changed |= _grant(
            names, rows=GroupCollectionPermission.objects, group=group, collection=_root(Collection)
        )
    return RoleSetUp(role=role, permissions=len(wanted), changed=changed)


def _grant(names: Iterable[str], *, rows, **of) -> bool:
    """Whether anything was missing."""
    has = set(rows.filter(**of).values_list("permission", flat=True))
    missing = [permission for permission in find_permissions(names) if permission.pk not in has]
    rows.bulk_create([rows.model(permission=permission, **of) for permission in missing])
    return bool(missing)


def _root(tree):
    root = tree.get_first_root_node()
    if root is None:
        raise NoPageTree
    return root
