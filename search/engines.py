"""Whoever answers a reader: the index where there is one, and the database when it does not."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import OperationalError

from search.index_engine.searching import IndexAway
from search.trouble import time_limit

logger = logging.getLogger(__name__)

INDEX, DATABASE = "index", "database"

Result = TypeVar("Result")


class NoAnswer(Exception):
    """Nobody knows what would have been found."""


def wanted_source() -> str:
    return INDEX if settings.ELASTICSEARCH_URL else DATABASE


def ask_engines(*, index: Callable[[], Result], database: Callable[[], Result]) -> tuple[Result, str]:
    """The answer and who gave it. Raises NoAnswer when the database cannot answer in time either."""
    if wanted_source() == INDEX:
        try:
            return index(), INDEX
        except IndexAway:
            pass
    try:
        with time_limit():
            return database(), DATABASE
    except OperationalError as error:
        logger.warning("search: the database gave up (%s)", type(error).__name__)
        raise NoAnswer from error
