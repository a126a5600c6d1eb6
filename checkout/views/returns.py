"""Sending goods back: the form, and the photos that belong to it."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from checkout.forms_returns import ReturnForm
from checkout.models import Order, ReturnLine
from checkout.models.order import OrderStatus
from checkout.return_clock import return_deadline
from checkout.returns import (
    AllPaidBack,
    NotReturnable,
    ReturnRefused,
    TooManyToReturn,
    request_return,
    returnable_pieces,
)
from checkout.views.answers import failed_status
from checkout.views.order_page import lines_with_pictures
from checkout.views.shopper import own_order
from stories.answers import see_other


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    refusal = _why_not(order)
    if refusal:
        messages.error(request, refusal)
        return see_other(order.get_absolute_url())
    form = _form(request, order)
    if request.method == "POST" and form.is_valid():
        try:
            request_return(
                order=order,
                wanted=form.wanted(),
                actor=request.user if request.user.is_authenticated else None,
                now=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except TooManyToReturn as refused:
            form.add_error(f"pieces_{refused.line_no}", str(refused))
        except ReturnRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We answer within two working days, by mail and here."))
            return see_other(order.get_absolute_url())
    context = {
        "order": order,
        "form": form,
        "return_until": return_deadline(order),
        "has_files": bool(request.FILES),
    }
    status = failed_status(request) if request.method == "POST" else 200
    return render(request, "checkout/return.html", context, status=status)


@never_cache
@require_safe
def photo(request: HttpRequest, number: str, line_id: int) -> FileResponse:
    """A photo is shown to nobody but the order's owner."""
    order = own_order(request, number)
    line = ReturnLine.objects.filter(request__order=order, pk=line_id).exclude(photo="").first()
    if line is None or not line.photo.storage.exists(str(line.photo.name)):
        raise Http404
    return FileResponse(
        line.photo.open(),
        content_type="image/jpeg",
        headers={"Content-Security-Policy": "default-src 'none'; sandbox"},
    )


def _form(request: HttpRequest, order: Order) -> ReturnForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return ReturnForm(*sent, lines=list(lines_with_pictures(order)), left=returnable_pieces(order))


def _why_not(order: Order) -> str:
    """Why nothing of the order can be sent back now; empty when something can."""
    deadline = return_deadline(order)
    if deadline is None:
        return str(NotReturnable())
    if timezone.now() > deadline:
        day = date_format(timezone.localtime(deadline), "l, j F")
        return _("The time to send things back ended on %(day)s.") % {"day": day}
    if order.status == OrderStatus.REFUNDED:
        return str(AllPaidBack())
    if not any(returnable_pieces(order).values()):
        return _("Everything of this order is on its way back already.")
    return ""
