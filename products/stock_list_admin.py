"""Every variant's stock in a list, with the levels below which it is low."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied, permission_required

from products.stock_forms import LevelsForm
from products.stock_levels import DESK_PERMISSION, find_low_stock, list_stock, set_reorder_level
from products.tables_as_csv import answer_with_csv
from stories.paging import open_page

PER_PAGE = 50


@permission_required("products.view_stockrecord")
def stock_list(request):
    only_low = request.GET.get("low") == "1"
    text = request.GET.get("q", "").replace("\x00", "").strip()
    variants = (find_low_stock if only_low else list_stock)(text=text)
    facts = {"only_low": only_low, "text": text, "may_set": request.user.has_perm(DESK_PERMISSION)}
    if request.GET.get("export") == "csv":
        return _export(variants)
    if request.GET.get("print") == "1":
        return render(
            request,
            "products/admin/stock_print.html",
            facts | {"variants": variants, "now": timezone.now()},
        )
    page = open_page(items=variants, number=request.GET.get("p"), per_page=PER_PAGE)
    form = LevelsForm(request.POST if request.method == "POST" else None, variants=page.object_list)
    if request.method == "POST":
        if not facts["may_set"]:
            return permission_denied(request)
        if form.is_valid():
            set_reorder_level(levels=form.new_levels)
            messages.success(request, _("Levels saved."))
            return redirect(request.get_full_path())
    return render(request, "products/admin/stock_list.html", facts | {"page": page, "form": form})


def _export(variants):
    header = [_("SKU"), _("Product"), _("On hand"), _("Free"), _("Promised"), _("Sold"), _("Level")]
    rows = (
        (row.sku, row.product.name, row.on_hand, row.free, row.promised, row.sold, row.reorder_level)
        for row in variants.iterator(chunk_size=1000)
    )
    return answer_with_csv(name="stock", header=header, rows=rows)
