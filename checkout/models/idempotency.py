from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotencyKey(models.Model):
    """An answer given once: the same key with the same body gets the same answer again.

    While somebody works on the answer the row is theirs until `lease_until`. `order` is set in the very
    transaction that places it, so that whoever takes over a dead holder's key finds what was done.
    """

    class State(models.TextChoices):
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")

    scope = models.CharField(max_length=160)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DONE, db_default="done")
    holder = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    order = models.ForeignKey("checkout.Order", null=True, on_delete=models.CASCADE, related_name="+")
    answer_status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer_headers = models.JSONField(null=True, blank=True)
    answer_body = models.TextField(blank=True, db_default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]

    def __str__(self):
        return self.key
