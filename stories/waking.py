"""Calls a worker to what waits for it, once it is committed.

Rules write what is owed and may not import the tasks that carry it out, which stand above them: so a task
is looked up by its name. Nothing is lost when nobody can be called: a sweep finds the row, or whoever calls does it then.
"""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake_after_commit(task_name: str, *args: int) -> None:
    """Publishes the task when the transaction is committed; neither fails nor holds up whoever asks."""
    # A function: Django wants the name of what failed, and a partial has none.
    transaction.on_commit(lambda: wake(task_name, *args), robust=True)


def wake(task_name: str, *args: int | list[str], countdown: float | None = None) -> bool:
    """Publishes the task now; False, and a line in the log, when the broker is away."""
    try:
        current_app.tasks[task_name].apply_async(args, countdown=countdown)
    except (OperationalError, OSError) as error:
        logger.warning("task %s was not published (%s)", task_name, type(error).__name__)
        return False
    return True
