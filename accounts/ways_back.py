"""Where a page may send somebody whose request named the way on."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_path(wanted: str) -> bool:
    """Whether a browser sent there stays on this site. No address with a host, not even this site's own; and nothing
    that browsers leave out or take for a slash."""
    return wanted.startswith("/") and wanted.isprintable() and url_has_allowed_host_and_scheme(wanted, None)
