import secrets
from datetime import datetime

from django.utils import timezone

# Without 0/O and 1/I: numbers are read aloud on the telephone.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RANDOM_CHARACTERS = 10


def draw_order_number(*, now: datetime) -> str:
    """The shop's local date and time and 50 random bits: `20261121-143005-7KQ2M9XWPA`; reveals no count."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return f"{timezone.localtime(now):%Y%m%d-%H%M%S}-{tail}"
