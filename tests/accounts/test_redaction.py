"""What is known of somebody is found however it was written, and nothing else is touched."""

import pytest

from accounts.privacy.redaction import redact

KNOWN = {
    "Seo Dan-bi",
    "서단비",
    "danbi@example.org",
    "+821076543210",
    "Mapo-daero 77-3",
    "Anna Maria Berg",
    "Bi",
    "",
}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Seo Dan-bi called", "(erased) called"),
        ("dan-bi SEO, again", "(erased), again"),
        ("2026-03-02 SEODANBI 12,000", "2026-03-02 (erased) 12,000"),
        ("Seo  Danbi", "(erased)"),
        ("서단비님이 전화했음", "(erased)님이 전화했음"),
        ("입금 서 단비", "입금 (erased)"),
        ("Berg, Anna Maria", "(erased)"),
        ("<Danbi@Example.org>", "<(erased)>"),
        ("rang from 010-7654-3210.", "rang from (erased)."),
        ("rang from 010 7654 3210", "rang from (erased)"),
        ("+82 10-7654-3210 or +82 (0)10 7654 3210", "(erased) or (erased)"),
        ("821076543210", "(erased)"),
        ("to Mapo-daero 77-3, please", "to (erased), please"),
    ],
)
def test_every_way_of_writing(text, left):
    assert redact(text, known=KNOWN) == left


@pytest.mark.parametrize(
    "text",
    [
        "Seoul Dan-bi",
        "Seodanbia",
        "Bi-weekly",
        "mydanbi@example.org",
        "2010765432101",
        "Mapo-daero 77-31",
        "Berg Anna",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert redact(text, known=KNOWN) == text


def test_lists_and_mappings_are_looked_through():
    assert redact({"note": ["서단비", 1, None]}, known=KNOWN) == {"note": ["(erased)", 1, None]}
    assert redact({"note": "서단비"}, known=()) == {"note": "서단비"}


def test_what_looks_like_a_number_and_is_none():
    assert redact("code +0000000 here", known={"+0000000"}) == "code +(erased) here"
