import json
import logging
import re

import pytest

from site_config.logs import JsonFormatter, RequestFilter
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def _lines(caplog) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "impact.request"]


@pytest.fixture(autouse=True)
def _heard(caplog):
    caplog.set_level(logging.INFO, logger="impact.request")


def test_a_request_leaves_one_line_without_its_query(client, caplog):
    client.get("/robots.txt?token=secret")
    (line,) = _lines(caplog)
    assert re.fullmatch(r"GET /robots\.txt 200 \d+\.\d ms user=anonymous", line.getMessage())
    assert (line.method, line.path, line.status, line.user) == ("GET", "/robots.txt", 200, "anonymous")
    assert line.milliseconds == round(line.milliseconds, 1)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/accounts/password/reset/key/2-abc123-0f/", "/accounts/password/reset/key/2-…/"),
        ("/accounts/confirm-email/WzYs:ZZ:yy/", "/accounts/confirm-email/…/"),
        ("/accounts/confirm-email/WzYs:ZZ:yy", "/accounts/confirm-email/…"),
        ("/account/news/stop/MQ:1x:abc/", "/account/news/stop/…/"),
    ],
)
def test_a_link_of_a_letter_cannot_be_taken_from_the_log(path, written, client, caplog):
    shown = RequestFilter()
    caplog.handler.addFilter(shown)
    client.delete(path)
    caplog.handler.removeFilter(shown)
    (line,) = _lines(caplog)
    assert line.path == written
    named = [record.getMessage() for record in caplog.records]
    assert [text for text in named if "WzYs" in text or "abc" in text] == []


def test_the_line_names_the_user_by_id(client, caplog):
    user = UserFactory()
    client.force_login(user)
    client.get("/robots.txt")
    assert _lines(caplog)[-1].user == str(user.pk)


def test_a_visitor_without_session_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_a_failure_is_logged_like_any_request(client, caplog, settings):
    settings.ROOT_URLCONF = "tests.site_config.test_errors"
    client.raise_request_exception = False
    client.get("/broken/")
    assert [line.status for line in _lines(caplog)] == [500]


def test_the_answer_carries_the_id_of_its_lines(client):
    first, second = (client.get("/robots.txt")["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_an_id_from_outside_is_taken_from_a_trusted_proxy_only(client, settings):
    given = {"X-Request-ID": "from-the-proxy-1"}
    assert client.get("/robots.txt", headers=given)["X-Request-ID"] != "from-the-proxy-1"
    settings.TRUSTED_PROXY_COUNT = 1
    assert client.get("/robots.txt", headers=given)["X-Request-ID"] == "from-the-proxy-1"
    assert (
        client.get("/robots.txt", headers={"X-Request-ID": "a b\tc<script>"})["X-Request-ID"]
        != "a b\tc<script>"
    )


def test_a_json_line_has_its_parts_and_no_line_break():
    record = logging.makeLogRecord({"name": "shop", "levelname": "INFO", "msg": "two\nlines", "order": "A-1"})
    RequestFilter().filter(record)
    written = JsonFormatter().format(record)
    line = json.loads(written)
    assert "\n" not in written
    assert (line["message"], line["logger"], line["order"]) == ("two\nlines", "shop", "A-1")
    assert "request_id" in line
