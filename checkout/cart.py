"""What can be done to a cart. A cart promises nothing; it is changed under the lock of its own row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.kept_stock import read_kept_for
from checkout.models import Cart, CartLine
from checkout.models.cart import MOST_PIECES
from products.models import Variant
from products.prices import decide_price


@dataclass(frozen=True)
class Shopper:
    """Whose cart: an account, or else the token of a signed cookie."""

    user: User | None = None
    token: UUID | None = None


class CartRefusal(Exception):
    """Why a cart cannot be changed as asked; its text may be shown."""


class NotOnSale(CartRefusal):
    def __init__(self):
        super().__init__(str(_("This product is not on sale.")))


class QuantityLimit(CartRefusal):
    def __init__(self):
        super().__init__(str(_("At most %(most)s pieces of one product at a time.") % {"most": MOST_PIECES}))


class NotEnoughStock(CartRefusal):
    def __init__(self, available: int):
        self.available = available
        text = (
            _("Only %(left)s left in stock.") % {"left": available}
            if available
            else _("This piece is sold out.")
        )
        super().__init__(str(text))


def find_cart(*, shopper: Shopper) -> Cart | None:
    """The open cart of a shopper, without making one."""
    carts = Cart.objects.open().filter(kind=Cart.Kind.CART)
    if shopper.user is not None:
        return carts.filter(user=shopper.user).first()
    return carts.filter(token=shopper.token, user=None).first() if shopper.token else None


def open_cart(*, shopper: Shopper) -> Cart:
    """The open cart of a shopper, made when there is none yet; two requests at once get the same."""
    cart = find_cart(shopper=shopper)
    if cart is not None:
        return cart
    try:
        with transaction.atomic():
            if shopper.user is not None:
                return Cart.objects.create(user=shopper.user)
            return Cart.objects.create(**({"token": shopper.token} if shopper.token else {}))
    except IntegrityError:
        cart = find_cart(shopper=shopper)
        # The token of the cookie belongs to somebody's account by now: this browser gets a new one.
        return cart if cart is not None else Cart.objects.create()


@transaction.atomic
def add_to_cart(
    *, shopper: Shopper, sku: str, quantity: int, story=None, block: UUID | None = None, now: datetime
) -> CartLine:
    """Adds pieces to what is there; a new line is ticked. `block` is the one of the story's body. Raises CartRefusal."""
    variant = sellable_variant(sku=sku)
    cart = _lock_open(shopper)
    line = cart.lines.filter(variant=variant).first()
    wanted = quantity + (line.quantity if line else 0)
    ensure_can_have(variant=variant, quantity=wanted, kept=_kept_for(cart, variant))
    price = decide_price(variant=variant, now=now).amount
    if line is None:
        line = CartLine.objects.create(
            cart=cart, variant=variant, quantity=wanted, price_seen=price, story=story, block=block
        )
    else:
        line.quantity = wanted
        line.selected = True
        if story is not None:
            line.story, line.block = story, block
        line.save(update_fields=["quantity", "selected", "story", "block", "updated_at"])
        line.variant = variant
    _touch(cart)
    return line


@transaction.atomic
def change_line(
    *, cart: Cart, line_id: int, quantity: int | None = None, selected: bool | None = None
) -> None:
    """Overwrites quantity or tick of a line; the same change twice is the same state.

    Raises CartRefusal; CartLine.DoesNotExist for a line of another cart, Cart.DoesNotExist for an ordered one.
    """
    cart = _lock(cart)
    line = cart.lines.select_related("variant__stock", "variant__product__brand").get(pk=line_id)
    if quantity is not None and quantity != line.quantity:
        if quantity > line.quantity:
            ensure_can_have(variant=line.variant, quantity=quantity, kept=_kept_for(cart, line.variant))
        line.quantity = quantity
    if selected is not None:
        line.selected = selected
    line.save(update_fields=["quantity", "selected", "updated_at"])
    _touch(cart)


@transaction.atomic
def remove_line(*, cart: Cart, line_id: int) -> None:
    """Removing what is not there is no error, nor is removing what was ordered meanwhile."""
    still_open = _lock_if_open(cart)
    if still_open and still_open.lines.filter(pk=line_id).delete()[0]:
        _touch(still_open)


@transaction.atomic
def select_lines(*, cart: Cart, selected: bool) -> None:
    """Ticks or unticks all lines of a cart; one that was ordered meanwhile stays as it was."""
    still_open = _lock_if_open(cart)
    if still_open:
        still_open.lines.update(selected=selected)
        _touch(still_open)


@transaction.atomic
def set_aside(*, cart: Cart, variants: Iterable[int]) -> None:
    """Unticks the lines of `variants`: they stay in the cart while the rest is ordered.

    A cart that was ordered meanwhile stays as it was.
    """
    still_open = _lock_if_open(cart)
    if still_open:
        still_open.lines.filter(variant__in=list(variants)).update(selected=False)
        _touch(still_open)


