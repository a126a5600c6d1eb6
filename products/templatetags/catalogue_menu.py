from django import template

from products.navigation import build_menu

register = template.Library()


@register.inclusion_tag("components/category_menu.html")
def category_menu():
    return {"groups": build_menu()}
