from rest_framework.throttling import BaseThrottle

from api.permissions import asked_of
from api.rate_limits import count_attempt, visitor_of


class GroupThrottle(BaseThrottle):
    """Counts what a view names in `rate_limit`, as one group for all methods or by method."""

    seconds = 0

    def allow_request(self, request, view):
        group = asked_of(view, "rate_limit", request.method)
        if group is not None:
            self.seconds = count_attempt(group=group, who=visitor_of(request))
        return self.seconds == 0

    def wait(self):
        return self.seconds
