"""Where the links of a mailing lead. Nothing of who follows them is kept."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mailings.composing import read_parts
from mailings.links import BadLink, PlainLinks, find_read
from mailings.links import follow as follow_link
from stories.readers import is_looked_at


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    try:
        return HttpResponseRedirect(follow_link(token=token, is_counted=_is_counted(request)))
    except BadLink as altered:
        raise Http404 from altered


@never_cache
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    try:
        mailing = find_read(token=token, is_counted=_is_counted(request))
    except BadLink as altered:
        raise Http404 from altered
    parts = read_parts(mailing=mailing, now=timezone.now(), links=PlainLinks(mailing))
    return render(request, "mailings/read.html", {"mailing": mailing, "parts": parts})


def _is_counted(request: HttpRequest) -> bool:
    """Whoever asks not to be followed is not counted, though nobody is named."""
    wants_not = "1" in {request.headers.get("DNT"), request.headers.get("Sec-GPC")}
    return is_looked_at(request) and not wants_not
