"""How a letter says where one stops such letters, in one step and without a log-in (RFC 8058)."""

from django.http import HttpRequest

_FIELD, _VALUE = "List-Unsubscribe", "One-Click"


def stop_headers(*, link: str) -> dict[str, str]:
    """What the letter says in its head: mail programs make a button of their own of it."""
    return {_FIELD: f"<{link}>", f"{_FIELD}-Post": f"{_FIELD}={_VALUE}"}


def is_mail_program(request: HttpRequest) -> bool:
    """Whether one calls, and not a browser that wants to be sent on to a page."""
    return _FIELD in request.POST
