"""What each of seven visitors gets at every address of the API, by every method."""

import pytest

from tests.site_config.access.table import read_table

pytestmark = pytest.mark.slow


def test_the_api(house):
    assert house.differences("api") == ""


def test_whoever_is_not_logged_in_is_told_so_as_everything_is_told_there(house):
    """Wherever a table says 401: JSON of one shape, and no way to a log-in page."""
    answers = set()
    for row in read_table("api"):
        for method in ("GET", "POST"):
            if row.answers[method][0] == "401":
                told = house.visitors.send("anonymous", method, house.path_of(row.address))
                body = told.json()
                assert body.pop("request_id") == told["X-Request-ID"]
                answers.add((told.status_code, told["Content-Type"], told["WWW-Authenticate"], str(body)))
    body = {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "code": "not_authenticated",
        "detail": "Authentication credentials were not provided.",
        "errors": {},
    }
    assert answers == {(401, "application/problem+json", "Bearer", str(body))}
