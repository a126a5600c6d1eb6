import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As Django's json_script does it: nothing in the data can end the script element.
UNSAFE_IN_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def ld_json(description: Any) -> SafeString:
    """A description in the words of schema.org, to stand in a script element of type application/ld+json."""
    text = json.dumps(description, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE_IN_SCRIPT))
