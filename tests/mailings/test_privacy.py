"""What mailings know of somebody: told on request, and taken away with the account."""

import pytest

from accounts.privacy.person import erase_person, export_person, person_of
from mailings.audiences import fill_recipients
from mailings.bounces import note_bounce
from mailings.models import Bounce, MailingRecipient, NewsLanguage, StockWish
from mailings.queueing import queue_batch
from mailings.rounds import Round, go_round
from tests.factories.mailings import NOW, begun, reader
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db


def test_a_copy_says_what_somebody_got_and_waits_for():
    user, variant = reader(), stocked_variant(pieces=0)
    mailing = begun()
    fill_recipients(mailing=mailing, now=NOW)
    queue_batch(mailing_id=mailing.pk, now=NOW, limit=1)
    StockWish.objects.create(user=user, variant=variant, created_at=NOW)
    NewsLanguage.objects.create(user=user, language="ko")
    note_bounce(address=user.email, reason="550 nobody", now=NOW)
    kept = export_person(person=person_of(user=user), now=NOW)["mailings"]
    assert kept == {
        "mailings": [{"subject": "New in the harbour", "state": "bounced", "written_at": NOW}],
        "waiting_for": [
            {"product": variant.product.name, "sku": variant.sku, "asked_at": NOW, "told_at": None}
        ],
        "language_of_news": ["ko"],
        "reminders_of_carts": [],
        "refused_addresses": [{"address": user.email, "reason": "550 nobody", "at": NOW}],
    }


def test_whoever_was_erased_gets_nothing_and_is_nobody(clock):
    museum()
    user = reader()
    mailing, later = begun(), begun()
    for one in (mailing, later):
        fill_recipients(mailing=one, now=NOW)
    queue_batch(mailing_id=mailing.pk, now=NOW, limit=1)
    note_bounce(address="old@example.org", reason="", now=NOW)
    erase_person(person=person_of(user=user), now=NOW)
    assert go_round(clock=clock) == Round()
    assert list(MailingRecipient.objects.values_list("user", "mailing")) == [(None, mailing.pk)]
    assert Bounce.objects.count() == 1
