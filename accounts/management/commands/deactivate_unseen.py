import argparse
import json
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.deactivation import deactivate_unseen


class Command(BaseCommand):
    help = (
        "Deactivates the accounts of customers that nobody has used since a day: no log-in, no sign-up, no page "
        "while logged in, no program's call. Staff stay."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--before", required=True, type=_day, metavar="DATE", help="the first day that counts as seen"
        )
        parser.add_argument("--dry-run", action="store_true", help="say how many, change nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, before: date, **options):
        if before > timezone.localdate():
            raise CommandError(
                "--before lies in the future: nobody could have been seen since.", returncode=2
            )
        is_rehearsal = options["dry_run"]
        midnight = timezone.make_aware(datetime.combine(before, time()))
        count = deactivate_unseen(before=midnight, is_rehearsal=is_rehearsal)
        if options["format"] == "json":
            self.stdout.write(json.dumps({"dry_run": is_rehearsal, "deactivated": count}))
        else:
            self.stdout.write(f"{count} {'would be deactivated' if is_rehearsal else 'deactivated'}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2026-01-31") from wrong
