from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from posts.models.moderated import Moderated

LONGEST_QUESTION = 500
LONGEST_ANSWER = 2000


class Question(Moderated):
    """What somebody wants to know of an object, with the museum's answer once there is one."""

    kind = "question"

    product = models.ForeignKey(
        "products.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    answer = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Moderated.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(fields=["product", "status", "-written_at"], name="question_of_product"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_at_a_time",
            ),
        ]

    def __str__(self):
        return self.text[:60]
