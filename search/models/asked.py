from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedText(models.Model):
    """What was typed on a day, and how often; nobody's name, and nothing that looks like a person's own data."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=0)
    times_nothing = models.PositiveIntegerField(_("found nothing"), default=0)
    found = models.PositiveIntegerField(_("results, last time"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="asked_text_once_a_day")]
        indexes = [models.Index(fields=["text"], name="asked_text")]

    def __str__(self):
        return self.text


class OpenedResult(models.Model):
    """How often a result was opened from the results for a text, on a day."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10)
    source_id = models.BigIntegerField()
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "text", "kind", "source_id"], name="opened_result_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["text"], name="opened_text")]

    def __str__(self):
        return f"{self.text} → {self.kind} {self.source_id}"
