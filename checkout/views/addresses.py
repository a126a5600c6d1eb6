"""Where an order goes, changed by its buyer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from checkout.forms_address import NewAddressForm
from checkout.order_address import AddressFixed, change_address, may_change_address
from checkout.views.answers import failed_status
from checkout.views.shopper import own_order
from stories.answers import see_other


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    if not may_change_address(order):
        messages.error(request, _("This order's address cannot be changed any more."))
        return see_other(order.get_absolute_url())
    form = NewAddressForm(request.POST if request.method == "POST" else None, order=order)
    if request.method == "POST" and form.is_valid():
        try:
            change_address(
                order=order,
                address=form.address(),
                reason=_("changed by the buyer"),
                actor=request.user if request.user.is_authenticated else None,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
        except AddressFixed as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your order goes to this address now."))
            return see_other(order.get_absolute_url())
    context = {"order": order, "form": form, "former": order.former_addresses.all()}
    status = failed_status(request) if request.method == "POST" else 200
    return render(request, "checkout/address.html", context, status=status)
