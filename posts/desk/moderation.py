"""The moderation screen: what waits first, whichever kind it is, and one page for each text."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from accounts.models import User
from posts.forms import AnswerForm, DecisionForm, RefusalForm
from posts.kinds import KINDS, NoSuchText, fetch, find_text, line_up
from posts.models import Moderated, Question, Status
from posts.moderation import MODERATE, AlreadyDecided, approve, approve_all, put_back, refuse
from posts.questions import answer_question

PER_PAGE = 30
APPROVED = "posts.approved"
REFUSED = "posts.refused"
PUT_BACK = "posts.put_back"
ANSWERED = "posts.answered"
# Beside the states: questions that are public and wait for an answer.
UNANSWERED = "unanswered"


def for_text(view):
    """The view gets the text; a decision about one that was decided on meanwhile is told, and changes nothing."""

    @wraps(view)
    def found(request: HttpRequest, kind: str, item_id: int) -> HttpResponse:
        try:
            item = find_text(kind=kind, item_id=item_id)
        except NoSuchText as missing:
            raise Http404 from missing
        try:
            return view(request, item)
        except AlreadyDecided as refusal:
            messages.error(request, str(refusal))
            return redirect("reader_text", kind, item_id)

    return permission_required(MODERATE)(found)


@permission_required(MODERATE)
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """What has waited longest stands first; of what is decided, the newest."""
    kind, status = request.GET.get("kind", ""), request.GET.get("status", "")
    kinds = [kind] if kind in KINDS else list(KINDS)
    if status == UNANSWERED:
        kinds = [Question.kind]
    elif status not in Status.values:
        status = Status.PENDING
    rows = line_up(narrow=_narrow_to(status), kinds=kinds, newest_first=status != Status.PENDING)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "items": fetch(page),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "kind": kind if kind in KINDS else "",
        "kinds": _count_waiting(),
        "status": status,
        "statuses": [*Status.choices, (UNANSWERED, _("Public, not answered"))],
        "can_approve": status == Status.PENDING,
        "done": _just_decided(request.GET.get("done", "")),
    }
    return render(request, "posts/admin/moderation.html", context)


@for_text
@require_safe
def show_text(request: HttpRequest, item: Moderated) -> HttpResponse:
    return _page(request, item)


@for_text
@require_POST
def approve_text(request: HttpRequest, item: Moderated) -> HttpResponse:
    _read_version(request, item)
    approve(item=item, by=_user(request), now=timezone.now())
    return _done(request, item, APPROVED, _("It is public now."))


@for_text
@require_POST
def refuse_text(request: HttpRequest, item: Moderated) -> HttpResponse:
    form = RefusalForm(request.POST)
    if form.is_valid():
        item.version = form.cleaned_data["version"]
        reason = form.cleaned_data["reason"]
        try:
            refuse(item=item, by=_user(request), reason=reason, now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _done(request, item, REFUSED, _("The author reads why not."))
    return _page(request, item, refusal=form)


@for_text
@require_POST
def put_text_back(request: HttpRequest, item: Moderated) -> HttpResponse:
    _read_version(request, item)
    put_back(item=item)
    log(instance=item, action=PUT_BACK, user=request.user, title=_title(item))
    messages.success(request, _("It waits again."))
    return redirect("reader_text", item.kind, item.pk)


@for_text
@require_POST
def answer_text(request: HttpRequest, item: Moderated) -> HttpResponse:
    if not isinstance(item, Question):
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        item.version = form.cleaned_data["version"]
        try:
            answer_question(
                question=item, text=form.cleaned_data["answer"], by=_user(request), now=timezone.now()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _done(request, item, ANSWERED, _("Question and answer are public."))
    return _page(request, item, answer=form)


@permission_required(MODERATE)
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    """Those that were ticked, each in the wording that was shown."""
    ticked = [entry.split("-") for entry in request.POST.getlist("text")[:PER_PAGE]]
    chosen = [entry for entry in ticked if len(entry) == 3 and all(map(_is_number, entry[1:]))]
    items = fetch((None, kind, int(pk)) for kind, pk, _version in chosen if kind in KINDS)
    versions = {(kind, int(pk)): int(version) for kind, pk, version in chosen}
    for item in items:
        item.version = versions[(item.kind, item.pk)]
    approved = approve_all(items=items, by=_user(request), now=timezone.now())
    for item in approved:
        log(instance=item, action=APPROVED, user=request.user, title=_title(item))
    text = ngettext("%(count)d text is public now.", "%(count)d texts are public now.", len(approved))
    messages.success(request, text % {"count": len(approved)})
    if len(approved) < len(ticked):
        messages.warning(request, _("The others were decided on or written anew meanwhile."))
    return redirect("reader_texts")


def count_waiting() -> int:
    return sum(count for _kind, _name, count in _count_waiting())


def _count_waiting() -> list[tuple[str, Any, int]]:
    """By kind, with its name."""
    return [
        (kind, model._meta.verbose_name_plural, model.objects.pending().count())
        for kind, model in KINDS.items()
    ]


def _just_decided(named: str) -> Moderated | None:
    """So that a slip of the mouse can be undone where it happened."""
    kind, _dash, pk = named.partition("-")
    items = fetch([(None, kind, int(pk))]) if kind in KINDS and _is_number(pk) else []
    return next((item for item in items if not item.is_pending), None)


def _narrow_to(status: str) -> Callable[[QuerySet], QuerySet]:
    if status == UNANSWERED:
        return lambda items: items.filter(status=Status.APPROVED, answer="")
    return lambda items: items.filter(status=status)


def _read_version(request: HttpRequest, item: Moderated) -> None:
    """The wording that was read, else none."""
    form = DecisionForm(request.POST)
    item.version = form.cleaned_data["version"] if form.is_valid() else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _done(request: HttpRequest, item: Moderated, action: str, text: str) -> HttpResponse:
    log(instance=item, action=action, user=request.user, title=_title(item))
    messages.success(request, text)
    return redirect(f"{reverse('reader_texts')}?done={item.kind}-{item.pk}")


def _page(
    request: HttpRequest,
    item: Moderated,
    *,
    refusal: RefusalForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    version = {"version": item.version}
    context = {
        "item": item,
        "refusal": refusal or RefusalForm(initial=version),
        "decision": DecisionForm(initial=version),
    }
    if isinstance(item, Question) and not item.is_refused:
        context["answer"] = answer or AnswerForm(initial={**version, "answer": item.answer})
    return render(request, "posts/admin/text.html", context)


def _title(item: Moderated) -> str:
    """For the log, which is kept longer than the text may be."""
    return f"{item.kind_name} {item.pk}"


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
