import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# As django.utils.html.json_script does: no text of a page can end the script element or open a comment in it.
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(data):
    """`data`, a dict or a list of dicts in the words of schema.org, for machines; nothing when empty."""
    if not data:
        return ""
    written = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308
