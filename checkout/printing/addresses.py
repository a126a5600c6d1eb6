"""An address as the post of its country reads it. Pure."""

import unicodedata

BIG_TO_SMALL = {"CN", "JP", "KR", "TW"}
POSTCODE_LAST = {"AU", "CA", "NZ", "US"}
POSTCODE_ALONE = {"GB", "IE"}


def address_lines(
    *,
    full_name: str,
    address_line1: str,
    address_line2: str,
    city: str,
    region: str,
    postcode: str,
    country: str,
    country_name: str,
) -> list[str]:
    """The lines of the label, without empty ones.

    In East Asia an address goes from the large to the small and ends in the name, if it is written in the
    country's own letters; in Latin letters it is written as abroad.
    """
    street = [address_line1, address_line2]
    if country in BIG_TO_SMALL and _is_east_asian(address_line1 + city):
        place = " ".join(filter(None, [region if region != city else "", city]))
        lines = [country_name, postcode, f"{place} {address_line1}".strip(), address_line2, full_name]
    elif country in POSTCODE_LAST:
        lines = [full_name, *street, _join(", ", city, _join(" ", region, postcode)), country_name]
    elif country in POSTCODE_ALONE:
        lines = [full_name, *street, city, region, postcode, country_name]
    else:
        lines = [full_name, *street, _join(", ", _join(" ", postcode, city), region), country_name]
    return [line for line in lines if line]


def _join(glue: str, *parts: str) -> str:
    return glue.join(filter(None, parts))


def _is_east_asian(text: str) -> bool:
    return any(unicodedata.east_asian_width(character) in "WF" for character in text)
