import re

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import belongs_to_staff
from api.rate_limits import count_attempt, visitor_of
from search import narrowing
from search.asking import note_asked, note_opened
from search.engines import NoAnswer
from search.finding import find
from search.forms import SORT_NAMES, OpenedForm, SearchForm
from search.models import Kind
from search.suggesting import Suggestion, suggest
from search.ways_on import read_ways_on
from search.wishes import DEFAULT_SORT, Found, Wish
from stories.forgery import same_origin_form
from stories.paging import read_number
from stories.readers import is_looked_at, reader_of

SECONDS_KEPT = 60
_MACHINES = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|http-?client", re.IGNORECASE)


@require_safe
def results(request):
    form = SearchForm(request.GET)
    wish = form.wish()
    if not wish.text:
        return render(
            request, "search/prompt.html", {"form": form, "asked_text": form.text, "ways_on": read_ways_on()}
        )
    if wait := count_attempt(group="search", who=visitor_of(request)):
        return _ask_to_wait(wait)
    now = timezone.now()
    found = find(
        wish=wish, page=read_number(request.GET.get("page")), after=request.GET.get("after", ""), now=now
    )
    is_first_look = found.page == 1 and not narrowing.is_narrowed(wish) and is_looked_at(request)
    if is_first_look and found.is_answered and _is_a_shopper(request):
        note_asked(text=wish.text, found=found.total, now=now)
    return render(request, "search/results.html", _show(form=form, wish=wish, found=found))


@require_safe
def suggestions(request):
    if wait := count_attempt(group="suggest", who=visitor_of(request)):
        return _ask_to_wait(wait)
    form = SearchForm(request.GET)
    text = form.wish().text
    try:
        offered = suggest(text=text, now=timezone.now()) if text else []
    except NoAnswer:
        response = JsonResponse({"query": form.text, "suggestions": []})
        patch_cache_control(response, private=True, no_store=True)
        return response
    response = JsonResponse({"query": form.text, "suggestions": [_name(one) for one in offered]})
    patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response


@same_origin_form
@require_POST
def opened(request):
    """What a browser tells by the way, when a result is clicked."""
    if wait := count_attempt(group="search", who=f"opened:{visitor_of(request)}"):
        return _ask_to_wait(wait)
    form = OpenedForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if _is_a_shopper(request):
        told = form.cleaned_data
        note_opened(text=told["text"], kind=told["kind"], source_id=told["id"], now=timezone.now())
    return HttpResponse(status=204)


def _name(one: Suggestion) -> dict[str, str]:
    return {
        "kind": one.kind,
        "kind_label": str(Kind(one.kind).label),
        "title": one.title,
        "korean_name": one.korean_name,
        "url": one.url,
    }


def _ask_to_wait(seconds: int) -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(seconds)})


def _is_a_shopper(request: HttpRequest) -> bool:
    """Neither a machine that says so nor one of ours."""
    if _MACHINES.search(request.headers.get("User-Agent", "")):
        return False
    reader = reader_of(request)
    return reader is None or not belongs_to_staff(user=reader)


def _show(*, form: SearchForm, wish: Wish, found: Found) -> dict:
    facets = narrowing.keep_chosen(wish=wish, facets=found.facets)
    return {
        "form": form,
        "asked_text": form.text,
        "wish": wish,
        "found": found,
        "kinds": narrowing.list_kinds(wish=wish, found=found),
        "facets": facets,
        "filters": narrowing.list_filters(wish=wish, facets=facets),
        "price_bands": narrowing.list_price_bands(wish=wish, found=found),
        "pages": narrowing.list_pages(wish=wish, found=found),
        "previous": narrowing.find_page_before(wish=wish, found=found),
        "next": narrowing.find_next_page(wish=wish, found=found),
        "meant": narrowing.write_query(Wish(text=found.did_you_mean)) if found.did_you_mean else "",
        "order": "" if wish.sort == DEFAULT_SORT else SORT_NAMES[wish.sort],
        "unfiltered": narrowing.write_query(narrowing.take_filters_away(wish)),
        "everything": narrowing.write_query(Wish(text=wish.text)),
        "ways_on": None if found.total else read_ways_on(),
    }
