"""Against a server on this machine that checks what Solapi's documents say it checks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.texting import texter
from accounts.texting.solapi import Solapi
from accounts.texting.texter import TextRefused, TextUnavailable
from tests.factories.checkout import NOW
from tests.solapi_server import SENDER, SolapiServer

TEXT = "Impact Museum: your code is 000123."


@pytest.fixture
def server(settings):
    settings.SMS_TIMEOUT_SECONDS = 2
    with SolapiServer(now=NOW) as server:
        settings.SMS_URL = server.sms_url
        yield server


def send(to: str = "+821012345678", *, key=None, written_at=NOW) -> None:
    texter().send(to=to, text=TEXT, key=key or uuid4(), written_at=written_at)


@pytest.mark.parametrize(
    ("to", "receiver"),
    [
        ("+821012345678", {"to": "01012345678", "country": "82"}),
        ("+14155550100", {"to": "4155550100", "country": "1"}),
        ("+8613812345678", {"to": "13812345678", "country": "86"}),
        ("+4915112345678", {"to": "15112345678", "country": "49"}),
    ],
)
def test_it_is_taken_as_its_country_dials(server, to, receiver):
    send(to)
    assert server.taken == [{**receiver, "from": SENDER, "text": TEXT}]


def test_the_same_again_is_sent_once(server):
    key = uuid4()
    send(key=key)
    send(key=key)
    assert len(server.taken) == 1
    send()
    assert len(server.taken) == 2


def test_a_lost_answer_may_have_been_heard(server):
    key = uuid4()
    server.hangs_up = True
    with pytest.raises(TextUnavailable) as lost:
        send(key=key)
    assert lost.value.was_answered is False
    server.hangs_up = False
    send(key=key)
    assert len(server.taken) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_what_may_go_well_later(server, status):
    server.says = (status, {"errorCode": "InternalError", "errorMessage": "01012345678"})
    with pytest.raises(TextUnavailable) as told:
        send()
    assert (str(told.value), told.value.was_answered) == (f"Solapi answered {status} InternalError.", True)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((400, {"errorCode": "ValidationError"}), "Solapi answered 400 ValidationError."),
        ((402, {"errorCode": "NotEnoughBalance"}), "Solapi answered 402 NotEnoughBalance."),
        ((403, b"<html>"), "Solapi answered 403 without a reason."),
        ((302, {}), "Solapi answered 302 without a reason."),
        ((400, {"errorCode": "to 010-1234-5678"}), "Solapi answered 400 without a reason."),
        ((200, {"statusCode": "3059"}), "Solapi did not take the message: 3059."),
        ((200, []), "Solapi did not take the message: without a reason."),
        ((200, b"[" * 200_000), "Solapi did not take the message: without a reason."),
    ],
)
def test_a_clear_no(server, said, told):
    server.says = said
    with pytest.raises(TextRefused) as refused:
        send()
    assert str(refused.value) == told


def test_another_secret_is_not_let_in(server, settings):
    settings.SMS_URL = server.sms_url.replace("a-secret", "b-secret")
    with pytest.raises(TextRefused, match="403 SignatureDoesNotMatch"):
        send()


def test_nor_another_key(server, settings):
    settings.SMS_URL = server.sms_url.replace("NCSTESTKEY", "NCSOTHER")
    with pytest.raises(TextRefused, match="403 InvalidAPIKey"):
        send()


def test_nor_a_clock_that_is_off(server):
    with pytest.raises(TextRefused, match="403 RequestTimeTooSkewed"):
        send(written_at=NOW - timedelta(minutes=16))


def test_nobody_answers(settings):
    settings.SMS_URL = "solapi+http://key:secret@127.0.0.1:9?from=0215880000"
    with pytest.raises(TextUnavailable, match="No answer"):
        send()


def test_one_for_the_whole_process(server):
    assert texter() is texter()
    assert isinstance(texter(), Solapi)


def test_by_https_unless_it_says_otherwise():
    assert Solapi(url="solapi://k:s@api.solapi.com?from=0215880000")._url == (
        "https://api.solapi.com/messages/v4/send"
    )
