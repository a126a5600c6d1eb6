from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.profile import nickname_of
from api.rate_limits import count_attempt, visitor_of
from campaigns.coupons import CouponRefused, clean_code
from checkout.cart import (
    CartRefusal,
    NotOnSale,
    add_to_cart,
    buy_now,
    change_line,
    find_cart,
    remove_line,
    select_lines,
)
from checkout.cart_coupon import keep_coupon, put_coupon_away, use_coupon
from checkout.cart_prices import PricedCart, price_cart
from checkout.counting import count_add, find_story
from checkout.forms import AddToCartForm, CartLineForm, CouponForm, SelectionForm
from checkout.models import Cart, CartLine
from checkout.views.answers import failed_status, json_errors, safe_next, wants_json
from checkout.views.hurry import refuse_hurry
from checkout.views.shopper import remember_cart, shopper_of
from checkout.views.visit import say_choice
from products.models import Variant
from stories.answers import see_other
from stories.forgery import same_origin_form
from stories.readers import is_looked_at


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _cart_page(request)


@never_cache
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """What the header of a page that is equal for everybody fetches about this visitor."""
    cart = find_cart(shopper=shopper_of(request))
    count = sum(cart.lines.values_list("quantity", flat=True)) if cart else 0
    name = nickname_of(request.user) if request.user.is_authenticated else ""
    said = {"count": count, "name": name, "csrf_token": get_token(request)}
    return JsonResponse(said | {"visit": say_choice(request)})


@same_origin_form
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = AddToCartForm(request.POST)
    if not form.is_valid():
        return _add_failed(request, form)
    wish = _read_wish(request, form)
    try:
        line = add_to_cart(shopper=shopper_of(request), **wish)
    except CartRefusal as refusal:
        return _add_refused(request, form, refusal)
    _count(request, line, wish)
    response = _added(request, line, form.cleaned_data["next"])
    remember_cart(response, line.cart)
    return response


@same_origin_form
@require_POST
def buy(request: HttpRequest) -> HttpResponse:
    form = AddToCartForm(request.POST)
    if not form.is_valid():
        return _add_failed(request, form)
    wish = _read_wish(request, form)
    try:
        cart = buy_now(shopper=shopper_of(request), **wish)
    except CartRefusal as refusal:
        return _add_refused(request, form, refusal)
    _count(request, cart.lines.select_related("variant").get(), wish)
    return see_other(f"{reverse('checkout:checkout')}?buy={cart.token}")


@require_POST
def change(request: HttpRequest, line_id: int) -> HttpResponse:
    form = CartLineForm(request.POST)
    cart = _own_cart(request)
    if not form.is_valid():
        return _cart_failed(request, form, line_id)
    try:
        change_line(cart=cart, line_id=line_id, **form.cleaned_data)
    except (CartLine.DoesNotExist, Cart.DoesNotExist) as missing:
        raise Http404 from missing
    except CartRefusal as refusal:
        form.add_error("quantity", str(refusal))
        return _cart_failed(request, form, line_id)
    return _cart_changed(request)


@require_POST
def remove(request: HttpRequest, line_id: int) -> HttpResponse:
    cart = find_cart(shopper=shopper_of(request))
    if cart is not None:
        remove_line(cart=cart, line_id=line_id)
    return _cart_changed(request)


