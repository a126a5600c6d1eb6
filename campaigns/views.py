from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access, user_passes_test

from campaigns.models import Campaign
from campaigns.stopping import resume_campaign, stop_campaign

EDIT = "wagtailsnippets_campaigns_campaign:edit"


def may_change(user) -> bool:
    return user.has_perm("campaigns.change_campaign")


@require_admin_access
@user_passes_test(may_change)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(
        request, pk, stop_campaign, _("“%(title)s” is stopped: its prices, codes and adverts have ended.")
    )


@require_admin_access
@user_passes_test(may_change)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, resume_campaign, _("“%(title)s” goes on as before."))


def _answer(request: HttpRequest, pk: int, rule: Callable[..., bool], told: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign, pk=pk)
    if rule(campaign=campaign, by=request.user, now=timezone.now()):
        messages.success(request, told % {"title": campaign.title})
    return redirect(EDIT, pk)
