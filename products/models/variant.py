from django.core.exceptions import ObjectDoesNotExist
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.models.money import money_field
from products.models.stock import StockPromise, lapsed_pieces_of

sku_format = RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", _("Use capital letters, digits and hyphens."))


class VariantQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_offered=True)

    def on_sale(self):
        """Offered variants of products a shopper may see."""
        return self.offered().filter(product__live=True, product__brand__live=True)

    def in_stock(self):
        """With a piece that nobody was promised, or no longer: those of which some are `available`."""
        lapsed = StockPromise.objects.lapsed().filter(variant=OuterRef("pk"))
        free = Q(stock__on_hand__gt=F("stock__reserved")) | Exists(lapsed)
        return self.filter(free, stock__isnull=False)

    def search(self, text: str):
        """Those whose SKU or product's name holds `text`."""
        return self.filter(Q(sku__icontains=text) | Q(product__name__icontains=text))

    def with_stock(self):
        """With what `available` reads, in the same query: so the counters and the lapsed pieces agree."""
        return self.select_related("stock").annotate(lapsed_pieces=lapsed_pieces_of())

    def for_selling(self):
        """With all that a cart or an order needs to know, in one query."""
        return self.with_stock().select_related("product__brand__problem", "image")

    def with_counters(self):
        """For lists of stock: `on_hand` = `free` + `promised`, and `sold`, which counts what is promised too."""
        counters = {name: Coalesce(F(f"stock__{name}"), 0) for name in ("on_hand", "reorder_level")}
        reserved = Coalesce(F("stock__reserved"), 0)
        counted = self.with_stock().annotate(
            **counters,
            promised=reserved - F("lapsed_pieces"),
            sold=reserved + Coalesce(F("stock__sold"), 0) - Coalesce(F("stock__returned"), 0),
        )
        return counted.annotate(free=F("on_hand") - F("promised"))

    def below_level(self):
        """Offered variants with strictly fewer free pieces than their level, those that lack most first."""
        low = self.offered().with_counters().filter(free__lt=F("reorder_level"))
        return low.annotate(missing=F("reorder_level") - F("free")).order_by("-missing", "sku")


class Variant(Orderable):
    """What is sold: one SKU of a product. Revisioned with it; its stock is a `StockRecord` outside."""

    product = ParentalKey("products.Product", on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(_("SKU"), max_length=64, unique=True, validators=[sku_format])
    options = models.JSONField(
        _("options"),
        default=dict,
        blank=True,
        help_text=_('Option values, like {"colour": "Indigo", "size": "M"}'),
    )
    price = money_field(_("price"), validators=[MinValueValidator(0)], help_text=_("Tax included."))
    compare_at_price = money_field(
        _("compare-at price"),
        null=True,
        blank=True,
        help_text=_("The former price, printed struck through; higher than the price."),
    )
    weight_g = models.PositiveIntegerField(_("weight in grams"), default=0)
    image = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("own image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_offered = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Untick to retire a variant that was sold and so cannot be deleted."),
    )

    objects = VariantQuerySet.as_manager()

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="variant_price_not_negative"),
            models.CheckConstraint(
                condition=Q(compare_at_price=None) | Q(compare_at_price__gt=models.F("price")),
                name="variant_compare_at_above_price",
            ),
        ]
        indexes = [
            models.Index(
                fields=["product", "price", "id"], condition=Q(is_offered=True), name="variant_cheapest"
            ),
            models.Index(
                fields=["id"], include=["product"], condition=Q(is_offered=True), name="variant_offered"
            ),
            models.Index(
                fields=["price", "-product"], condition=Q(is_offered=True), name="variant_low_price"
            ),
            models.Index(
                fields=["-price", "-product"], condition=Q(is_offered=True), name="variant_high_price"
            ),
        ]

    def __str__(self):
        return f"{self.sku} {self.label}".strip()

    @property
    def label(self) -> str:
        """The option values as a shopper reads them, in the order of the options' names; empty for the only variant."""
        return ", ".join(str(value) for _name, value in sorted(self.options.items()))

    @property
    def available(self) -> int:
        """Pieces that can be had: in the house and not promised, or promised to an order whose time is over."""
        try:
            stock = self.stock
        except ObjectDoesNotExist:
            return 0
        return (
            stock.on_hand
            - stock.reserved
            + (min(self.lapsed_pieces, stock.reserved) if stock.reserved else 0)
        )

    @cached_property
    def lapsed_pieces(self) -> int:
        return self.timed_promises.lapsed().aggregate(pieces=Coalesce(Sum("pieces"), 0))["pieces"]

    @classmethod
    def reconcile(cls, *, draft, product) -> list["Variant"]:
        """The variants of a revision, matched to the rows of today.

        A SKU is a variant's identity: one that a draft adds and somebody published meanwhile is the
        same variant, and one that has moved stock or was sold is retired, never removed.
        """
        rows = {variant.sku: variant for variant in cls.objects.filter(product_id=product.pk)}
        kept = []
        for variant in draft:
            row = rows.pop(variant.sku, None)
            if row is None:
                renamed = next((r for r in rows.values() if r.pk == variant.pk), None)
                if renamed is not None:
                    rows.pop(renamed.sku)
                else:
                    variant.pk = None
            else:
                variant.pk = row.pk
            kept.append(variant)
        for row in rows.values():
            if row.has_history():
                row.is_offered = False
                kept.append(row)
        return kept

    def has_history(self) -> bool:
        """Whether stock was moved for it; whatever was sold was moved first."""
        return self.stock_movements.exists()