@transaction.atomic
def buy_now(
    *, shopper: Shopper, sku: str, quantity: int, story=None, block: UUID | None = None, now: datetime
) -> Cart:
    """A cart of one line for one purchase, beside the shopper's own cart and with its coupon. Raises CartRefusal."""
    variant = sellable_variant(sku=sku)
    own = find_cart(shopper=shopper)
    ensure_can_have(variant=variant, quantity=quantity, kept=_kept_for(own, variant))
    cart = Cart.objects.create(
        kind=Cart.Kind.BUY_NOW, user=shopper.user, coupon_id=own.coupon_id if own is not None else None
    )
    price = decide_price(variant=variant, now=now).amount
    CartLine.objects.create(
        cart=cart, variant=variant, quantity=quantity, price_seen=price, story=story, block=block
    )
    return cart


@transaction.atomic
def merge_carts(*, token: UUID, user: User) -> None:
    """Moves what a browser collected into the account's cart, once.

    The browser's count and tick win for the same variant, capped by what is in stock; the browser's cart is closed.
    """
    theirs = Cart.objects.locked().open().filter(token=token, user=None, kind=Cart.Kind.CART).first()
    if theirs is None:
        return
    own = _lock_open(Shopper(user=user))
    lines = {line.variant_id: line for line in own.lines.all()}
    for line in theirs.lines.select_related("variant__stock").order_by("pk"):
        quantity = max(1, min(line.quantity, line.variant.available or line.quantity))
        existing = lines.get(line.variant_id)
        if existing is None:
            line.cart, line.quantity = own, quantity
            line.save(update_fields=["cart", "quantity", "updated_at"])
        else:
            existing.quantity, existing.selected = quantity, line.selected
            if line.story_id is not None:
                existing.story_id, existing.block = line.story_id, line.block
            existing.save(update_fields=["quantity", "selected", "story", "block", "updated_at"])
    if own.coupon_id is None and theirs.coupon_id is not None:
        Cart.objects.filter(pk=own.pk).update(coupon=theirs.coupon_id)
    theirs.delete()
    _touch(own)


@transaction.atomic
def accept_prices(*, cart: Cart, now: datetime) -> None:
    """The shopper has seen the prices of `now`: the notice of a change goes away."""
    changed = []
    for line in cart.lines.select_related("variant__product"):
        price = decide_price(variant=line.variant, now=now).amount
        if line.price_seen != price:
            line.price_seen = price
            changed.append(line)
    CartLine.objects.bulk_update(changed, ["price_seen"])


def close_cart(*, cart: Cart, now: datetime) -> None:
    """What was not ticked moves on to a new cart that the same cookie or account finds."""
    cart.closed_at = now
    cart.save(update_fields=["closed_at", "updated_at"])
    kept = cart.lines.filter(selected=False)
    if cart.kind == Cart.Kind.CART and kept.exists():
        kept.update(cart=Cart.objects.create(token=cart.token, user=cart.user))


def sellable_variant(*, sku: str) -> Variant:
    """Raises NotOnSale for an unknown SKU as well as for one that no shopper may see."""
    variant = Variant.objects.on_sale().for_selling().filter(sku=sku).first()
    if variant is None:
        raise NotOnSale
    return variant


def ensure_can_have(*, variant: Variant, quantity: int, kept: int = 0) -> None:
    """`kept` pieces can be had besides the free ones. Raises QuantityLimit or NotEnoughStock."""
    if quantity > variant.available + kept:
        raise NotEnoughStock(variant.available + kept)
    if quantity > MOST_PIECES:
        raise QuantityLimit


def _kept_for(cart: Cart | None, variant: Variant) -> int:
    """Pieces that a campaign keeps for whoever has the code of this cart."""
    return read_kept_for(coupon_id=cart.coupon_id).get(variant.pk, 0) if cart is not None else 0


def _lock(cart: Cart) -> Cart:
    """Raises Cart.DoesNotExist when it was ordered meanwhile."""
    return Cart.objects.locked().open().get(pk=cart.pk)


def _lock_if_open(cart: Cart) -> Cart | None:
    return Cart.objects.locked().open().filter(pk=cart.pk).first()


def _lock_open(shopper: Shopper) -> Cart:
    try:
        return _lock(open_cart(shopper=shopper))
    except Cart.DoesNotExist:
        # Ordered between finding and locking: the next one is new, and nobody else orders it that fast.
        return _lock(open_cart(shopper=shopper))


def _touch(cart: Cart) -> None:
    Cart.objects.filter(pk=cart.pk).update(version=F("version") + 1)
