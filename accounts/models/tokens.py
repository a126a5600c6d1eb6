"""By which programs act for somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User


class ApiTokenQuerySet(models.QuerySet):
    def newest_first(self):
        return self.select_related("user").order_by("-created_at", "-pk")


class ApiToken(models.Model):
    """What a program shows to act for `user`, within `scopes`. Only the hash of its text is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    shown_start = models.CharField(_("begins with"), max_length=16)
    text_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("may"), default=list)
    created_at = models.DateTimeField(_("made"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    def is_valid(self, now) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
