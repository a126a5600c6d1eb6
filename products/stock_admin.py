"""The stock desk: pieces come in, come back or are written off, and what moved stands in the ledger."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from products.kept_pieces import count_given_up
from products.models import StockMovement, Variant
from products.stock import OutOfStock, StockMismatch
from products.stock_desk import KeyReused, UnknownSku, move_stock
from products.stock_forms import LedgerForm, StockForm
from products.tables_as_csv import answer_with_csv
from stories.paging import open_page

PER_PAGE = 50
SUGGESTED = 2000


@permission_required("products.change_stockrecord")
def stock(request):
    asked = request.GET.copy()
    for name, value in asked.items():
        asked[name] = value.replace("\x00", "")
    sku = asked.get("sku", "").strip()
    form = StockForm(request.POST if request.method == "POST" else None, initial={"sku": sku})
    if form.is_bound and form.is_valid():
        moved = _move(request, form)
        if moved is not None:
            messages.success(request, _tell(moved))
            return redirect(reverse("product_stock") + "?" + urlencode({"sku": moved.variant.sku}))
    ledger = LedgerForm(asked, auto_id="ledger_%s")
    movements = ledger.movements()
    if asked.get("export") == "csv":
        return _export(movements)
    return render(
        request,
        "products/admin/stock.html",
        {
            "form": form,
            "ledger": ledger,
            "movements": open_page(items=movements, number=request.GET.get("p"), per_page=PER_PAGE),
            "sku": sku,
            "suggested": Variant.objects.order_by("sku").values_list("sku", "product__name")[:SUGGESTED],
        },
    )


def _move(request, form):
    wanted = form.cleaned_data
    try:
        return move_stock(
            sku=wanted["sku"],
            kind=wanted["kind"],
            pieces=wanted["quantity"],
            reason=wanted["reason"],
            now=timezone.now(),
            actor=request.user,
            key=f"desk-{request.user.pk}-{wanted['key']}" if wanted["key"] else None,
        )
    except UnknownSku as error:
        form.add_error("sku", str(error))
    except OutOfStock as short:
        left = next(iter(short.available.values()))
        form.add_error("quantity", _("Only %(left)s are not promised to an order.") % {"left": left})
    except StockMismatch:
        form.add_error("quantity", _("Fewer were sold and have not come back yet."))
    except KeyReused as error:
        form.add_error(None, str(error))
        form.redraw_key()
    return None


def _tell(moved: StockMovement) -> str:
    told = _("%(sku)s: %(left)s available.") % {"sku": moved.variant.sku, "left": moved.variant.available}
    given_up = count_given_up(movement=moved)
    if not given_up:
        return told
    less = ngettext(
        "%(count)s piece that was kept for a campaign gave way to this.",
        "%(count)s pieces that were kept for campaigns gave way to this.",
        given_up,
    )
    return f"{told} {less % {'count': given_up}}"


def _export(movements):
    header = [_("When"), _("SKU"), _("Product"), _("What"), _("Quantity"), _("Order"), _("Reason"), _("By")]
    rows = (
        (
            timezone.localtime(row.created_at).isoformat(timespec="seconds"),
            row.variant.sku,
            row.variant.product.name,
            row.get_kind_display(),
            row.quantity,
            row.order_number,
            row.reason,
            str(row.actor or ""),
        )
        for row in movements.iterator(chunk_size=1000)
    )
    return answer_with_csv(name="stock-movements", header=header, rows=rows)
