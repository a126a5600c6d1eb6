"""Ending a campaign before its time, and taking that back: its prices, codes, adverts and kept pieces follow at once."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from campaigns.following import follow_campaign
from campaigns.models import Campaign

STOPPED, RESUMED = "campaigns.stop", "campaigns.resume"


@transaction.atomic
def stop_campaign(*, campaign: Campaign, by, now: datetime) -> bool:
    """Whether this stopped it; a second time changes nothing."""
    return _write(campaign, stopped_at=now, was_stopped=False, by=by, now=now)


@transaction.atomic
def resume_campaign(*, campaign: Campaign, by, now: datetime) -> bool:
    """It runs again until its own end. Whether this did it."""
    return _write(campaign, stopped_at=None, was_stopped=True, by=by, now=now)


def _write(campaign: Campaign, *, stopped_at: datetime | None, was_stopped: bool, by, now: datetime) -> bool:
    rows = Campaign.objects.filter(pk=campaign.pk, stopped_at__isnull=not was_stopped)
    if not rows.update(stopped_at=stopped_at, updated_at=now):
        return False
    campaign.refresh_from_db()
    follow_campaign(campaign_id=campaign.pk, now=now)
    log(instance=campaign, action=RESUMED if was_stopped else STOPPED, user=by)
    return True
