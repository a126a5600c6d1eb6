"""Waits for the doors of the demo."""

from http.client import HTTPConnection, HTTPException
from time import monotonic, sleep
from urllib.parse import urlsplit

PATIENCE = 60.0
BETWEEN = 0.3


def wait_until_open(*, address: str, patience: float = PATIENCE) -> bool:
    """Whether the site at `address` has answered anything within so many seconds."""
    place = urlsplit(address)
    end = monotonic() + patience
    while monotonic() < end:
        try:
            connection = HTTPConnection(place.hostname or "", place.port, timeout=patience)
            connection.request("GET", place.path or "/")
            connection.getresponse()
        except (OSError, HTTPException):
            sleep(BETWEEN)
        else:
            return True
    return False
