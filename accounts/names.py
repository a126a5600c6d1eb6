"""What a user name and a nickname may look like."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_NICKNAME = 30
DIGITS_OF_A_NUMBER = 7
# What the user name of an account begins with from which somebody was erased.
ERASED_NAME = "erased-"
_NUMBER = re.compile(r"\+?[\d\s().\-]+")


def tidy_name(text: str) -> str:
    """The same letters written in one way, so that full-width “Ｋｉｍ” and “Kim” are one name; single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def looks_like_a_number(name: str) -> bool:
    """Like a telephone number: nothing but digits, at least seven, and what is written between them."""
    return bool(_NUMBER.fullmatch(name)) and sum(sign.isdigit() for sign in name) >= DIGITS_OF_A_NUMBER


def check_name(name: str) -> None:
    """A log-in by e-mail or by mobile number must find one account only. Raises ValidationError."""
    if "@" in name:
        raise ValidationError(_("A name cannot look like an e-mail address: leave out the @."))
    if looks_like_a_number(name):
        raise ValidationError(_("A name cannot look like a telephone number: add a letter."))
    if not name.isprintable():
        raise ValidationError(_("This name contains signs that cannot be seen."))
