from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context, address: str, below: str = "") -> str:
    """What a link to `address` says on that page itself, and on pages below it or below `below`."""
    path = context["request"].path
    if path == address:
        return format_html(' aria-current="{}"', "page")
    if path.startswith(below or address):
        return format_html(' aria-current="{}"', "true")
    return ""
