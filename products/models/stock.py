from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

FOLLOWED_BACK = 10_000


class StockRecord(models.Model):
    """Counters of one variant, in pieces. Only `products.stock` writes here.

    `on_hand` is in the house, promised or not; `reserved` is promised and not shipped.
    A narrow table of its own, outside the product's revisions and referred to by no order line.
    """

    variant = models.OneToOneField(
        "products.Variant", primary_key=True, on_delete=models.CASCADE, related_name="stock"
    )
    on_hand = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    written_off = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)
    reorder_level = models.PositiveIntegerField(
        _("reorder level"),
        default=0,
        db_default=0,
        help_text=_("With fewer free pieces than this the variant is listed as low; 0 for no level."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(on_hand__gte=F("reserved")), name="stock_never_oversold"),
            models.CheckConstraint(
                condition=Q(received=F("on_hand") + F("sold") + F("written_off") - F("returned")),
                name="stock_adds_up",
            ),
            models.CheckConstraint(condition=Q(returned__lte=F("sold")), name="stock_returns_were_sold"),
        ]

    def __str__(self):
        return f"{self.on_hand} ({self.reserved})"


class StockPromiseQuerySet(models.QuerySet):
    def lapsed(self):
        """Those whose time is over by the database's clock, swept or not."""
        return self.filter(until__lte=Now())

    def standing(self):
        """Those whose time is not over, by the same clock."""
        return self.filter(until__gt=Now())

    def pieces_kept_by(self, holder: str) -> dict[int, int]:
        """{variant id: pieces} that it is promised and whose time is not over."""
        return dict(self.standing().filter(order_number=holder).values_list("variant_id", "pieces"))


class StockPromise(models.Model):
    """Reserved pieces of one variant that an order gives up by itself at `until`; gone when it is paid."""

    variant = models.ForeignKey("products.Variant", on_delete=models.CASCADE, related_name="timed_promises")
    order_number = models.CharField(_("order number"), max_length=50)
    pieces = models.PositiveIntegerField(_("pieces"))
    until = models.DateTimeField(_("until"))

    objects = StockPromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order_number", "variant"], name="stock_promise_once"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="stock_promise_of_pieces"),
        ]
        indexes = [models.Index(fields=["variant", "until"], name="stock_promise_lapses")]

    def __str__(self):
        return f"{self.order_number}: {self.pieces} × {self.variant_id}"


@cache
def lapsed_pieces_of(variant: str = "pk") -> Coalesce:
    """For a query, written once for all of them: the pieces of `variant`'s promises whose time is over."""
    lapsed = StockPromise.objects.lapsed().filter(variant=OuterRef(variant)).order_by().values("variant")
    return Coalesce(Subquery(lapsed.annotate(lapsed=Sum("pieces")).values("lapsed")), 0)


class StockMovementQuerySet(models.QuerySet):
    def newest_number(self) -> int:
        """0 without any."""
        return self.aggregate(newest=Max("pk"))["newest"] or 0

    def around(self, number: int):
        """From ten thousand before `number` on: the ledger grows for ever, and whoever follows it reads it by its key."""
        return self.filter(pk__gt=number - FOLLOWED_BACK)


class StockMovement(models.Model):
    """One change of a stock record; never edited, never deleted."""

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("Received")
        RESERVE = "reserve", _("Reserved")
        RELEASE = "release", _("Released")
        SELL = "sell", _("Sold")
        RETURN = "return", _("Returned")
        WRITE_OFF = "write_off", _("Written off")

    variant = models.ForeignKey("products.Variant", on_delete=models.PROTECT, related_name="stock_movements")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    quantity = models.PositiveIntegerField(_("quantity"))
    order_number = models.CharField(_("order number"), max_length=50, blank=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("at"))
    key = models.CharField(
        _("key"),
        max_length=300,
        null=True,
        blank=True,
        unique=True,
        help_text=_("The same key books once, however often it is sent."),
    )

    objects = StockMovementQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_movement_moves")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.quantity} × {self.variant_id}"


class LowStockNotice(models.Model):
    """The day's low-stock letter was written: there is one a day."""

    day = models.DateField(_("day"), unique=True)
    written_at = models.DateTimeField(_("written at"))

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
