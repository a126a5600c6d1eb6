"""Publishing and unpublishing several products at once, with nothing unsellable put on show."""

from collections.abc import Iterable

from django.db import transaction

from products.models import Product


@transaction.atomic
def publish_products(*, products: Iterable[Product], actor) -> list[Product]:
    """Publishes the newest draft of each; returns those left alone for want of an offered variant."""
    refused = []
    for product in _locked(products):
        if product.live and not product.has_unpublished_changes:
            continue
        draft = product.get_latest_revision_as_object()
        if not draft.offered_variants:
            refused.append(product)
            continue
        revision = product.get_latest_revision() or product.save_revision(user=actor)
        revision.publish(user=actor, skip_permission_checks=True)
    return refused


@transaction.atomic
def unpublish_products(*, products: Iterable[Product], actor) -> None:
    """Takes them off show; drafts, prices and stock stay as they are."""
    for product in _locked(products):
        if product.live:
            product.unpublish(user=actor)


def _locked(products: Iterable[Product]) -> Iterable[Product]:
    pks = [product.pk for product in products]
    return Product.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
