"""The page of a campaign: made as a draft with it, and given to marketers to write."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from accounts.roles import MARKETER, let_publish, let_write
from campaigns.models import Campaign, CampaignIndexPage, CampaignPage

INDEX_SLUG = "campaigns"


@transaction.atomic
def find_or_open_index() -> CampaignIndexPage:
    """The page that campaigns hang below; marketers may write and publish there."""
    index = CampaignIndexPage.objects.first()
    if index is None:
        home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        index = home.add_child(
            instance=CampaignIndexPage(title=_("Campaigns"), slug=INDEX_SLUG, locale=Locale.get_default())
        )
    let_write(role=MARKETER, page=index)
    let_publish(role=MARKETER, page=index)
    return index


def is_any_on_show(*, now: datetime) -> bool:
    """Whether a running campaign has a published page."""
    return (
        CampaignPage.objects.live().filter(campaign__in=Campaign.objects.running(now).values("pk")).exists()
    )


@transaction.atomic
def open_page(*, campaign: Campaign) -> CampaignPage:
    """The campaign's page, made as a draft when there is none yet."""
    page = CampaignPage.objects.filter(campaign=campaign).first()
    if page is None:
        index = find_or_open_index()
        # Without a slug Wagtail finds one that is free.
        is_taken = index.get_children().filter(slug=campaign.slug).exists()
        draft = CampaignPage(
            title=campaign.title,
            slug="" if is_taken else campaign.slug,
            campaign=campaign,
            live=False,
            locale=Locale.get_default(),
        )
        page = index.add_child(instance=draft)
        page.save_revision()
    return page
