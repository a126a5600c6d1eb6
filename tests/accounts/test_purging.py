from datetime import timedelta

import pytest
from captcha.models import CaptchaStore

from accounts.codes.proofs import issue_code
from accounts.purging import purge_proofs
from accounts.texting.owed import owe_text
from tests.factories.checkout import NOW

pytestmark = pytest.mark.django_db


def test_what_proves_something_for_minutes_goes_after_minutes():
    later = NOW + timedelta(minutes=5)
    issue_code(purpose="phone", target="+821012345678", address="203.0.113.7", now=NOW)
    owe_text(to="+821012345678", text="Your code", expires_at=later, now=NOW)
    CaptchaStore.objects.create(challenge="ABCDE", response="abcde", expiration=later)
    assert [
        purge_proofs(now=later - timedelta(seconds=1)),
        purge_proofs(now=later),
        purge_proofs(now=later),
    ] == [0, 3, 0]
