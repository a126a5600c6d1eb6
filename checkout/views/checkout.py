from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.address_book import PLACE, AddressLimit, keep_address, read_book
from accounts.models import Address, User
from api.rate_limits import count_attempt, visitor_of
from campaigns.coupons import CouponRefused, clean_code
from checkout.cart import accept_prices, find_cart, set_aside
from checkout.cart_coupon import put_coupon_away, use_coupon
from checkout.cart_prices import PricedCart, price_cart
from checkout.forms import CheckoutForm, CouponForm, fresh_key
from checkout.idempotency import is_answered
from checkout.models import Cart
from checkout.order_refusals import CartClosed, CartEmpty, CouponGone, KeyMismatch, OrderRefusal, TotalChanged
from checkout.orders import place_order
from checkout.payments import offered_providers
from checkout.remembering import remembered_delivery
from checkout.shipping import NoSuchShipping
from checkout.views.answers import failed_status
from checkout.views.hurry import refuse_hurry
from checkout.views.payments import go_to_payment
from checkout.views.shopper import shopper_of, token_of
from checkout.views.visit import origin_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    cart, scope = _wanted_cart(request)
    if request.method == "POST" and not {"use_address", "use_coupon"} & request.POST.keys():
        return refuse_hurry(request, group="orders") or _place(request, cart, scope)
    book = _book(request)
    refusal = _take_coupon(request, cart) if "use_coupon" in request.POST else ""
    priced = _priced_for(request, cart, book)
    if not priced.selected:
        return _nothing_to_order(request)
    form = _filled_again(request, priced, book) if request.method == "POST" else _fresh(request, priced, book)
    status = failed_status(request) if refusal else 200
    return _page(request, form, priced, coupon_refusal=refusal, status=status)


@require_POST
def totals(request: HttpRequest) -> HttpResponse:
    """The order's box again, for the place and the way of sending that the form now says."""
    cart, _scope = _wanted_cart(request)
    priced = _priced_for(request, cart, _book(request))
    return render(request, "checkout/partials/totals.html", {"priced": priced, "is_update": True})


def _place(request: HttpRequest, cart: Cart | None, scope: str) -> HttpResponse:
    book = _book(request)
    form = CheckoutForm(request.POST, book=book)
    # A form that was answered already is answered the same way, whatever is in the cart by now.
    is_known = is_answered(scope=scope, key=request.POST.get("idempotency_key", ""))
    if not is_known and (refusal := _take_coupon(request, cart)):
        form.add_error("coupon", refusal)
    if not form.is_valid():
        priced = _priced_for(request, cart, book)
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
            origin=origin_of(request),
        )
    except (CartClosed, CartEmpty):
        return _nothing_to_order(request)
    except NoSuchShipping as refusal:
        form.add_error("shipping_method", str(refusal))
        return _page(request, form, _priced_for(request, cart, book), status=failed_status(request))
    except OrderRefusal as refusal:
        return _refused(request, cart, refusal, book)
    if form.cleaned_data.get("keep_address") and form.chosen is None and not placed.is_replay:
        _keep(request, form)
    return go_to_payment(request, placed.order.last_attempt)


def _take_coupon(request: HttpRequest, cart: Cart | None) -> str:
    """Uses the code in the form, or takes the cart's away when its field was emptied; why not, when it cannot be used."""
    if cart is None or "coupon" not in request.POST:
        return ""
    typed = CouponForm({"code": _typed_code(request)})
    if not typed.is_valid():
        return " ".join(str(error) for error in typed.errors["code"])
    code = clean_code(typed.cleaned_data["code"])
    if code == (cart.coupon.code if cart.coupon is not None else ""):
        return ""
    if code and count_attempt(group="coupon", who=visitor_of(request)):
        return _("Too many codes were tried. Please wait a little, or order without one.")
    try:
        if code:
            use_coupon(cart=cart, code=code, now=timezone.now())
        else:
            put_coupon_away(cart=cart)
    except CouponRefused as refused:
        return str(refused)
    except Cart.DoesNotExist:
        # Ordered meanwhile, as whoever places it is about to be told.
        return ""
    cart.refresh_from_db()
    return ""


def _typed_code(request: HttpRequest) -> str:
    """Empty for whoever pressed the button that takes the used one away."""
    return "" if request.POST.get("use_coupon") == "" else request.POST.get("coupon", "")


