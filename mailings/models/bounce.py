from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Bounce(models.Model):
    """An address that a mail server has refused for good. It gets no mailing; mails about orders are still tried."""

    address = models.EmailField(_("address"), unique=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address=Lower("address")), name="bounce_in_small_letters"
            )
        ]

    def __str__(self):
        return self.address
