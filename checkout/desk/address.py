"""Another address for an order, typed by staff: somebody wrote or telephoned before the parcel was packed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from checkout.forms_address import ClerkAddressForm
from checkout.models import Order
from checkout.order_address import AddressFixed, change_address

ADDRESS_CHANGED = "checkout.order_address_changed"


@permission_required("checkout.change_order")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, order_id: int) -> HttpResponse:
    order = get_object_or_404(Order, pk=order_id)
    page = reverse("orders_modeladmin_inspect", args=[order.pk])
    form = ClerkAddressForm(request.POST if request.method == "POST" else None, order=order)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            change_address(
                order=order,
                address=form.address(),
                reason=reason,
                actor=request.user,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
        except AddressFixed as refusal:
            form.refuse(refusal)
        else:
            log(instance=order, action=ADDRESS_CHANGED, user=request.user, data={"reason": reason})
            messages.success(request, _("The order goes to this address now."))
            return redirect(page)
    context = {"order": order, "form": form, "back": page}
    return render(request, "checkout/admin/address.html", context)
