"""What is counted and kept for minutes, until it is known who is who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoginTries(models.Model):
    """Passwords tried since `began_at` for one account, name or address; `accounts.login_limits` writes them."""

    key = models.CharField(max_length=64, primary_key=True)
    began_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tries of a password")
        verbose_name_plural = _("tries of passwords")

    def __str__(self):
        return f"{self.key[:8]}: {self.tries}"


class OneTimeCode(models.Model):
    """A code that waits to be typed, while Redis is away. What it is for and what it is stand here as keyed hashes."""

    about = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"), db_index=True)
    tries_left = models.PositiveSmallIntegerField(_("tries left"))

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self):
        return f"{self.about[:8]} {self.issued_at:%Y-%m-%d %H:%M}"


class CodeAsking(models.Model):
    """When codes were asked for one target, or from one address, while Redis is away; `who` is a keyed hash."""

    who = models.CharField(max_length=64, unique=True, editable=False)
    times = models.JSONField(_("times"), default=list)
    last_at = models.DateTimeField(_("last"), db_index=True)

    class Meta:
        verbose_name = _("asking for a code")
        verbose_name_plural = _("askings for codes")

    def __str__(self):
        return f"{self.who[:8]} {self.last_at:%Y-%m-%d %H:%M}"


class OwedText(models.Model):
    """A text message on its way: receiver and words sealed, and gone as soon as it is sent."""

    sealed = models.TextField(editable=False)
    key = models.UUIDField(_("key of the try"), editable=False)
    written_at = models.DateTimeField(_("written"))
    expires_at = models.DateTimeField(_("worth nothing from"), db_index=True)
    free_at = models.DateTimeField(_("nobody is at it from"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("text message on its way")
        verbose_name_plural = _("text messages on their way")

    def __str__(self):
        return f"{self.pk} {self.written_at:%Y-%m-%d %H:%M}"