@require_POST
def select(request: HttpRequest) -> HttpResponse:
    form = SelectionForm(request.POST)
    if not form.is_valid():
        return _cart_failed(request, form, None)
    cart = find_cart(shopper=shopper_of(request))
    if cart is not None:
        select_lines(cart=cart, selected=form.cleaned_data["selected"])
    return _cart_changed(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coupon(request: HttpRequest) -> HttpResponse:
    """A link with a code keeps it for what will be chosen; the cart's form uses it at once, or takes it away."""
    if request.method == "POST":
        return refuse_hurry(request, group="coupon") or _use_coupon(request)
    return _keep_coupon(request)


def _use_coupon(request: HttpRequest) -> HttpResponse:
    form = CouponForm(request.POST)
    cart = find_cart(shopper=shopper_of(request))
    if cart is None:
        return _cart_changed(request)
    if not form.is_valid():
        return _cart_failed(request, form, None)
    try:
        if form.cleaned_data["code"]:
            use_coupon(cart=cart, code=form.cleaned_data["code"], now=timezone.now())
            told = _("%(code)s is used.") % {"code": clean_code(form.cleaned_data["code"])}
        else:
            put_coupon_away(cart=cart)
            told = _("The code is taken away.")
    except Cart.DoesNotExist as ordered:
        raise Http404 from ordered
    except CouponRefused as refusal:
        form.add_error("code", str(refusal))
        return _cart_failed(request, form, None)
    return _cart_changed(request, told=told, coupon_changed=True)


def _keep_coupon(request: HttpRequest) -> HttpResponse:
    form = CouponForm(request.GET)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    response = see_other(safe_next(request.GET.get("next", ""), reverse("checkout:cart")))
    # Many come through one address with one mail's link: too many of them go on without the code.
    if not is_looked_at(request) or count_attempt(group="coupon", who=visitor_of(request)):
        return response
    try:
        cart = keep_coupon(shopper=shopper_of(request), code=code, now=timezone.now())
    except CouponRefused as refusal:
        messages.warning(request, str(refusal))
        return response
    kept = cart.coupon.code if cart.coupon is not None else ""
    told = (
        _("The code %(code)s waits in your cart.")
        if kept == clean_code(code)
        else _("Your cart keeps the code %(kept)s: it takes one at a time.")
    )
    messages.success(request, told % {"code": clean_code(code), "kept": kept})
    remember_cart(response, cart)
    return response


def _own_cart(request: HttpRequest) -> Cart:
    cart = find_cart(shopper=shopper_of(request))
    if cart is None:
        raise Http404
    return cart


def _read_wish(request: HttpRequest, form: AddToCartForm) -> dict[str, Any]:
    wish = {name: form.cleaned_data[name] for name in ("sku", "quantity", "block")}
    story = find_story(pk=form.cleaned_data["story"], user=request.user)
    return wish | {"story": story, "now": timezone.now()}


def _count(request: HttpRequest, line: CartLine, wish: dict[str, Any]) -> None:
    count_add(request=request, user=request.user, line=line, story=wish["story"], now=wish["now"])


def _added(request: HttpRequest, line: CartLine, wanted_next: str) -> HttpResponse:
    text = ngettext(
        "%(count)s × %(name)s is in your cart.", "%(count)s × %(name)s are in your cart.", line.quantity
    ) % {"count": line.quantity, "name": line.variant.product.name}
    if wants_json(request):
        count = sum(line.cart.lines.values_list("quantity", flat=True))
        return JsonResponse({"count": count, "message": text}, status=201)
    messages.success(request, text)
    return see_other(safe_next(wanted_next, reverse("checkout:cart")))


def _add_refused(request: HttpRequest, form: AddToCartForm, refusal: CartRefusal) -> HttpResponse:
    if isinstance(refusal, NotOnSale):
        raise Http404(str(refusal))
    form.add_error("quantity", str(refusal))
    return _add_failed(request, form)


def _add_failed(request: HttpRequest, form: AddToCartForm) -> HttpResponse:
    if wants_json(request):
        return json_errors(form.errors.get_json_data())
    sku = form.cleaned_data.get("sku", "")
    variant = Variant.objects.on_sale().for_selling().filter(sku=sku).first()
    if variant is None:
        raise Http404(_("This product is not on sale."))
    context = {"form": form, "variant": variant, "product": variant.product, "action": request.path}
    return render(request, "checkout/add_failed.html", context, status=failed_status(request))


def _cart_changed(request: HttpRequest, **change) -> HttpResponse:
    if wants_json(request):
        cart = find_cart(shopper=shopper_of(request))
        count = sum(cart.lines.values_list("quantity", flat=True)) if cart else 0
        return JsonResponse({"count": count})
    if getattr(request, "htmx", False):
        return _cart_page(request, **change)
    return see_other(reverse("checkout:cart"))


def _cart_failed(request: HttpRequest, form, line_id: int | None) -> HttpResponse:
    if wants_json(request):
        return json_errors(form.errors.get_json_data())
    return _cart_page(request, failed_form=form, failed_line=line_id, status=failed_status(request))


def _cart_page(request: HttpRequest, *, status: int = 200, **change) -> HttpResponse:
    priced: PricedCart = price_cart(cart=find_cart(shopper=shopper_of(request)), now=timezone.now())
    template = "checkout/partials/cart.html" if getattr(request, "htmx", False) else "checkout/cart.html"
    return render(request, template, {"priced": priced, **change}, status=status)
