from django.db import models


class Change(models.Model):
    """Something that was written, and whose entries were not yet: in the same transaction, so neither is lost nor
    stays when that is rolled back.
    """

    class Of(models.TextChoices):
        PAGE = "page"
        PRODUCT = "product"
        CATEGORY = "category"
        CLAIM = "claim"
        PERSON = "person"
        IMAGE = "image"

    of = models.CharField(max_length=10, choices=Of.choices)
    source_id = models.BigIntegerField()
    # What only stands on something that was written: nothing more stands on it.
    is_echo = models.BooleanField(default=False)
    # It could not be described: the others go on without it, and every night it is tried again.
    is_set_aside = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.of} {self.source_id}"


class IndexState(models.Model):
    """One row. Whoever writes entries locks it, so that what was read later is written later."""

    version = models.BigIntegerField(default=0)
    seen_movement = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    # Who builds the index anew, since when; a builder that died is forgotten after a while.
    rebuilding_since = models.DateTimeField(null=True)
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="index_state_is_one")]

    def __str__(self):
        return f"version {self.version}"
