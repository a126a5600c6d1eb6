from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from campaigns.models.campaign import Campaign
from campaigns.models.dates import ENDS_AFTER_START, refuse_early_end, runs_at
from stories.models import MuseumImage, TimeStamped
from stories.picture_sizes import WIDE_FILTERS
from stories.web_addresses import path_on_this_site


class AdvertSlotQuerySet(models.QuerySet):
    def showing(self, now):
        """Active slots whose time `now` is and that lead somewhere, in the marketer's order."""
        return self.filter(
            runs_at(now),
            Q(page=None) | Q(page__live=True),
            Q(campaign=None) | Q(campaign__in=Campaign.objects.running(now).values("pk")),
            is_active=True,
        ).order_by("place", "sort_order", "pk")

    def with_picture(self):
        pictures = MuseumImage.objects.prefetch_renditions(*WIDE_FILTERS)
        return self.select_related("page").prefetch_related(Prefetch("image", pictures))


class AdvertSlot(TimeStamped):
    class Place(models.TextChoices):
        HERO = "hero", _("Hero")
        STRIP = "strip", _("Strip")

    place = models.CharField(_("place"), max_length=20, choices=Place.choices)
    title = models.CharField(_("title"), max_length=120)
    text = models.CharField(_("text"), max_length=250, blank=True)
    image = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("A path on this site, like /products/")
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="adverts",
        help_text=_("It then shows only while the campaign runs."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = AdvertSlotQuerySet.as_manager()

    panels = [
        FieldPanel("place"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("image"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("url")], heading=_("Where it leads")),
        MultiFieldPanel(
            [
                FieldPanel("campaign"),
                FieldPanel("is_active"),
                FieldPanel("sort_order"),
                FieldPanel("starts_at"),
                FieldPanel("ends_at"),
            ],
            heading=_("When it shows"),
        ),
    ]

    class Meta:
        verbose_name = _("advert")
        verbose_name_plural = _("adverts")
        constraints = [models.CheckConstraint(condition=ENDS_AFTER_START, name="advert_ends_after_start")]

    def __str__(self):
        return self.title

    def clean(self):
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"url": _("Choose a page or type a path: exactly one of the two.")})
        if self.url and (not path_on_this_site.fullmatch(self.url)):
            raise ValidationError({"url": _("Type a path on this site; it starts with one slash.")})
        if wrong := refuse_early_end(self):
            raise ValidationError(wrong)

    @property
    def link(self) -> str:
        return (self.page.url or "") if self.page else self.url
