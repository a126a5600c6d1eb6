from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mailings.models.mailing import Mailing


class MailingRecipient(models.Model):
    """One reader of one mailing. The row stays when the account is erased, and then says of nobody what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        QUEUED = "queued", _("In the queue")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Left out")
        BOUNCED = "bounced", _("Refused by the mail server")
        FAILED = "failed", _("Failed")

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="recipients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="mailings_received"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    email = models.OneToOneField(
        "post_office.Email",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mailing_recipient",
    )
    queued_at = models.DateTimeField(_("put into the queue"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("reader of a mailing")
        verbose_name_plural = _("readers of mailings")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "user"], name="mailing_once_per_reader"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(email=None, queued_at=None), name="mailing_waits_unwritten"
            ),
        ]
        indexes = [models.Index(fields=["mailing", "state", "id"], name="mailing_progress")]

    def __str__(self):
        return f"{self.mailing_id}: {self.get_state_display()}"


class MailingLink(models.Model):
    """Where a link of a mailing leads, and how often it was followed: by whom is not kept."""

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="links")
    target = models.CharField(_("address"), max_length=600)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        verbose_name = _("link of a mailing")
        verbose_name_plural = _("links of mailings")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "target"], name="mailing_link_once"),
            models.CheckConstraint(
                condition=Q(target__startswith="https://") | Q(target__startswith="http://"),
                name="mailing_link_to_the_web",
            ),
        ]

    def __str__(self):
        return self.target
