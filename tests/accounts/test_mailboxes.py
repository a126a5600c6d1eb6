from datetime import timedelta

import pytest

from accounts.mailboxes import Mailbox, addresses_in
from tests.factories.checkout import NOW

LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("akim@example.org", {"akim@example.org"}),
        ("Dear Kim@Example.org.", {"kim@example.org"}),
        (
            "Kim <kim@example.org>, lee+shop@mail.example.org",
            {"kim@example.org", "lee+shop@mail.example.org"},
        ),
        ('{"payer":"kim@example.org"}', {"kim@example.org"}),
        ("?mail=kim@example.org&x", {"kim@example.org", "mail=kim@example.org", "?mail=kim@example.org"}),
        ("o'neil@example.org", {"o'neil@example.org", "neil@example.org"}),
        ("mailto:김@예시.한국", {"김@예시.한국"}),
        ("@ kim@ @example.org", set()),
        ("", set()),
        (r'{"note": "line\nkim@x.org"}', {"kim@x.org"}),
        (r'{"note": "\u003ckim@x.org\u003e"}', {"kim@x.org"}),
    ],
)
def test_whole_addresses(text, addresses):
    assert addresses_in(text) == addresses


def test_when_an_address_was_somebodys():
    def theirs(since=None, until=None):
        return [Mailbox("kim@example.org", since, until).is_theirs(at) for at in (NOW, LATER)]

    assert theirs() == theirs(since=NOW) == theirs(until=LATER) == [True, True]
    assert (theirs(since=LATER), theirs(until=NOW)) == ([False, True], [True, False])
