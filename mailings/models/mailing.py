from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from mailings.blocks import MailBody
from mailings.letter_pages import show_letter
from stories.letters import Letter
from stories.models import TimeStamped


def shop_language() -> str:
    return settings.LANGUAGE_CODE


class MailingQuerySet(models.QuerySet):
    def sending(self):
        return self.filter(status=Mailing.Status.SENDING)


class Mailing(PreviewableMixin, TimeStamped):
    """A letter to many, and to whom. `mailings.life` alone changes its status."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        SENDING = "sending", _("Being sent")
        PAUSED = "paused", _("Paused")
        SENT = "sent", _("Sent")
        STOPPED = "stopped", _("Stopped")

    name = models.CharField(_("name"), max_length=120, help_text=_("Only staff read it."))
    subject = models.CharField(_("subject"), max_length=120)
    preheader = models.CharField(
        _("preview text"),
        max_length=150,
        blank=True,
        help_text=_("What lists of mails show beside the subject."),
    )
    body = StreamField(MailBody(), verbose_name=_("letter"), blank=True)
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailings",
        help_text=_("Links to the museum carry its short name; its orders count as results."),
    )
    interests = models.ManyToManyField(
        "problems.ProblemPage", verbose_name=_("interested in"), blank=True, related_name="mailings"
    )
    brands = models.ManyToManyField(
        "brands.BrandPage", verbose_name=_("bought from"), blank=True, related_name="mailings"
    )
    ordered_within = models.PositiveIntegerField(
        _("last order within so many days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    not_ordered_for = models.PositiveIntegerField(
        _("last order longer ago than so many days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=shop_language
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("began"), null=True, blank=True, editable=False)
    filled_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    reads = models.PositiveIntegerField(_("read in a browser"), default=0, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(send_at__isnull=False),
                name="mailing_scheduled_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "scheduled"]) | Q(started_at__isnull=False),
                name="mailing_begun_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ordered_within=None)
                | Q(not_ordered_for=None)
                | Q(ordered_within__gt=F("not_ordered_for")),
                name="mailing_orders_in_a_span",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.ordered_within and self.not_ordered_for and self.ordered_within <= self.not_ordered_for:
            raise ValidationError({"ordered_within": _("Nobody's last order lies in no time at all.")})

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    preview_modes = [("html", _("As shoppers see it")), ("text", _("Plain text"))]

    # The rule that composes it; the app sets it when it starts.
    write_preview: Callable[..., Letter]

    def serve_preview(self, request, mode_name):
        return show_letter(letter=type(self).write_preview(mailing=self), as_text=mode_name == "text")
