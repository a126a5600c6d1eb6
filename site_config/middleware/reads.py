"""Counts what was looked at, after whatever cache answered it."""

import logging
from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from checkout.attribution import note_visit
from checkout.counting import is_counted
from stories.marks import Thing, take_mark
from stories.models import DailyReads
from stories.readers import is_looked_at, reader_of, wants_no_trace
from stories.reads import are_own_reads_due, count_read, write_down_own_reads

logger = logging.getLogger(__name__)


class ReadsMiddleware:
    """Stands outside of any cache of answers: each answer that is marked is one read, whoever made it and when.

    Nothing is kept of whoever reads, but for the visit of one who let us. Staff, crawlers, previews and what a browser fetches ahead are not counted.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        now = timezone.now()
        things = take_mark(response=response)
        if things and response.status_code == HTTPStatus.OK and _is_readers(request):
            count_read(things=things, now=now)
            if _remember(request, things, now):
                # The session's cookie goes with it.
                patch_cache_control(response, private=True)
        if are_own_reads_due(now=now, after=timedelta(seconds=settings.READS_WRITTEN_SECONDS)):
            _write_down(now)
        return response


def _is_readers(request: HttpRequest) -> bool:
    is_for_eyes = is_looked_at(request) and not getattr(request, "is_preview", False)
    return is_for_eyes and is_counted(request=request, user=reader_of(request))


def _remember(request: HttpRequest, things: list[Thing], now: datetime) -> bool:
    """Only of whoever let us, and so has a session already."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or wants_no_trace(request):
        return False
    story = next((thing.pk for thing in things if thing.kind == DailyReads.Kind.STORY), None)
    return note_visit(session=request.session, story=story, query=request.GET, now=now)


def _write_down(now: datetime) -> None:
    try:
        write_down_own_reads(now=now)
    except Error as error:
        logger.warning("reads were not written down (%s)", type(error).__name__)
