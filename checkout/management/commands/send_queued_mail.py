"""The name is post_office's too, whose own command this one replaces: it claims before it sends."""

import json
import logging
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.mails import compose_owed_mail, find_owed_mail
from checkout.outbox import find_due_emails, send_email

AT_ONCE = 500

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Composes the mails that orders owe and sends what is due. Ends with 1 when something could not go."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        counts = {"composed": 0, "sent": 0, "waiting": 0, "failed": 0}
        for owed_id in find_owed_mail(now=timezone.now(), limit=AT_ONCE):
            counts[_compose(owed_id)] += 1
        for email_id in find_due_emails(now=timezone.now(), limit=AT_ONCE):
            attempt = send_email(email_id=email_id, now=timezone.now())
            if attempt is not None:
                counts["sent" if attempt.is_sent else "waiting" if attempt.again_in else "failed"] += 1
        if options["format"] == "json":
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        if counts["waiting"] or counts["failed"]:
            sys.exit(1)


def _compose(owed_id: int) -> str:
    """One mail that cannot be written must not keep the others back."""
    try:
        compose_owed_mail(owed_id=owed_id, now=timezone.now())
    except Exception:
        logger.exception("mail %s could not be composed", owed_id)
        return "failed"
    return "composed"
