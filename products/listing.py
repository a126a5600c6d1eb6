"""Products as the desk lists them, with price, stock and state in a constant number of queries."""

from django.db.models import CharField, Exists, F, Min, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Revision

from products.models import Product, ProductImage, Variant
from products.models.product import ProductQuerySet
from products.models.stock import lapsed_pieces_of
from stories.models import MuseumImage

THUMBNAIL = "fill-80x100|format-webp"


def list_for_desk() -> ProductQuerySet:
    """Adds `listed_price` (the lowest offered), `free_pieces` (offered, not promised) and `is_scheduled`."""
    offered = Variant.objects.offered().filter(product=OuterRef("pk")).order_by()
    # Before it is grouped: else those of other lapsed pieces would be a group of their own.
    with_lapsed = offered.annotate(lapsed=lapsed_pieces_of())
    free = Sum(F("stock__on_hand") - F("stock__reserved") + F("lapsed"))
    scheduled = Revision.objects.filter(
        base_content_type__app_label="products",
        base_content_type__model="product",
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    pictures = ProductImage.objects.order_by("sort_order", "pk").prefetch_related(
        Prefetch("image", MuseumImage.objects.prefetch_renditions(THUMBNAIL))
    )
    return (
        Product.objects.annotate(
            listed_price=Subquery(offered.values("product").annotate(lowest=Min("price")).values("lowest")),
            free_pieces=Coalesce(
                Subquery(with_lapsed.values("product").annotate(free=free).values("free")), 0
            ),
            is_scheduled=Exists(scheduled),
        )
        .select_related("brand__problem")
        .prefetch_related(Prefetch("images", pictures))
    )


def search_desk(*, products: ProductQuerySet, text: str) -> ProductQuerySet:
    """Those whose name, Korean name, brand or SKU holds `text`."""
    text = text.replace("\x00", "").strip()
    with_sku = Variant.objects.filter(product=OuterRef("pk"), sku__icontains=text)
    return products.filter(
        Q(name__icontains=text)
        | Q(korean_name__icontains=text)
        | Q(brand__title__icontains=text)
        | Q(brand__korean_name__icontains=text)
        | Exists(with_sku)
    )


def status_of(product: Product) -> str:
    """The state of a listed product, in a word or two."""
    if product.live:
        if product.is_scheduled:
            return _("live + scheduled")
        return _("live + draft") if product.has_unpublished_changes else _("live")
    if product.is_scheduled:
        return _("scheduled")
    return _("expired") if product.expired else _("draft")
