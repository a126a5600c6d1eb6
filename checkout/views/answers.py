"""How the storefront answers forms: a person gets a page, a script gets JSON."""

from django.http import HttpRequest, JsonResponse

from accounts.ways_back import is_own_path

UNPROCESSABLE = 422


def wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def safe_next(wanted: str, otherwise: str) -> str:
    """`wanted` when it stays on this site."""
    return wanted if is_own_path(wanted) else otherwise


def json_errors(errors: dict[str, list[str]], *, status: int = UNPROCESSABLE, **more) -> JsonResponse:
    return JsonResponse({"errors": errors, **more}, status=status)


def failed_status(request: HttpRequest) -> int:
    """A failed form is a page like any other, except to htmx, which must know that it failed."""
    return UNPROCESSABLE if getattr(request, "htmx", False) else 200
