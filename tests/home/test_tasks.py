import datetime

import pytest
from django.utils import timezone

from home.tasks import publish_scheduled
from tests.factories.home import PlainPageFactory

pytestmark = pytest.mark.django_db


def test_a_page_whose_time_has_come_goes_live(client):
    page = PlainPageFactory(title="Before", slug="about")
    page.save_revision().publish()
    page.refresh_from_db()
    page.title = "After"
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    publish_scheduled()
    page.refresh_from_db()
    assert page.title == "Before"
    due = timezone.now() - datetime.timedelta(minutes=1)
    revision.approved_go_live_at = due
    revision.content["go_live_at"] = due.isoformat()
    revision.save()
    publish_scheduled()
    page.refresh_from_db()
    assert (page.title, page.live) == ("After", True)
