from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from campaigns.models.dates import ENDS_AFTER_START, refuse_early_end, runs_at
from products.models.money import money_field
from products.prices import ensure_valid_price
from stories.models import KeepsColumnsApart, TimeStamped

HOLDER = "CAMPAIGN-"


def holder_of(campaign_id: int) -> str:
    """The name under which pieces are promised to a campaign, where an order has its number."""
    return f"{HOLDER}{campaign_id}"


def refuse_fractions(instance: models.Model, *fields: str) -> dict[str, list[str]]:
    """{field: why} for amounts that the currency does not have."""
    wrong = {}
    for name in fields:
        amount = getattr(instance, name)
        try:
            if amount is not None:
                ensure_valid_price(amount=amount, is_free=True)
        except ValidationError as error:
            wrong[name] = error.messages
    return wrong


class CampaignQuerySet(models.QuerySet):
    def running(self, now):
        return self.filter(runs_at(now), stopped_at=None)


class Campaign(KeepsColumnsApart, TimeStamped, ClusterableModel):
    """What a marketer promises for a time. Commercial facts: no draft of a page brings old ones back.

    Counters are written by `campaigns.coupons` only, and its early end by `campaigns.stopping`.
    """

    written_elsewhere = ("redeemed", "spent", "stopped_at")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        OVER = "over", _("Over")

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("Stands in links, on orders and in reports."),
    )
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True, editable=False)
    percent = models.DecimalField(
        _("percent off"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Off each of its products that has no campaign price of its own; empty for nothing."),
    )
    products = models.ManyToManyField(
        "products.Product", verbose_name=_("products"), through="CampaignProduct", related_name="campaigns"
    )
    limit_redemptions = models.PositiveIntegerField(
        _("redemptions at most"),
        null=True,
        blank=True,
        help_text=_("Of all its codes together; empty for no limit."),
    )
    budget = models.DecimalField(
        _("budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What all its codes together may take off; empty for no limit."),
    )
    redeemed = models.PositiveIntegerField(_("redeemed"), default=0, editable=False)
    spent = models.DecimalField(
        _("spent"), max_digits=14, decimal_places=2, default=0, db_default=0, editable=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="campaign_ends_after_start"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gt=0, percent__lt=100),
                name="campaign_percent_in_range",
            ),
            models.CheckConstraint(condition=Q(spent__gte=0), name="campaign_spent_not_negative"),
        ]

    def __str__(self):
        return self.title

    @property
    def holder(self) -> str:
        """Under which name pieces are kept for its buyers."""
        return holder_of(self.pk)

    def state_at(self, now) -> "Campaign.State":
        if self.stopped_at is not None:
            return self.State.STOPPED
        if self.ends_at is not None and self.ends_at <= now:
            return self.State.OVER
        return self.State.PLANNED if self.starts_at and self.starts_at > now else self.State.RUNNING

    def clean(self):
        wrong = refuse_early_end(self)
        if self.percent is not None and not 0 < self.percent < 100:
            wrong["percent"] = _("Type more than 0 and less than 100 percent.")
        if self.limit_redemptions is not None and self.limit_redemptions < self.redeemed:
            wrong["limit_redemptions"] = _("It was redeemed %(times)s times already.") % {
                "times": self.redeemed
            }
        if self.budget is not None and self.budget < self.spent:
            wrong["budget"] = _("More than this was spent already.")
        if self.pk and self.redemptions.exists() and self.slug != Campaign.objects.get(pk=self.pk).slug:
            wrong["slug"] = _("Orders name it: it stays as it is.")
        wrong |= refuse_fractions(self, "budget")
        if wrong:
            raise ValidationError(wrong)


class CampaignProduct(Orderable):
    """A product of a campaign: at a price of its own, or at the campaign's percentage."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="product_links")
    product = models.ForeignKey(
        "products.Product",
        verbose_name=_("product"),
        on_delete=models.CASCADE,
        related_name="campaign_links",
    )
    price = money_field(
        _("campaign price"),
        null=True,
        blank=True,
        help_text=_("For every variant that is dearer; empty for the campaign's percentage."),
    )

    kept_pieces = models.PositiveIntegerField(
        _("kept pieces"),
        default=0,
        help_text=_(
            "Of each variant, for orders with one of the campaign's codes; free for everybody when it ends."
        ),
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "product"], name="campaign_product_once"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gt=0), name="campaign_price_above_nothing"
            ),
        ]

    def __str__(self):
        return f"{self.campaign_id}: {self.product_id}"

    def clean(self):
        if wrong := refuse_fractions(self, "price"):
            raise ValidationError(wrong)
