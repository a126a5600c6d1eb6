"""Django tasks (Wagtail's indexing is made of them) carried out by Celery, after the commit they belong to."""

import logging
from uuid import uuid4

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus

logger = logging.getLogger(__name__)


@shared_task(name="tasks.run", acks_late=True, autoretry_for=(Exception,), retry_backoff=True, max_retries=5)
def run(path, args, kwargs):
    import_string(path).call(*args, **kwargs)


class CeleryBackend(BaseTaskBackend):
    supports_defer = True
    supports_priority = True

    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        result = TaskResult(
            task=task,
            id=uuid4().hex,
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        transaction.on_commit(lambda: _publish(result, task.run_after), robust=True)
        return result


def _publish(result: TaskResult, run_after) -> None:
    """With the broker away the task is lost and said so; the nightly index update finds what it missed."""
    path = result.task.module_path
    try:
        run.apply_async((path, result.args, result.kwargs), task_id=result.id, eta=run_after)
    except run.OperationalError as error:
        logger.warning("task %s was not published (%s)", path, type(error).__name__)
