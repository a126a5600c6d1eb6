"""The mails of the shop as staff see them: what waits, what failed, what was sent, and what it says."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe
from post_office.models import STATUS, Email, Log
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from checkout.letters import Letter, write_letter
from checkout.models import Order, OrderMail
from checkout.outbox import CLAIMED, FAILED, WAITING, CannotResend, resend_email
from checkout.views.answers import safe_next

PER_PAGE = 50
RESENT = "checkout.mail_resent"


@dataclass(frozen=True)
class State:
    code: str
    label: object
    rows: Q


STATES = (
    State("failed", gettext_lazy("Failed"), FAILED),
    State("waiting", gettext_lazy("Waiting"), WAITING | CLAIMED),
    State("sent", gettext_lazy("Sent"), Q(status=STATUS.sent)),
)


@permission_required("checkout.view_order")
@require_safe
def show_mails(request: HttpRequest) -> HttpResponse:
    """Only the mails of orders can be opened: others may carry the key to somebody's account."""
    state = next((state for state in STATES if state.code == request.GET.get("state")), None)
    wanted = request.GET.get("q", "").replace("\x00", "").strip()
    emails = _search(Email.objects.filter(state.rows if state else Q()), wanted)
    emails = emails.select_related("order_mail__order").prefetch_related(logs_of("logs")).order_by("-pk")
    page = Paginator(emails, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "emails": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "states": STATES,
        "state": state,
        "q": wanted,
        "owed": OrderMail.objects.filter(composed_at=None).select_related("order").order_by("pk")[:PER_PAGE],
        "failed": Email.objects.filter(FAILED).count(),
        "can_resend": request.user.has_perm("checkout.change_order"),
    }
    return render(request, "checkout/admin/mails.html", context)


@permission_required("checkout.change_order")
@require_POST
def resend(request: HttpRequest, email_id: int) -> HttpResponse:
    email = get_object_or_404(Email.objects.select_related("order_mail__order"), pk=email_id)
    try:
        resend_email(email=email)
    except CannotResend:
        messages.warning(request, _("This mail is being sent just now."))
    else:
        if order := _order_of(email):
            log(instance=order, action=RESENT, user=request.user, data={"email": email.pk})
        messages.success(request, _("The mail to %(to)s is on its way again.") % {"to": email})
    return redirect(safe_next(request.POST.get("next", ""), reverse("order_mails")))


@permission_required("checkout.view_order")
@require_safe
def preview(request: HttpRequest, order_id: int, kind: str) -> HttpResponse:
    """The mail that was written, or the one that would be written now."""
    order = get_object_or_404(Order, pk=order_id)
    letter, email = _read_letter(order, kind)
    context = {
        "order": order,
        "kind": kind,
        "kinds": OrderMail.Kind.choices,
        "letter": letter,
        "email": email,
        "can_resend": request.user.has_perm("checkout.change_order"),
    }
    return render(request, "checkout/admin/mail.html", context)


@permission_required("checkout.view_order")
@require_safe
@xframe_options_sameorigin
def preview_html(request: HttpRequest, order_id: int, kind: str) -> HttpResponse:
    letter, _email = _read_letter(get_object_or_404(Order, pk=order_id), kind)
    # The admin shows pictures of the address it is visited at, which need not be the one that mails name.
    return HttpResponse(letter.html.replace(f'src="{settings.SITE_URL}/', 'src="/'))


def logs_of(path: str) -> Prefetch:
    """The tries of an e-mail, the last one at the end."""
    return Prefetch(path, Log.objects.order_by("pk"))


def _read_letter(order: Order, kind: str) -> tuple[Letter, Email | None]:
    if kind not in OrderMail.Kind.values:
        raise Http404
    owed = order.mails.filter(kind=kind).exclude(email=None).order_by("-pk").first()
    if owed is None:
        return write_letter(order=order, kind=kind), None
    email = Email.objects.prefetch_related(logs_of("logs")).get(pk=owed.email_id)
    return Letter(subject=email.subject, html=email.html_message, text=email.message), email


def _search(emails: QuerySet[Email], wanted: str) -> QuerySet[Email]:
    if not wanted:
        return emails
    return emails.filter(
        Q(to__icontains=wanted)
        | Q(subject__icontains=wanted)
        | Q(order_mail__order__number__icontains=wanted)
    )


def _order_of(email: Email) -> Order | None:
    owed = OrderMail.objects.filter(email=email).select_related("order").first()
    return owed.order if owed else None
