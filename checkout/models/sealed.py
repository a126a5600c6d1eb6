from django.db import models
from django.utils.translation import gettext_lazy as _


class SealedOrderPerson(models.Model):
    """Who made an order and where it went, kept apart because the law asks for it, and destroyed after `destroy_on`.

    No page, screen, report or call reads it: only the command `open_sealed_order`.
    """

    order = models.OneToOneField("checkout.Order", on_delete=models.CASCADE, related_name="sealed_person")
    email = models.CharField(max_length=254)
    full_name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20)
    address_line1 = models.CharField(max_length=250)
    address_line2 = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20)
    sealed_at = models.DateTimeField(_("sealed"))
    destroy_on = models.DateField(_("kept until"), db_index=True)

    def __str__(self):
        return str(self.order_id)
