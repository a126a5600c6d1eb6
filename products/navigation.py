"""The menu of categories: groups of channels (top categories) with two levels below them."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key

from products.models import Category

Node = dict[str, Any]

# As `templates/components/header.html` names what it keeps.
FRAGMENT = "category_menu"


def build_menu() -> list[Node]:
    """Groups in their order, each `{"group", "channels", "sub_cats"}`; one query for any tree.

    `channels` are the group's top categories, `sub_cats` what stands below, each with its own `sub_cats`.
    Every entry has `id`, `name`, `slug` and `url`; `parent` is the id of the one above, None at the top.
    """
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in Category.objects.order_by("sort_order", "title", "pk"):
        below[category.parent_id].append(category)
    groups: dict[int, list[Category]] = defaultdict(list)
    for top in below[None]:
        if top.menu_group is not None:
            groups[top.menu_group].append(top)
    return [
        {
            "group": number,
            "channels": [_entry(channel) for channel in channels],
            "sub_cats": [_with_sub_cats(child, below) for channel in channels for child in below[channel.pk]],
        }
        for number, channels in sorted(groups.items())
    ]


def drop_menu() -> None:
    """The next page writes it anew; where every process has a cache of its own, the others' go on for a minute."""
    languages = {settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)}
    cache.delete_many(make_template_fragment_key(FRAGMENT, [code]) for code in languages)


def _with_sub_cats(category: Category, below: dict[int | None, list[Category]]) -> Node:
    return {**_entry(category), "sub_cats": [_entry(child) for child in below[category.pk]]}


def _entry(category: Category) -> Node:
    return {
        "id": category.pk,
        "parent": category.parent_id,
        "name": category.title,
        "slug": category.slug,
        "url": category.get_absolute_url(),
    }
