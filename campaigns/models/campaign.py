from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stories.models import TimeStamped


class CampaignQuerySet(models.QuerySet):
    def running(self, now):
        return self.filter(
            Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now), stopped_at=None
        )


class Campaign(TimeStamped):
    """What a marketer promises for a time. Commercial facts: no draft of a page brings old ones back."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True, editable=False)
    limit_redemptions = models.PositiveIntegerField(
        _("redemptions at most"),
        null=True,
        blank=True,
        help_text=_("Of all its codes together; empty for no limit."),
    )
    redeemed = models.PositiveIntegerField(_("redeemed"), default=0, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="campaign_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It has to end after it starts.")})
