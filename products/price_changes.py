"""Changing the prices of several products by percent, in one transaction, with nothing lost.

Rows are locked in primary-key order and read under the lock. What is on show is published again with the
new prices; a newer draft and a scheduled version keep text and time, and their own prices change too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from products.changes import products_written
from products.models import Product, Variant
from products.prices import change_by_percent, ensure_valid_price

PRICE_CHANGED = "products.change_price"


@dataclass(frozen=True)
class PriceStep:
    """What a change would do to one variant. A compare-at price that would no longer be higher is dropped."""

    variant: Variant
    old: Decimal
    new: Decimal
    compare_at: Decimal | None


def preview_price_change(*, products: Iterable[Product], percent: Decimal) -> list[PriceStep]:
    """Every variant's old and new price. Raises ValidationError naming the SKUs it would put wrong."""
    variants = Variant.objects.filter(product__in=[p.pk for p in products]).select_related("product")
    steps = [_step(variant, percent) for variant in variants.order_by("product__name", "product_id", "pk")]
    _ensure_allowed(steps)
    return steps


@transaction.atomic
def change_prices(*, products: Iterable[Product], percent: Decimal, actor) -> int:
    """Changes every variant's price; returns how many. Raises ValidationError, and then changes nothing."""
    pks = [product.pk for product in products]
    locked = list(Product.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    variants = list(
        Variant.objects.select_for_update(of=("self",))
        .filter(product__in=pks)
        .select_related("product")
        .order_by("pk")
    )
    steps = [_step(variant, percent) for variant in variants]
    _ensure_allowed(steps)
    waiting = {product.pk: _waiting_versions(product) for product in locked}
    for step in steps:
        step.variant.price, step.variant.compare_at_price = step.new, step.compare_at
    Variant.objects.bulk_update(variants, ["price", "compare_at_price"])
    products_written.send(sender=Variant, ids=pks)
    for product in Product.objects.filter(pk__in=pks).order_by("pk"):
        _write_history(product, waiting[product.pk], percent, actor)
    return len(variants)


def _step(variant: Variant, percent: Decimal) -> PriceStep:
    new = change_by_percent(amount=variant.price, percent=percent)
    compare_at = variant.compare_at_price
    if compare_at is not None and compare_at <= new:
        compare_at = None
    return PriceStep(variant=variant, old=variant.price, new=new, compare_at=compare_at)


def _ensure_allowed(steps: list[PriceStep]) -> None:
    errors = []
    for step in steps:
        try:
            ensure_valid_price(amount=step.new, is_free=step.variant.product.is_free)
        except ValidationError as error:
            errors.append(
                ValidationError("%(sku)s: %(why)s", params={"sku": step.variant.sku, "why": error.message})
            )
    if errors:
        raise ValidationError(errors)


def _waiting_versions(product: Product) -> list[tuple[Product, object]]:
    """The scheduled version and the newest draft, the older first, each with its time to go live or None."""
    scheduled = product.scheduled_revision
    newest = product.get_latest_revision() if product.has_unpublished_changes or not product.live else None
    revisions = {revision.pk: revision for revision in (scheduled, newest) if revision is not None}
    return [(r.as_object(), r.approved_go_live_at) for _, r in sorted(revisions.items())]


def _write_history(product: Product, waiting: list[tuple[Product, object]], percent: Decimal, actor) -> None:
    revision = None
    if product.live:
        revision = product.save_revision(user=actor, changed=False, clean=False)
        revision.publish(user=actor, changed=False, log_action=False, skip_permission_checks=True)
    for version, go_live_at in waiting:
        for variant in version.variants.all():
            step = _step(variant, percent)
            variant.price, variant.compare_at_price = step.new, step.compare_at
        version.live_revision = revision or product.live_revision
        revision = version.save_revision(user=actor, approved_go_live_at=go_live_at, clean=False)
    log(instance=product, action=PRICE_CHANGED, user=actor, revision=revision, data={"percent": str(percent)})
