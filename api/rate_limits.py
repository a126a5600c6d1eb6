"""How often somebody may try something. Counts live in the cache: losing it forgets attempts and refuses nobody."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache

from api.networks import address_of, owner_of


def count_attempt(*, group: str, who: str, now: float | None = None) -> int:
    """Counts one attempt of `who`. 0 when it is within the group's limit, else the seconds to wait, at least 1.

    A window begins with the first attempt. `now` is in seconds since 1970; without it the clock's.
    """
    limit = settings.RATE_LIMITS.get(group)
    if limit is None:
        return 0
    most, seconds = limit
    now = time.time() if now is None else now
    key = f"attempts:{group}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    began = _began(key, now, seconds)
    counter = f"{key}:{began}"
    cache.add(counter, 0, timeout=seconds)
    try:
        attempts = cache.incr(counter)
    except ValueError:  # dropped between the two lines
        return 0
    return max(1, began + seconds - int(now)) if attempts > most else 0


def visitor_of(request) -> str:
    """Who a request is counted for: the account, else whoever has the address it came from."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return f"address:{owner_of(address_of(request))}"


def _began(key: str, now: float, seconds: int) -> int:
    """When the window of this moment began. Of several who come first at once, all get the same answer."""
    cache.add(key, int(now), timeout=seconds)
    began = cache.get(key, int(now))
    if began + seconds <= now:
        cache.set(key, int(now), timeout=seconds)
        return int(now)
    return began
