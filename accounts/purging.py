"""What is kept for minutes only, to find out who is who."""

from datetime import datetime

from captcha.models import CaptchaStore

from accounts.codes.proofs import purge_codes
from accounts.texting.owed import purge_texts


def purge_proofs(*, now: datetime) -> int:
    """Deletes one-time codes, text messages and pictures whose time is over; returns how many."""
    pictures, _tables = CaptchaStore.objects.filter(expiration__lte=now).delete()
    return purge_codes(now=now) + purge_texts(now=now) + pictures
