from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_MARK = 100


class OrderOrigin(models.Model):
    """What brought the visit here in which an order was placed, as its buyer let us remember it. Nobody is named."""

    order = models.OneToOneField("checkout.Order", on_delete=models.CASCADE, related_name="origin")
    first_story = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_story_title = models.CharField(_("first story"), max_length=255, blank=True)
    last_story = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="order_origins"
    )
    last_story_title = models.CharField(_("last story"), max_length=255, blank=True)
    campaign = models.SlugField(_("campaign"), max_length=80, blank=True)
    utm_source = models.CharField(_("source"), max_length=LONGEST_MARK, blank=True)
    utm_medium = models.CharField(_("medium"), max_length=LONGEST_MARK, blank=True)
    utm_campaign = models.CharField(_("campaign of the link"), max_length=LONGEST_MARK, blank=True)

    class Meta:
        verbose_name = _("origin of an order")
        verbose_name_plural = _("origins of orders")
        permissions = [("view_story_figures", "Can see what stories earn")]

    def __str__(self):
        return self.last_story_title or self.campaign or self.utm_source
