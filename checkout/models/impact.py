from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

DECIMALS = 3


class ImpactReceipt(models.Model):
    """A paid order's receipt of what it does. Whoever has its code may check it; it names neither order nor person."""

    order = models.OneToOneField("checkout.Order", on_delete=models.CASCADE, related_name="impact_receipt")
    code = models.CharField(_("code"), max_length=32, unique=True)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("impact receipt")
        verbose_name_plural = _("impact receipts")

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("checkout:impact_receipt", args=[self.code])


class ImpactEntry(models.Model):
    """What pieces of a paid line do, or do no longer; never edited, never deleted but with its order.

    Only `checkout.impact_entries` writes here. `pieces` and `amount` carry the sign, `kept` are the pieces of the
    line that still count after this entry. The words and the evidence version are those of the moment of sale.
    """

    class Kind(models.TextChoices):
        EARNED = "earned", _("Earned")
        REVERSED = "reversed", _("Taken back")

    receipt = models.ForeignKey(ImpactReceipt, on_delete=models.CASCADE, related_name="entries")
    # Its order may take it along; nothing else may.
    line_claim = models.ForeignKey(
        "checkout.OrderLineClaim", on_delete=models.RESTRICT, related_name="entries", db_index=False
    )
    refund = models.ForeignKey(
        "checkout.Refund", null=True, blank=True, on_delete=models.SET_NULL, related_name="impact_entries"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    pieces = models.IntegerField(_("pieces"))
    kept = models.PositiveIntegerField(_("pieces that count from then on"))
    amount_per_piece = models.DecimalField(_("per piece"), max_digits=12, decimal_places=DECIMALS)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=DECIMALS)
    unit = models.CharField(_("unit"), max_length=80)
    statement = models.CharField(_("claim"), max_length=200)
    evidence_version = models.PositiveBigIntegerField(_("evidence version"), null=True, blank=True)
    brand = models.ForeignKey(
        "brands.BrandPage",
        verbose_name=_("brand"),
        on_delete=models.PROTECT,
        related_name="impact_entries",
        db_index=False,
    )
    problem = models.ForeignKey(
        "problems.ProblemPage",
        verbose_name=_("problem"),
        on_delete=models.PROTECT,
        related_name="impact_entries",
        db_index=False,
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("entry of impact")
        verbose_name_plural = _("entries of impact")
        indexes = [
            models.Index(fields=["-at", "-id"], name="impact_newest"),
            models.Index(fields=["brand", "-at", "-id"], name="impact_of_brand"),
            models.Index(fields=["problem", "-at", "-id"], name="impact_of_problem"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="earned", pieces__gt=0, amount__gte=0, kept=F("pieces"))
                | Q(kind="reversed", pieces__lt=0, amount__lte=0),
                name="impact_entry_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount=Round(F("amount_per_piece") * F("pieces"), DECIMALS)),
                name="impact_entry_amount_is_product",
            ),
            # Each entry starts where another one ended: nothing is earned twice, nor taken back twice at once.
            models.UniqueConstraint(
                F("line_claim"), F("kept") - F("pieces"), name="impact_entry_follows_once"
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.unit}"
