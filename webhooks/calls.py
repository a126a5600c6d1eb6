"""One POST that ends in time and reaches public addresses only.

The address is checked where the connection is made, so that a name cannot be checked with one address and
called with another.
"""

from stories.timed_calls import timed_call
from webhooks.addresses import check_url, find_addresses

LONGEST_ANSWER = 4096


def post(*, url: str, headers: dict[str, str], content: bytes, seconds: float) -> int:
    """The status of the answer, of which 4 kB at most are read; no redirect is followed.

    Raises AddressRefused or NoAnswer. Looking up the name is the one wait that the system limits.
    """
    check_url(url=url)
    size = 0
    with timed_call(
        method="POST",
        url=url,
        headers=headers,
        content=content,
        seconds=seconds,
        find_addresses=lambda host, port: find_addresses(host=host, port=port),
    ) as answer:
        for part in answer.iter_stream():
            size += len(part)
            if size >= LONGEST_ANSWER:
                break
        return answer.status
