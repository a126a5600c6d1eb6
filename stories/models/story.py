from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page
from wagtail.search import index

from stories.blocks import StoryBody
from stories.models.page import MuseumPage
from stories.picture_sizes import SHARE_FILTER


class StoryPage(MuseumPage):
    """What makes a page a story: a summary, a cover, a body of blocks and how it is shared."""

    summary = models.CharField(
        _("summary"),
        max_length=250,
        blank=True,
        help_text=_(
            "One or two sentences for cards, search results and shared links; at most 250 characters."
        ),
    )
    cover = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("cover image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover_alt = models.CharField(
        _("cover alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the cover shows, for those who cannot see it."),
    )
    share_image = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("share image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where the page is shared; the cover when left empty."),
    )
    body = StreamField(StoryBody(), verbose_name=_("body"), blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Cover")),
        FieldPanel("body"),
    ]
    promote_panels = Page.promote_panels + [FieldPanel("share_image")]

    search_fields = Page.search_fields + [index.SearchField("summary"), index.SearchField("body")]

    class Meta(MuseumPage.Meta):
        abstract = True

    @property
    def picture_to_share(self):
        return self.share_image or self.cover

    @property
    def share_image_url(self) -> str:
        """The whole address of the picture to share; empty without one."""
        if self.picture_to_share is None:
            return ""
        return get_rendition_or_not_found(self.picture_to_share, SHARE_FILTER).full_url
