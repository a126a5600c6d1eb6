"""The desk of bank transfers: what is awaited, and what the bank's statement says has come."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from checkout.desk.forms_transfers import ConfirmedLineForm, ConfirmedLines, StatementForm
from checkout.desk.recording import record_lines
from checkout.transfers import (
    Match,
    Proposal,
    Transfer,
    find_expired_transfers,
    find_open_transfers,
    propose_matches,
)

PER_PAGE = 50
# More cannot be looked through in a list that drops down, five hundred times on a page.
CHOICES_SHOWN = 30


@dataclass(frozen=True)
class Row:
    """A line of the preview; `form` when it may be confirmed."""

    proposal: Proposal
    form: ConfirmedLineForm | None

    @property
    def choices(self) -> tuple[Transfer, ...]:
        return self.proposal.transfers[:CHOICES_SHOWN]

    @property
    def hidden_choices(self) -> int:
        return max(0, len(self.proposal.transfers) - CHOICES_SHOWN)


@permission_required("checkout.view_order")
@require_safe
def show_transfers(request: HttpRequest) -> HttpResponse:
    """Those that are awaited; with `tab=expired` those whose money may still come late."""
    return _page(request, StatementForm())


@permission_required("checkout.change_order")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the lines of a statement seem to pay; nothing is recorded yet."""
    form = StatementForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    proposals = propose_matches(lines=form.cleaned_data["lines"], now=timezone.now())
    lines = ConfirmedLines(
        initial=[_initial(proposal) for proposal in proposals if proposal.may_be_confirmed]
    )
    forms = iter(lines)
    rows = [Row(proposal, next(forms) if proposal.may_be_confirmed else None) for proposal in proposals]
    context = {
        "rows": rows,
        "lines": lines,
        "ready": sum(proposal.match == Match.READY for proposal in proposals),
        "may_confirm": any(row.form for row in rows),
    }
    return render(request, "checkout/admin/transfers_preview.html", context)


@permission_required("checkout.change_order")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Records the lines that were chosen, and says what became of each."""
    lines = ConfirmedLines(request.POST)
    if not lines.is_valid():
        messages.error(request, _("The confirmed lines could not be read. Show the statement again."))
        return redirect("transfers")
    chosen = [(form.cleaned_data["payment"], form.line) for form in lines if form.cleaned_data["payment"]]
    if not chosen:
        messages.warning(request, _("No line was chosen: nothing is recorded."))
        return redirect("transfers")
    outcomes = record_lines(chosen=chosen, actor=request.user, now=timezone.now())
    context: dict[str, Any] = {
        "outcomes": outcomes,
        "confirmed": sum(not outcome.problem for outcome in outcomes),
        "refused": sum(bool(outcome.problem) for outcome in outcomes),
    }
    return render(request, "checkout/admin/transfers_result.html", context)


def _page(request: HttpRequest, form: StatementForm) -> HttpResponse:
    now = timezone.now()
    is_expired = request.GET.get("tab") == "expired"
    wanted = request.GET.get("q", "").replace("\x00", "").strip()
    found = (
        find_expired_transfers(now=now, wanted=wanted) if is_expired else find_open_transfers(wanted=wanted)
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "transfers": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "is_expired": is_expired,
        "q": wanted,
        "now": now,
        "form": form,
        "can_change": request.user.has_perm("checkout.change_order"),
    }
    return render(request, "checkout/admin/transfers.html", context)


def _initial(proposal: Proposal) -> dict[str, Any]:
    line = proposal.line
    return {"number": line.number, "date": line.date, "text": line.text, "amount": line.amount}
