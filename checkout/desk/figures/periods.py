"""How many days figures are shown of; whoever chose once sees the same period everywhere."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.story_figures import Period

CHOICES = [("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days")), ("all", _("All time"))]
USUAL = "30"
REMEMBERED = "figures_days"
FOR_FIGURES = "checkout.view_story_figures"


def asked_days(request: HttpRequest) -> str:
    """What the address says, else the usual."""
    asked = request.GET.get("days", "")
    return asked if asked in dict(CHOICES) else USUAL


def chosen_days(request: HttpRequest) -> str:
    """What the address says, else what was chosen last: lists and editor have no filter to hold it."""
    if request.GET.get("days", "") in dict(CHOICES):
        if request.session.get(REMEMBERED) != request.GET["days"]:
            request.session[REMEMBERED] = request.GET["days"]
        return request.GET["days"]
    kept = request.session.get(REMEMBERED, USUAL)
    return kept if kept in dict(CHOICES) else USUAL


def period_of(days: str) -> Period:
    return Period.last(int(days) if days != "all" else None, now=timezone.now())


def name_period(days: str) -> str:
    return str(dict(CHOICES)[days])
