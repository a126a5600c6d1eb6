"""Addresses that are keys themselves: the links in letters. Whoever reads a log must not be able to use them."""

from contextlib import suppress

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

# As the URL patterns call their arguments, ours and the libraries' alike.
SECRET_ARGUMENTS = ("key", "token")
HIDDEN = "…"


def hide_secrets(text: str, *, request: HttpRequest) -> str:
    """`text` without the secret parts of this request's path."""
    for secret in secrets_in(request):
        text = text.replace(secret, HIDDEN)
    return text


def secrets_in(request: HttpRequest) -> list[str]:
    """The longest first."""
    match = request.resolver_match or _meant(request)
    found = {str(match.kwargs[name]) for name in SECRET_ARGUMENTS if match and match.kwargs.get(name)}
    return sorted(found, key=len, reverse=True)


def _meant(request: HttpRequest) -> ResolverMatch | None:
    """A link may have lost the slash at its end on the way."""
    with suppress(Resolver404):
        return resolve(f"{request.path_info.rstrip('/')}/")
    return None