def _keep(request: HttpRequest, form: CheckoutForm) -> None:
    """The order stands, whether or not the book has room."""
    try:
        keep_address(user=cast(User, request.user), details=form.place())
    except (AddressLimit, ValidationError) as refusal:
        reason = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        messages.warning(request, _("The address was not kept. %(reason)s") % {"reason": reason})


def _fresh(request: HttpRequest, priced: PricedCart, book: list[Address] | None) -> CheckoutForm:
    remembered = remembered_delivery(user=request.user)
    if book and book[0].is_default:
        # The place of the last order is in the book, or was left out of it: another one begins empty.
        kept = {name: "" for name in PLACE if name not in ("full_name", "phone", "country")}
        remembered |= kept
    return CheckoutForm.fresh(
        remembered=remembered,
        expected_total=priced.totals.total,
        shipping_method=priced.shipping.code if priced.shipping else "",
        coupon=priced.discount.coupon.code if priced.discount else priced.refused_coupon,
        book=book,
    )


def _filled_again(request: HttpRequest, priced: PricedCart, book: list[Address] | None) -> CheckoutForm:
    """Everything typed, not judged yet, with the total for the address that was chosen."""
    typed = request.POST.dict() | {
        "expected_total": str(priced.totals.total),
        "coupon": _typed_code(request),
    }
    if priced.shipping:
        typed["shipping_method"] = priced.shipping.code
    return CheckoutForm(initial=typed, book=book)


def _refused(
    request: HttpRequest, cart: Cart | None, refusal: OrderRefusal, book: list[Address] | None
) -> HttpResponse:
    """Shows the form again with everything typed and the total as it is now, to be confirmed."""
    if cart and refusal.priced and refusal.lines and refusal.priced.orderable:
        set_aside(cart=cart, variants=[line.variant.pk for line in refusal.lines])
    if cart and isinstance(refusal, TotalChanged):
        accept_prices(cart=cart, now=timezone.now())
    priced = _priced_for(request, cart, book)
    typed = request.POST.copy()
    typed["expected_total"] = str(priced.totals.total)
    if priced.shipping:
        typed["shipping_method"] = priced.shipping.code
    if isinstance(refusal, CouponGone):
        typed["coupon"] = ""
    if isinstance(refusal, KeyMismatch):
        typed["idempotency_key"] = fresh_key()
    form = CheckoutForm(typed, book=book)
    form.is_valid()
    return _page(request, form, priced, refusal=refusal, status=failed_status(request))


def _page(
    request: HttpRequest,
    form,
    priced: PricedCart,
    *,
    status: int = 200,
    refusal=None,
    coupon_refusal: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "priced": priced,
        "providers": offered_providers(),
        "refusal": refusal,
        "coupon_refusal": coupon_refusal,
        "buy": request.GET.get("buy", ""),
    }
    return render(request, "checkout/checkout.html", context, status=status)


def _book(request: HttpRequest) -> list[Address] | None:
    """None for a guest, who has none."""
    return read_book(user=request.user) if request.user.is_authenticated else None


def _priced_for(request: HttpRequest, cart: Cart | None, book: list[Address] | None) -> PricedCart:
    """For the address that is chosen in the form, on a fresh page the default, else for the place typed."""
    if request.method == "POST":
        wanted = request.POST.get("address_id", "")
        chosen = next((kept for kept in book or [] if str(kept.pk) == wanted), None)
    else:
        chosen = next((kept for kept in book or [] if kept.is_default), None)
    return price_cart(
        cart=cart,
        now=timezone.now(),
        country=str(chosen.country) if chosen else request.POST.get("country", "KR"),
        postcode=chosen.postcode if chosen else request.POST.get("postcode", ""),
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
    # Asked for in any case: no header may tell that there is such a cart.
    visitor = request.user.pk
    try:
        cart = Cart.objects.filter(token=UUID(text), kind=Cart.Kind.BUY_NOW).first()
    except ValueError as nonsense:
        raise Http404 from nonsense
    if cart is None or cart.user_id not in (None, visitor):
        raise Http404
    return cart


def _nothing_to_order(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("There is nothing to order: your cart is empty or nothing in it is ticked."))
    return HttpResponse(status=302, headers={"Location": reverse("checkout:cart")})
