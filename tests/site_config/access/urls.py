"""Every address that the site answers, as the resolver has it."""

from collections.abc import Iterator, Sequence

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve


def routes_of_the_site() -> set[str]:
    """Of all patterns, those of the libraries among them."""
    return set(_walk(get_resolver().url_patterns))


def route_of(path: str) -> str:
    """The route of the pattern that answers at `path`; empty where a middleware answers before any pattern is asked."""
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return ""


def _walk(patterns: Sequence[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for pattern in patterns:
        own = str(pattern.pattern)
        route = above + own.removeprefix("^") if above else own
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route
