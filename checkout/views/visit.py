"""Whether a visit may be remembered, and what is remembered of it."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from checkout.attribution import Origin, choice_of, choose, forget_visit, marks_of
from checkout.forms import VisitForm
from checkout.views.answers import failed_status, safe_next
from stories.answers import see_other
from stories.forgery import same_origin_form
from stories.readers import wants_no_trace


@never_cache
@same_origin_form
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    form = VisitForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=failed_status(request))
    agrees = form.cleaned_data["agrees"] and not wants_no_trace(request)
    if wants_no_trace(request):
        forget_visit(session=request.session)
    else:
        if not request.user.is_authenticated:
            # Nobody is logged in with it: it goes with the browser.
            request.session.set_expiry(0)
        choose(session=request.session, agrees=agrees, now=timezone.now())
    back = _way_back(request, form)
    if back:
        return see_other(f"{back}#{'visit-yes' if agrees else 'visit-no'}")
    messages.success(
        request,
        _("We remember this visit until it ends.") if agrees else _("We remember nothing of this visit."),
    )
    return see_other(reverse("checkout:visit"))


def origin_of(request: HttpRequest) -> Origin | None:
    """What an order keeps of the visit it is placed in."""
    return None if wants_no_trace(request) else marks_of(session=request.session, now=timezone.now())


def say_choice(request: HttpRequest) -> str:
    """For the line on pages that are the same for everybody: "open" while it is worth asking."""
    agreed = choice_of(session=request.session, now=timezone.now())
    if wants_no_trace(request) or agreed is False:
        return "no"
    return "yes" if agreed else "open"


def _page(request: HttpRequest, form: VisitForm, *, status: int = 200) -> HttpResponse:
    marks = origin_of(request)
    titles = {}
    if marks is not None:
        stories = [pk for pk in (marks.first_story, marks.last_story) if pk]
        titles = dict(Page.objects.filter(pk__in=stories).values_list("pk", "title"))
    context = {
        "form": form,
        "choice": say_choice(request),
        "wants_no_trace": wants_no_trace(request),
        "marks": marks,
        "first_story": titles.get(marks.first_story) if marks else None,
        "last_story": titles.get(marks.last_story) if marks else None,
    }
    return render(request, "checkout/visit.html", context, status=status)


def _way_back(request: HttpRequest, form: VisitForm) -> str:
    """To the page that asked, with the marks of the link by which it was opened, which a page that is the same for
    everybody cannot hold; it says the answer where it asked. Empty when none asked.
    """
    wanted = form.cleaned_data["next"]
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc == request.get_host() and came.path == wanted and came.query:
        wanted = f"{came.path}?{came.query}"
    return safe_next(wanted, "")
