from typing import Any

from rest_framework.request import Request


def absolute(context: dict[str, Any], path: str | None) -> str | None:
    """The whole address of a path of this site, for a serialiser with `context`; None stays None."""
    request: Request | None = context.get("request")
    return path if request is None or not path else request.build_absolute_uri(path)
