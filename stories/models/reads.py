from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyReads(models.Model):
    """How often one thing was looked at, or put into carts, on one day of the shop; `stories.reads` writes it."""

    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        PAGE = "page", _("Page")
        PRODUCT = "product", _("Product")
        CATEGORY = "category", _("Category")
        ADDED = "added", _("Product put into a cart")
        ADDED_FROM = "added_from", _("Story something was put into a cart from")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    thing = models.PositiveBigIntegerField(_("id"))
    day = models.DateField(_("day"))
    reads = models.PositiveBigIntegerField(_("reads"))

    class Meta:
        verbose_name = _("reads of a day")
        verbose_name_plural = _("reads of a day")
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing", "day"], name="daily_reads_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["story", "page", "product", "category", "added", "added_from"]),
                name="daily_reads_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["kind", "day"], name="daily_reads_of_a_day")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.thing}, {self.day}: {self.reads}"


class MovedReads(models.Model):
    """A batch of reads that stands in the table already, so that it is never added a second time."""

    batch = models.UUIDField(primary_key=True)
    moved_at = models.DateTimeField(_("moved"), db_index=True)

    class Meta:
        verbose_name = _("moved reads")
        verbose_name_plural = _("moved reads")

    def __str__(self):
        return f"{self.batch} {self.moved_at:%Y-%m-%d %H:%M}"
