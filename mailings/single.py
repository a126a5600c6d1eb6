"""Puts a letter to one person into the queue, behind what shoppers wait for."""

from django.conf import settings
from post_office.models import PRIORITY, STATUS, Email

from accounts.models import User
from checkout.outbox import fresh_message_id
from mailings.composing import fill_in
from stories.letters import Letter
from stories.one_click import stop_headers


def queue_letter(*, letter: Letter, user: User, stop: str) -> Email:
    """`stop` is where this reader ends such letters."""
    letter = fill_in(letter=letter, stop=stop)
    return Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
        subject=letter.subject,
        message=letter.text,
        html_message=letter.html,
        headers={**stop_headers(link=stop), "Auto-Submitted": "auto-generated"},
        message_id=fresh_message_id(),
        status=STATUS.queued,
        priority=PRIORITY.low,
    )
