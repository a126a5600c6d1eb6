from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checkout.cart import accept_prices, find_cart, set_aside
from checkout.cart_prices import PricedCart, price_cart
from checkout.forms import CheckoutForm, fresh_key
from checkout.models import Cart
from checkout.orders import CartClosed, CartEmpty, KeyMismatch, OrderRefusal, TotalChanged, place_order
from checkout.payments import offered_providers
from checkout.remembering import remembered_delivery
from checkout.shipping import NoSuchShipping
from checkout.views.answers import failed_status
from checkout.views.hurry import refuse_hurry
from checkout.views.payments import go_to_payment
from checkout.views.shopper import shopper_of, token_of


@never_cache
@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    cart, scope = _wanted_cart(request)
    if request.method == "POST":
        return refuse_hurry(request, group="orders") or _place(request, cart, scope)
    priced = price_cart(cart=cart, now=timezone.now())
    if not priced.selected:
        return _nothing_to_order(request)
    form = CheckoutForm.fresh(
        remembered=remembered_delivery(user=request.user),
        expected_total=priced.totals.total,
        shipping_method=priced.shipping.code if priced.shipping else "",
    )
    return _page(request, form, priced)


@require_POST
def totals(request: HttpRequest) -> HttpResponse:
    """The order's box again, for the place and the way of sending that the form now says."""
    cart, _scope = _wanted_cart(request)
    priced = _priced_for(request, cart)
    return render(request, "checkout/partials/totals.html", {"priced": priced, "is_update": True})


def _place(request: HttpRequest, cart: Cart | None, scope: str) -> HttpResponse:
    form = CheckoutForm(request.POST)
    if not form.is_valid():
        priced = _priced_for(request, cart)
        if not priced.selected:
            return _nothing_to_order(request)
        return _page(request, form, priced, status=failed_status(request))
    try:
        placed = place_order(
            cart=cart,
            delivery=form.delivery(),
            expected_total=form.cleaned_data["expected_total"],
            scope=scope,
            key=form.cleaned_data["idempotency_key"],
            user=request.user if request.user.is_authenticated else None,
            now=timezone.now(),
        )
    except (CartClosed, CartEmpty):
        return _nothing_to_order(request)
    except NoSuchShipping as refusal:
        form.add_error("shipping_method", str(refusal))
        return _page(request, form, _priced_for(request, cart), status=failed_status(request))
    except OrderRefusal as refusal:
        return _refused(request, cart, refusal)
    return go_to_payment(request, placed.order.last_attempt)


def _refused(request: HttpRequest, cart: Cart | None, refusal: OrderRefusal) -> HttpResponse:
    """Shows the form again with everything typed and the total as it is now, to be confirmed."""
    if cart and refusal.priced and refusal.lines and refusal.priced.orderable:
        set_aside(cart=cart, variants=[line.variant.pk for line in refusal.lines])
    if cart and isinstance(refusal, TotalChanged):
        accept_prices(cart=cart, now=timezone.now())
    priced = _priced_for(request, cart)
    typed = request.POST.copy()
    typed["expected_total"] = str(priced.totals.total)
    if priced.shipping:
        typed["shipping_method"] = priced.shipping.code
    if isinstance(refusal, KeyMismatch):
        typed["idempotency_key"] = fresh_key()
    form = CheckoutForm(typed)
    form.is_valid()
    return _page(request, form, priced, refusal=refusal, status=failed_status(request))


def _page(request: HttpRequest, form, priced: PricedCart, *, status: int = 200, refusal=None) -> HttpResponse:
    context = {
        "form": form,
        "priced": priced,
        "providers": offered_providers(),
        "refusal": refusal,
        "buy": request.GET.get("buy", ""),
    }
    return render(request, "checkout/checkout.html", context, status=status)


def _priced_for(request: HttpRequest, cart: Cart | None) -> PricedCart:
    return price_cart(
        cart=cart,
        now=timezone.now(),
        country=request.POST.get("country", "KR"),
        postcode=request.POST.get("postcode", ""),
        shipping_method=request.POST.get("shipping_method", ""),
    )


def _wanted_cart(request: HttpRequest) -> tuple[Cart | None, str]:
    """The cart to be ordered, and whose answers its key may repeat."""
    bought_now = request.GET.get("buy")
    if bought_now:
        cart = _buy_now_cart(request, bought_now)
        scope = f"user:{request.user.pk}" if request.user.is_authenticated else f"cart:{cart.token}"
        return (cart if cart.closed_at is None else None), scope
    shopper = shopper_of(request)
    scope = f"user:{shopper.user.pk}" if shopper.user else f"cart:{token_of(request)}"
    return find_cart(shopper=shopper), scope


def _buy_now_cart(request: HttpRequest, text: str) -> Cart:
    try:
        cart = Cart.objects.filter(token=UUID(text), kind=Cart.Kind.BUY_NOW).first()
    except ValueError as nonsense:
        raise Http404 from nonsense
    if cart is None or (cart.user_id is not None and cart.user_id != request.user.pk):
        raise Http404
    return cart


def _nothing_to_order(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("There is nothing to order: your cart is empty or nothing in it is ticked."))
    return HttpResponse(status=302, headers={"Location": reverse("checkout:cart")})
