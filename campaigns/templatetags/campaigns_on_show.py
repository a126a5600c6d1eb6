from django import template
from django.utils import timezone

from campaigns.landing_pages import is_any_on_show

register = template.Library()


@register.simple_tag
def campaigns_on_show() -> bool:
    """Whether the page of campaigns has anything to lead to now."""
    return is_any_on_show(now=timezone.now())
