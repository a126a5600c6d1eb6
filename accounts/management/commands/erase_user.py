import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.privacy.person import CannotErase, NotAnAddress, erase_person, find_person


class Command(BaseCommand):
    help = (
        "Takes the person with this e-mail, account or guest, out of every table. Who made an order is sealed "
        "as long as the law asks; 1 while an order is open."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--yes", action="store_true", help="do not ask; nobody is asked without a terminal"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, email, **options):
        try:
            person = find_person(email=email)
            if sys.stdin.isatty() and not options["yes"]:
                self.ask(email)
            erasure = erase_person(person=person, now=timezone.now())
        except NotAnAddress as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        except CannotErase as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["format"] == "json":
            self.stdout.write(json.dumps({"at": erasure.at.isoformat(), "rows": erasure.rows}))
        elif erasure.rows:
            self.stdout.write("\n".join(f"{count} {table}" for table, count in erasure.rows.items()))
        else:
            self.stdout.write("Nothing is kept about this e-mail.")

    def ask(self, email: str) -> None:
        if input("This cannot be undone. Type the e-mail again: ").strip() != email:
            raise CommandError("Nothing was erased.")
