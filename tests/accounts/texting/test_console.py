from uuid import uuid4

from accounts.texting import texter
from tests.factories.checkout import NOW


def test_it_stands_where_the_server_was_started_and_in_no_log(settings, capsys, caplog):
    settings.SMS_URL = "console:"
    with caplog.at_level("DEBUG"):
        texter().send(to="+821012345678", text="Your code is 000123.", key=uuid4(), written_at=NOW)
    assert capsys.readouterr().out == "\nText message to +821012345678\nYour code is 000123.\n\n"
    assert caplog.text == ""


def test_nobody_is_sent_anything_without_a_way(settings):
    settings.SMS_URL = ""
    assert texter() is None
