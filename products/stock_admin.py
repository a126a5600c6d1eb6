"""The stock desk: pieces come in or are written off, and what moved stands in the ledger."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from products.admin_forms import StockForm
from products.models import StockMovement
from products.stock import OutOfStock
from products.stock_desk import UnknownSku, move_stock
from stories.paging import open_page

PER_PAGE = 50


@permission_required("products.change_stockrecord")
def stock(request):
    sku = request.GET.get("sku", "").replace("\x00", "").strip()
    form = StockForm(request.POST or None, initial={"sku": sku})
    if request.method == "POST" and form.is_valid():
        moved = _move(request, form)
        if moved is not None:
            messages.success(
                request, _("%(sku)s: %(left)s available.") % {"sku": moved.sku, "left": moved.available}
            )
            return redirect(reverse("product_stock") + "?" + urlencode({"sku": moved.sku}))
    movements = StockMovement.objects.select_related("variant__product", "actor").order_by(
        "-created_at", "-pk"
    )
    if sku:
        movements = movements.filter(variant__sku__iexact=sku)
    page = open_page(items=movements, number=request.GET.get("p"), per_page=PER_PAGE)
    return render(request, "products/admin/stock.html", {"form": form, "movements": page, "sku": sku})


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
        )
    except UnknownSku as error:
        form.add_error("sku", str(error))
    except OutOfStock as short:
        left = next(iter(short.available.values()))
        form.add_error("quantity", _("Only %(left)s are not promised to an order.") % {"left": left})
    return None
