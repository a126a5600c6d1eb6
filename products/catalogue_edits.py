"""One product made, changed or taken away from outside the desk, by the desk's rules.

A new price holds at once, so it is not mixed with words that wait: while a newer draft, a scheduled version or a
lock is there, it is refused.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log

from products.changes import products_written
from products.importing.goods import tidy_html
from products.models import Product, StockRecord, Variant
from products.prices import ensure_valid_price
from stories.retirement import what_stands_on

PRICE_SET = "products.set_price"


class EditRefused(Exception):
    """Something stands in the way; `code` names it, its text may be shown."""

    def __init__(self, code: str, text: Any):
        super().__init__(str(text))
        self.code = code


@dataclass(frozen=True)
class NewVariant:
    sku: str
    price: Decimal
    compare_at_price: Decimal | None = None
    options: dict[str, str] = field(default_factory=dict)
    weight_g: int = 0


@transaction.atomic
def create_product(*, text: dict[str, Any], variants: list[NewVariant], published: bool, actor) -> Product:
    """Raises ValidationError, PermissionDenied, or EditRefused for a slug or SKU that is taken."""
    _ensure_may(actor, "add_product")
    if variants:
        _ensure_may(actor, "change_price")
    if published:
        _ensure_may(actor, "publish_product")
        if not variants:
            raise ValidationError({"variants": [_("A product needs at least one variant.")]})
    _ensure_free(slug=text["slug"], skus=[variant.sku for variant in variants])
    product = Product(live=False, **_tidied(text))
    product.variants = [  # type: ignore[misc]
        Variant(
            sku=one.sku,
            price=one.price,
            compare_at_price=one.compare_at_price,
            options=one.options,
            weight_g=one.weight_g,
            sort_order=number,
        )
        for number, one in enumerate(variants)
    ]
    _ensure_sound(product)
    product.save()
    log(instance=product, action="wagtail.create", user=actor)
    revision = product.save_revision(user=actor, log_action=True)
    if published:
        revision.publish(user=actor, skip_permission_checks=True)
    return product


@transaction.atomic
def edit_product(
    *,
    slug: str,
    text: dict[str, Any],
    prices: dict[str, dict[str, Decimal | None]],
    published: bool | None,
    actor,
) -> Product:
    """Changes what is given; `prices` are `price` and `compare_at_price` by SKU. Returns the version it made.

    Words of somebody who may not publish wait as a draft. Raises Product.DoesNotExist, ValidationError,
    PermissionDenied, or EditRefused.
    """
    product = _locked(slug)
    if prices:
        _ensure_may(actor, "change_price")
    if text or not (prices or published is not None):
        _ensure_may(actor, "change_product")
    if published is not None:
        _ensure_may(actor, "publish_product")
    _ensure_unlocked(product, actor)
    may_publish = actor.has_perm("products.publish_product")
    if text and prices and product.live and not may_publish:
        raise PermissionDenied(_("Change words and prices one after the other: your words wait as a draft."))
    at_once = bool(prices) or (product.live and may_publish)
    if at_once and _has_waiting_version(product):
        raise EditRefused(
            "draft_waiting", _("A newer version waits to be published. Publish or discard it first.")
        )
    version = product.get_latest_revision_as_object()
    for name, value in _tidied(text).items():
        setattr(version, name, value)
    old = _set_prices(version, prices)
    _ensure_sound(version)
    _keep(version, publish=_is_shown_after(product, text, published, may_publish), actor=actor, prices=prices)
    if old:
        log(instance=product, action=PRICE_SET, user=actor, data={"from": old, "to": _written(prices)})
    if published is False and product.live:
        Product.objects.get(pk=product.pk).unpublish(user=actor)
    return version


@transaction.atomic
def remove_product(*, slug: str, actor) -> None:
    """Deletes what was never sold; what has moved stock, or is in a cart, is taken off show.

    Raises Product.DoesNotExist, PermissionDenied, or EditRefused when pieces were promised or sold.
    """
    product = _locked(slug)
    _ensure_may(actor, "delete_product")
    _ensure_unlocked(product, actor)
    records = StockRecord.objects.filter(variant__product=product)
    if records.exclude(reserved=0, sold=0).exists():
        raise EditRefused("product_sold", _("Pieces of it were sold. Unpublish it instead."))
    if not what_stands_on(things=[product]):
        log(instance=product, action="wagtail.delete", user=actor)
        product.delete()
    elif product.live:
        UnpublishAction(product, user=actor).execute(skip_permission_checks=True)


def _locked(slug: str) -> Product:
    return Product.objects.select_for_update(of=("self",)).get(slug=slug)


def _ensure_may(actor, codename: str) -> None:
    if not actor.has_perm(f"products.{codename}"):
        raise PermissionDenied(_("You lack the permission products.%(name)s.") % {"name": codename})


def _ensure_unlocked(product: Product, actor) -> None:
    lock = product.get_lock()
    if lock is not None and lock.for_user(actor):
        raise EditRefused("locked", _("Somebody has locked this product."))


def _ensure_free(*, slug: str, skus: list[str]) -> None:
    if Product.objects.filter(slug=slug).exists():
        raise EditRefused("slug_taken", _("Another product has this slug."))
    taken = Variant.objects.filter(sku__in=skus).order_by("sku").values_list("sku", flat=True)
    if taken:
        raise EditRefused("sku_taken", _("Other products have %(skus)s.") % {"skus": ", ".join(taken)})
    if len(set(skus)) < len(skus):
        raise ValidationError({"variants": [_("A SKU stands here twice.")]})


def _has_waiting_version(product: Product) -> bool:
    return bool(product.live and product.has_unpublished_changes) or product.scheduled_revision is not None


def _tidied(text: dict[str, Any]) -> dict[str, Any]:
    if text.get("description"):
        return text | {"description": tidy_html(text["description"])}
    return text


def _set_prices(
    version: Product, prices: dict[str, dict[str, Decimal | None]]
) -> dict[str, dict[str, str | None]]:
    """Returns what they were. Raises ValidationError for a SKU that the product has not."""
    rows = list(version.variants.all())
    variants = {variant.sku: variant for variant in rows}
    unknown = sorted(prices.keys() - variants.keys())
    if unknown:
        raise ValidationError(
            {"variants": [_("This product has no %(skus)s.") % {"skus": ", ".join(unknown)}]}
        )
    old = {sku: {name: getattr(variants[sku], name) for name in given} for sku, given in prices.items()}
    for sku, given in prices.items():
        for name, amount in given.items():
            setattr(variants[sku], name, amount)
    version.variants = rows  # type: ignore[misc]
    return _written(old)


def _written(prices: dict[str, dict[str, Decimal | None]]) -> dict[str, dict[str, str | None]]:
    return {
        sku: {name: None if amount is None else str(amount) for name, amount in given.items()}
        for sku, given in prices.items()
        if given
    }


def _ensure_sound(product: Product) -> None:
    for variant in product.variants.all():
        try:
            ensure_valid_price(amount=variant.price, is_free=product.is_free)
            if variant.compare_at_price is not None:
                ensure_valid_price(amount=variant.compare_at_price, is_free=product.is_free)
        except ValidationError as error:
            raise ValidationError({"variants": [f"{variant.sku}: {error.messages[0]}"]}) from error
        if variant.compare_at_price is not None and variant.compare_at_price <= variant.price:
            text = _("The compare-at price must be higher than the price.")
            raise ValidationError({"variants": [f"{variant.sku}: {text}"]})


def _is_shown_after(
    product: Product, text: dict[str, Any], published: bool | None, may_publish: bool
) -> bool:
    if published is not None:
        return published
    return product.live and (may_publish or not text)


def _keep(version: Product, *, publish: bool, actor, prices) -> None:
    """A price of a product that is not on show is written to its row too, as the desk's change by percent does."""
    if publish and not version.offered_variants:
        raise ValidationError({"variants": [_("A product needs at least one variant on offer to be shown.")]})
    revision = version.save_revision(user=actor, log_action=True)
    if publish:
        revision.publish(user=actor, skip_permission_checks=True)
        return
    for sku, given in prices.items():
        Variant.objects.filter(sku=sku).update(**given)
    products_written.send(sender=Variant, ids=[version.pk])
