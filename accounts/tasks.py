from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.sessions.traces import FORGET_TYPED, forget_typed
from accounts.texting.owed import SEND_TEXT, find_waiting_texts, send_text
from stories.waking import wake

AT_ONCE = 200


@shared_task(name=SEND_TEXT)
def send_owed_text(text_id: int) -> None:
    """Twice for one text is once: only who claims it sends it."""
    attempt = send_text(text_id=text_id, now=timezone.now())
    if attempt is None or attempt.again_in is None or settings.CELERY_TASK_ALWAYS_EAGER:
        return
    wake(SEND_TEXT, text_id, countdown=attempt.again_in)


@shared_task(name="accounts.sweep_texts")
def sweep_texts() -> None:
    """Finds what nobody was called to, or nobody came for: a worker died, or its broker forgot."""
    for text_id in find_waiting_texts(now=timezone.now(), limit=AT_ONCE):
        if not wake(SEND_TEXT, text_id):
            return


@shared_task(name=FORGET_TYPED)
def forget_typed_addresses(hashes: list[str]) -> None:
    forget_typed(hashes=hashes)
