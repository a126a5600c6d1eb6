"""Pages that nobody looks for are written into no index: that is more work than the pages themselves."""

from contextlib import contextmanager

from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update


class _Nothing:
    @staticmethod
    def enqueue(*_what):
        pass


@contextmanager
def unindexed():
    """What is saved here is found neither by a search nor as somebody's reference."""
    task = signal_handlers.insert_or_update_object_task
    signal_handlers.insert_or_update_object_task = _Nothing
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        signal_handlers.insert_or_update_object_task = task
