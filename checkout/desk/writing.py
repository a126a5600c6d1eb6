"""Writing an order for somebody who telephoned: what it comes to is shown before it is placed."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from accounts.models import User
from checkout.cart_prices import PricedCart
from checkout.desk.forms_manual_orders import ManualOrderForm
from checkout.forms import fresh_key
from checkout.manual_orders import PiecesRefused, find_sellable, place_manual_order, quote_manual_order
from checkout.order_refusals import KeyMismatch, LinesOutOfStock, LinesUnavailable, OrderRefusal
from checkout.orders import PlacedOrder
from checkout.shipping import NoSuchShipping

WRITTEN = "checkout.order_written"
MOST_FOUND = 20


@permission_required("checkout.change_order")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """First what it comes to; confirmed, it is placed once. The other buttons only help to fill it in."""
    sent = request.POST
    if request.method != "POST":
        return _page(request, ManualOrderForm.empty())
    if "find" in sent:
        return _page(request, ManualOrderForm.unfinished(sent), words=sent.get("search", ""))
    if "take" in sent:
        form = ManualOrderForm.unfinished(sent, sku=sent["take"])
        return _page(request, form, words=sent.get("search", ""))
    if "add_row" in sent:
        return _page(request, ManualOrderForm.unfinished(sent, more_rows=1))
    form = ManualOrderForm.filled(sent)
    if not form.is_valid():
        return _page(request, form)
    if "confirm" in sent and form.cleaned_data["expected_total"] is not None:
        return _place(request, form)
    return _page(request, form, priced=_quote(form))


def _quote(form: ManualOrderForm) -> PricedCart | None:
    """None when the form now says why not."""
    try:
        return quote_manual_order(pieces=form.pieces(), delivery=form.delivery(), now=timezone.now())
    except PiecesRefused as refusal:
        form.refuse_pieces(refusal.by_sku)
    except NoSuchShipping as refusal:
        form.add_error("shipping_method", str(refusal))
    return None


def _place(request: HttpRequest, form: ManualOrderForm) -> HttpResponse:
    pieces, delivery = form.pieces(), form.delivery()
    try:
        placed = place_manual_order(
            pieces=pieces,
            delivery=delivery,
            expected_total=form.cleaned_data["expected_total"],
            key=form.cleaned_data["idempotency_key"],
            clerk=cast(User, request.user),
            now=timezone.now(),
        )
    except (PiecesRefused, NoSuchShipping, LinesOutOfStock, LinesUnavailable):
        # The quote says the same, at the row or the field it is about.
        return _page(request, form, priced=_quote(form))
    except OrderRefusal as refusal:
        priced = _quote(form)
        return _page(request, form, priced=priced, refusal=refusal)
    return _placed(request, placed)


def _placed(request: HttpRequest, placed: PlacedOrder) -> HttpResponse:
    order = placed.order
    if not placed.is_replay:
        log(instance=order, action=WRITTEN, user=request.user, data={"number": order.number})
    told = _("Order %(number)s is placed. The buyer gets a mail with a link to it and how to pay.")
    messages.success(request, told % {"number": order.number})
    return redirect(reverse("orders_modeladmin_inspect", args=[order.pk]))


def _page(
    request: HttpRequest, form: ManualOrderForm, *, priced=None, refusal=None, words=""
) -> HttpResponse:
    words = words.strip().replace("\x00", "")
    is_spent = isinstance(refusal, KeyMismatch) or "idempotency_key" in form.errors
    context = {
        "form": form,
        "key": fresh_key() if is_spent else form["idempotency_key"].value(),
        "priced": priced,
        "refusal": refusal,
        "earlier": refusal.order if isinstance(refusal, KeyMismatch) else None,
        "words": words,
        "found": find_sellable(words=words, limit=MOST_FOUND, now=timezone.now()) if words else [],
    }
    return render(request, "checkout/admin/write.html", context)
