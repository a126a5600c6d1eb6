"""The letter with the six digits that bring a guest's orders into an account."""

from django.conf import settings
from post_office.models import PRIORITY, STATUS, Email

from accounts.codes.proofs import VALID_SECONDS
from accounts.letters import write_account_letter
from checkout.outbox import SEND, fresh_message_id
from stories.waking import wake_after_commit


def queue_code_letter(*, email: str, code: str) -> None:
    """Goes out before the letters that have time."""
    letter = write_account_letter(
        template="checkout/mails/guest_orders_code", facts={"code": code, "minutes": VALID_SECONDS // 60}
    )
    queued = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[email],
        subject=letter.subject,
        message=letter.text,
        html_message=letter.html,
        message_id=fresh_message_id(),
        status=STATUS.queued,
        priority=PRIORITY.high,
    )
    wake_after_commit(SEND, queued.pk)
