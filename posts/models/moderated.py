from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.names import ERASED_NAME

LONGEST_REFUSAL = 300


class Status(models.TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Public")
    REFUSED = "refused", _("Refused")


class ModeratedQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Status.APPROVED)

    def pending(self):
        return self.filter(status=Status.PENDING)

    def newest_first(self):
        return self.order_by("-written_at", "-pk")

    def with_author(self):
        """With what the public is told of whoever wrote it."""
        return self.select_related("author__profile")


class Moderated(models.Model):
    """A text that is public only once somebody of the house has looked at it; see `posts.moderation`.

    `version` counts its wordings: a decision is about the one that was read.
    """

    # What stands in addresses; set by every model.
    kind: ClassVar[str]

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("written"), editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    refusal = models.CharField(_("why not"), max_length=LONGEST_REFUSAL, blank=True, editable=False)

    objects = ModeratedQuerySet.as_manager()

    # Nothing that a page or a product has to be searched for in.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["status", "-written_at"], name="%(class)s_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="%(class)s_state_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PENDING, decided_at=None)
                | (~Q(status=Status.PENDING) & Q(decided_at__isnull=False)),
                name="%(class)s_decided_once_looked_at",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.REFUSED) & ~Q(refusal="")
                | ~Q(status=Status.REFUSED) & Q(refusal=""),
                name="%(class)s_refused_for_a_reason",
            ),
        ]

    @property
    def kind_name(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def is_pending(self) -> bool:
        return self.status == Status.PENDING

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED

    @property
    def is_refused(self) -> bool:
        return self.status == Status.REFUSED

    @property
    def author_name(self) -> str:
        """What the public is told: the nickname, and nothing else of the account."""
        try:
            nickname = self.author.profile.nickname
        except ObjectDoesNotExist:
            nickname = ERASED_NAME
        return str(_("A reader")) if nickname.startswith(ERASED_NAME) else nickname
