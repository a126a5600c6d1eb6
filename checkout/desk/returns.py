"""The returns desk: what buyers want to send back, the answer to it, and what has come."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from checkout.desk.forms_refunds import ClosingForm, DecisionForm, PiecesForm
from checkout.models import ReturnLine, ReturnRequest
from checkout.refunds import RefundRefused
from checkout.returns import (
    AlreadyDecided,
    ReturnRefused,
    close_return,
    decide_return,
    quote_return,
    receive_return,
)
from checkout.statuses import IllegalStep

PER_PAGE = 50
DECIDED = "checkout.return_decided"
RECEIVED = "checkout.return_received"
CLOSED = "checkout.return_closed"
OPEN = (ReturnRequest.Status.REQUESTED, ReturnRequest.Status.ACCEPTED)


@permission_required("checkout.view_order")
@require_safe
def show_returns(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody come first; `status` shows one kind."""
    status = request.GET.get("status", "")
    requests = ReturnRequest.objects.select_related("order").prefetch_related("lines__line").order_by("-pk")
    if status in ReturnRequest.Status.values:
        requests = requests.filter(status=status)
    elif status != "all":
        requests = requests.filter(status__in=OPEN)
    page = Paginator(requests, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "requests": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "statuses": ReturnRequest.Status.choices,
        "status": status,
    }
    return render(request, "checkout/admin/returns.html", context)


@permission_required("checkout.view_order")
@require_safe
def show_return(request: HttpRequest, request_id: int) -> HttpResponse:
    return _page(request, _find(request_id))


@permission_required("checkout.change_order")
@require_POST
def decide(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = _find(request_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, decision=form)
    is_accepted = "accept" in request.POST
    try:
        decide_return(
            request=asked,
            is_accepted=is_accepted,
            answer=form.cleaned_data["answer"],
            actor=request.user,
            now=timezone.now(),
        )
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
    else:
        log(instance=asked.order, action=DECIDED, user=request.user, data={"return": asked.pk})
        messages.success(request, _("The buyer is told by mail."))
    return redirect("order_return", asked.pk)


@permission_required("checkout.change_order")
@require_http_methods(["POST"])
def receive(request: HttpRequest, request_id: int) -> HttpResponse:
    """First what it comes to; confirmed, the pieces are booked and the money goes back."""
    asked = _find(request_id)
    form = _pieces_form(asked, request.POST)
    due = None
    if form.is_valid():
        with_shipping = form.cleaned_data["with_shipping"]
        try:
            due = quote_return(request=asked, pieces=form.chosen(), with_shipping=with_shipping)
            if "confirm" in request.POST and form.cleaned_data["expected"] == str(due):
                receive_return(
                    request=asked,
                    pieces=form.chosen(),
                    with_shipping=with_shipping,
                    actor=request.user,
                    now=timezone.now(),
                )
                log(instance=asked.order, action=RECEIVED, user=request.user, data={"return": asked.pk})
                done = _("The pieces are booked, and the money goes back.")
                messages.success(request, done if due else _("The pieces are booked. No money was due."))
                return redirect("order_return", asked.pk)
        except (RefundRefused, ReturnRefused, IllegalStep) as refusal:
            form.add_error(None, str(refusal))
    return _page(request, asked, arrival=form, due=due)


@permission_required("checkout.change_order")
@require_POST
def close(request: HttpRequest, request_id: int) -> HttpResponse:
    """The parcel does not come: asked for a reason, and whether it is meant."""
    asked = _find(request_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, closing=form)
    reason = form.cleaned_data["reason"]
    try:
        close_return(request=asked, reason=reason, actor=request.user, now=timezone.now())
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
    else:
        log(instance=asked.order, action=CLOSED, user=request.user, data={"return": asked.pk})
        messages.success(request, _("The return is closed. No money goes back."))
    return redirect("order_return", asked.pk)


@never_cache
@permission_required("checkout.view_order")
@require_safe
def photo(request: HttpRequest, line_id: int) -> FileResponse:
    line = get_object_or_404(ReturnLine.objects.exclude(photo=""), pk=line_id)
    if not line.photo.storage.exists(str(line.photo.name)):
        raise Http404
    return FileResponse(
        line.photo.open(),
        content_type="image/jpeg",
        headers={"Content-Security-Policy": "default-src 'none'; sandbox"},
    )


def _find(request_id: int) -> ReturnRequest:
    return get_object_or_404(ReturnRequest.objects.select_related("order"), pk=request_id)


def _pieces_form(asked: ReturnRequest, sent=None) -> PiecesForm:
    rows = list(asked.lines.select_related("line").order_by("line__line_no"))
    most = {row.line.line_no: row.quantity for row in rows}
    return PiecesForm(sent, lines=[row.line for row in rows], most=most, initial_pieces=most)


def _page(
    request: HttpRequest, asked: ReturnRequest, *, decision=None, arrival=None, due=None, closing=None
) -> HttpResponse:
    can_change = request.user.has_perm("checkout.change_order")
    context = {
        "asked": asked,
        "order": asked.order,
        "lines": asked.lines.select_related("line").order_by("line__line_no"),
        "decision": decision or DecisionForm(),
        "arrival": arrival or _pieces_form(asked),
        "due": due,
        "closing": closing or ClosingForm(),
        "may_decide": can_change and asked.status == ReturnRequest.Status.REQUESTED,
        "may_receive": can_change and asked.status == ReturnRequest.Status.ACCEPTED,
    }
    return render(request, "checkout/admin/return.html", context)
