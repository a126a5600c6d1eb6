"""What is asked of every address, in the book and at the checkout."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOME_COUNTRY = "KR"
KOREAN_POSTCODE = re.compile(r"[0-9]{5}", re.ASCII)
# In North America a number does not tell which it is.
MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def check_postcode(*, postcode: str, country: str) -> None:
    """Raises ValidationError."""
    if country == HOME_COUNTRY and not KOREAN_POSTCODE.fullmatch(postcode):
        raise ValidationError(_("A Korean postal code has five digits, like 06236."))


def read_phone(*, phone: str, country: str | None) -> str:
    """The number with its country's code, +821012345678. Raises ValidationError."""
    try:
        number = phonenumbers.parse(phone, country or HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Type a telephone number, like 010-1234-5678."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_mobile(*, phone: str) -> str:
    """As `read_phone`, of a number that gets text messages at no more than their price. Raises ValidationError."""
    written = read_phone(phone=phone, country=None)
    number = phonenumbers.parse(written)
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in MOBILE:
        raise ValidationError(_("This is no mobile number. Type one like 010-1234-5678."))
    return written


def write_phone(*, phone: str) -> str:
    """To be read by people: +82 10-1234-5678. As it was typed where that is no number."""
    try:
        number = phonenumbers.parse(phone, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
