"""A mailing sent to whoever writes it, to see it where readers will."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from post_office.models import PRIORITY, STATUS, Email

from accounts.models import User
from checkout.outbox import SEND, fresh_message_id
from mailings.composing import fill_in, write_mailing
from mailings.life import CannotDo
from mailings.links import PlainLinks
from mailings.models import Mailing
from stories.letters import absolute
from stories.waking import wake_after_commit


def send_test(*, mailing: Mailing, user: User, now: datetime) -> None:
    """To their own address, whatever they agreed to; counts nobody. Raises CannotDo."""
    if not user.email:
        raise CannotDo(_("Your account has no e-mail address."))
    letter = write_mailing(mailing=mailing, now=now, links=PlainLinks(mailing))
    letter = fill_in(letter=letter, stop=absolute("/account/privacy/"))
    email = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
        subject=_("[Test] %(subject)s") % {"subject": letter.subject},
        message=letter.text,
        html_message=letter.html,
        message_id=fresh_message_id(),
        status=STATUS.queued,
        priority=PRIORITY.medium,
    )
    wake_after_commit(SEND, email.pk)
