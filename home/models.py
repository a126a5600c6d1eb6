from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page

from stories.models import StoryPage


class HomePage(Page):
    hero_title = models.CharField(_("hero title"), max_length=120)
    hero_text = models.CharField(_("hero text"), max_length=250, blank=True)
    hero_image = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("hero image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("hero_image")], heading=_("Hero")
        ),
        InlinePanel("features", heading=_("Featured stories"), label=_("story"), max_num=6),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1


class HomeFeature(Orderable):
    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="features")
    story = models.ForeignKey("brands.BrandStoryPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("story", "brands.BrandStoryPage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["home", "story"], name="home_feature_once")]


class PlainPage(StoryPage):
    """About, privacy, terms: a page that belongs to the house and not to a room."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []


@register_setting(icon="home")
class ShopSettings(BaseSiteSetting):
    shop_name = models.CharField(_("shop name"), max_length=80, default="Impact Museum")
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    class Meta:
        verbose_name = _("shop settings")
