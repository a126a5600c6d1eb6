"""What one call may take, and where it may lead."""

import socket
import time

import pytest

from stories.timed_calls import NoAnswer
from tests.webhooks.receiver import Receiver
from webhooks.addresses import AddressRefused
from webhooks.calls import LONGEST_ANSWER, post


def call(url: str, **more) -> int:
    return post(**{"url": url, "headers": {}, "content": b"{}", "seconds": 5, **more})


def test_of_a_long_answer_four_kilobytes_are_read():
    """The server sends a megabyte slowly, and never ends: whoever read on would run out of time."""
    with Receiver(size=LONGEST_ANSWER, goes_on=True) as server:
        started = time.monotonic()
        assert call(server.url) == 200
    assert time.monotonic() - started < 2


def test_a_shorter_answer_that_does_not_end_is_none():
    with (
        Receiver(size=LONGEST_ANSWER - 1, goes_on=True) as server,
        pytest.raises(NoAnswer, match="ReadTimeout"),
    ):
        call(server.url, seconds=0.3)


def test_a_redirect_to_an_inside_address_is_not_followed():
    with Receiver() as inside, Receiver(302, leads_to=inside.url) as server:
        assert call(server.url) == 302
    assert (len(server.received), inside.received) == (1, [])


@pytest.fixture
def rebinding(settings, monkeypatch):
    """A name that is public when it is checked and the shop's own machine when it is called."""
    settings.WEBHOOK_ALLOW_PRIVATE = False
    asked = []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_that_changes_between_check_and_call_is_refused(rebinding):
    with Receiver() as server:
        port = server.server_address[1]
        with pytest.raises(AddressRefused, match="rebinding.test is one of a private network"):
            call(f"https://rebinding.test:{port}/")
        assert (rebinding, server.received) == (["rebinding.test"] * 2, [])


def test_without_the_second_look_it_would_get_in(rebinding, settings):
    """The control: the server of the test before this one can be reached when nobody looks."""
    settings.WEBHOOK_ALLOW_PRIVATE = True
    rebinding.append("the first look")
    with Receiver() as server:
        assert call(f"http://rebinding.test:{server.server_address[1]}/") == 200
    assert len(server.received) == 1
