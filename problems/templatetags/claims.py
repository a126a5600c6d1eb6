from collections.abc import Iterable

from django import template
from django.utils import timezone

from problems.claims import claims_to_show
from problems.models import Claim

register = template.Library()


@register.filter
def shown_today(claims: Iterable[Claim]) -> list[Claim]:
    """Those that may be printed on the day the page is made."""
    return claims_to_show(claims=claims, day=timezone.localdate())
