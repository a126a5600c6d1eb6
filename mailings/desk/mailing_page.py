"""One mailing: what becomes of it, what can be done with it, what came of it. Nobody is named."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from accounts.models import User
from mailings import life
from mailings.audiences import find_audience
from mailings.composing import write_preview
from mailings.forms import ScheduleForm
from mailings.letter_pages import show_letter
from mailings.life import CannotDo
from mailings.models import Mailing
from mailings.results import read_progress, read_results, read_sales
from mailings.trying import send_test

Status = Mailing.Status
OPEN = {Status.DRAFT, Status.SCHEDULED}


@permission_required("mailings.view_mailing")
@require_safe
def show(request: HttpRequest, mailing_id: int) -> HttpResponse:
    return _page(request, get_object_or_404(Mailing, pk=mailing_id), ScheduleForm())


@permission_required("mailings.view_mailing")
@require_safe
def progress(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """How far it is; its whole page is shown anew once it is not being sent any more."""
    mailing = get_object_or_404(Mailing, pk=mailing_id)
    if mailing.status != Status.SENDING:
        return HttpResponseClientRefresh()
    context = {"mailing": mailing, "progress": read_progress(mailing=mailing)}
    return render(request, "mailings/admin/progress.html", context)


@permission_required("mailings.view_mailing")
@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, mailing_id: int) -> HttpResponse:
    letter = write_preview(mailing=get_object_or_404(Mailing, pk=mailing_id))
    return show_letter(letter=letter, as_text="text" in request.GET)


@permission_required("mailings.change_mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, mailing_id: int, name: str) -> HttpResponse:
    """Takes the step; before one that cannot be taken back it asks whether it is meant."""
    mailing = get_object_or_404(Mailing, pk=mailing_id)
    if request.method != "POST":
        return _ask(request, mailing) if name == "send" else HttpResponseNotAllowed(["POST"])
    try:
        said = STEPS[name](mailing, request)
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
    else:
        log(instance=mailing, action="wagtail.edit", user=request.user, data={"step": name})
        messages.success(request, said)
    return redirect("mailing", mailing_id)


@permission_required("mailings.change_mailing")
@require_POST
def schedule(request: HttpRequest, mailing_id: int) -> HttpResponse:
    mailing, form = get_object_or_404(Mailing, pk=mailing_id), ScheduleForm(request.POST)
    if form.is_valid():
        try:
            life.schedule(mailing=mailing, at=form.cleaned_data["at"], now=timezone.now())
        except CannotDo as refusal:
            form.add_error("at", str(refusal))
        else:
            log(instance=mailing, action="wagtail.edit", user=request.user, data={"step": "schedule"})
            messages.success(request, _("It goes out by itself at that time."))
            return redirect("mailing", mailing_id)
    return _page(request, mailing, form)


def _ask(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    if mailing.status not in OPEN:
        return redirect("mailing", mailing.pk)
    count = find_audience(mailing=mailing, now=timezone.now()).count()
    return render(request, "mailings/admin/send.html", {"mailing": mailing, "count": count})


def _page(request: HttpRequest, mailing: Mailing, form: ScheduleForm) -> HttpResponse:
    is_open = mailing.status in OPEN
    now = timezone.now()
    context = {
        "mailing": mailing,
        "form": form,
        "is_open": is_open,
        "may_change": request.user.has_perm("mailings.change_mailing"),
        "count": find_audience(mailing=mailing, now=now).count() if is_open else None,
        "results": None if is_open else read_results(mailing=mailing),
        "sales": read_sales(campaign=mailing.campaign) if mailing.campaign and not is_open else None,
    }
    return render(request, "mailings/admin/mailing.html", context)


def _test(mailing: Mailing, request: HttpRequest) -> str:
    user = cast(User, request.user)
    send_test(mailing=mailing, user=user, now=timezone.now())
    return _("A test is on its way to %(address)s.") % {"address": user.email}


def _send(mailing: Mailing, request: HttpRequest) -> str:
    life.send_now(mailing=mailing, now=timezone.now())
    return _("It is on its way.")


def _take_back(mailing: Mailing, request: HttpRequest) -> str:
    life.take_back(mailing=mailing)
    return _("It is a draft again.")


def _pause(mailing: Mailing, request: HttpRequest) -> str:
    life.pause(mailing=mailing)
    return _("Paused. Nobody gets it until you go on.")


def _resume(mailing: Mailing, request: HttpRequest) -> str:
    life.resume(mailing=mailing)
    return _("It goes on.")


def _stop(mailing: Mailing, request: HttpRequest) -> str:
    life.stop(mailing=mailing, now=timezone.now())
    return _("Stopped. Whoever has not got it does not get it.")


STEPS: dict[str, Callable[[Mailing, HttpRequest], str]] = {
    "test": _test,
    "send": _send,
    "take-back": _take_back,
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
}
