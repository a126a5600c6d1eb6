from django.db import models
from django.utils.translation import gettext_lazy as _


class SendersTurn(models.Model):
    """Only one worker at a time sends mailings, so that the others are free for what shoppers wait for."""

    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("turn of a sender")
        verbose_name_plural = _("turns of senders")

    def __str__(self):
        return f"{self.until:%Y-%m-%d %H:%M:%S}"
