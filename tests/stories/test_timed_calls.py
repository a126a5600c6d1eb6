"""The rest is seen where it is used: tests/checkout/payments/test_timed_http.py and tests/webhooks/test_calls.py."""

import pytest

from stories.timed_calls import HostNotFound, NoAnswer, look_up, timed_call
from tests.webhooks.receiver import Receiver


def call(url: str, **more) -> int:
    facts = {"method": "POST", "url": url, "headers": {}, "content": b"", "seconds": 5, **more}
    with timed_call(**facts) as answer:
        return answer.status


def test_only_the_addresses_found_are_called():
    with Receiver() as server:
        port = server.server_address[1]
        asked = []

        def find(host, port):
            asked.append((host, port))
            return ["127.0.0.1"]

        assert call(f"http://partner.test:{port}/", find_addresses=find) == 200
        assert asked == [("partner.test", port)]
        with pytest.raises(NoAnswer, match="^HostNotFound partner.test$"):
            call(f"http://partner.test:{port}/", find_addresses=lambda host, port: [])
    assert len(server.received) == 1


def test_time_that_is_over_is_said():
    with pytest.raises(NoAnswer, match="^OutOfTime the time for the whole call is over$"):
        call("http://127.0.0.1:9/", seconds=0)


def test_other_ways_of_calling_are_no_answer():
    with pytest.raises(NoAnswer, match="^UnsupportedProtocol "):
        call("ftp://127.0.0.1/")


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 300])
def test_a_name_that_leads_nowhere(host):
    with pytest.raises(HostNotFound):
        look_up(host, 80)
