"""What is said to one visitor on a page that is the same for everybody."""

from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class MessagesMiddleware(MessageMiddleware):
    """A page that says something to its visitor is kept by no cache for others.

    Whoever gets the page out of a cache is told on the next one that was not kept.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        said = getattr(request, "_messages", None)
        if said is not None and said.used and len(said):
            patch_cache_control(response, private=True)
        return super().process_response(request, response)
