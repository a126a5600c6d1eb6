import json
import sys
from email import message_from_binary_file
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mailings.bounces import forget_bounce, note_bounce, read_report


class Command(BaseCommand):
    help = (
        "Reads a report of a mail server about a letter it could not deliver (RFC 3464), from a file or from standard "
        "input: to be called by the mail server for what comes to the address that letters are sent from. Addresses "
        "at which nobody reads get no more mailings. Other messages change nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="the message; standard input without it")
        parser.add_argument("--forget", metavar="ADDRESS", help="try this address again from now on")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        if options["forget"]:
            self._say(options, "forgotten", int(forget_bounce(address=options["forget"])))
            return
        try:
            message = self._read(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}", returncode=2) from error
        reports = read_report(message=message)
        noted = [
            note_bounce(address=report.address, reason=report.reason, now=timezone.now())
            for report in reports
        ]
        self._say(options, "noted", sum(noted))

    def _read(self, file: str | None):
        if file is None:
            return message_from_binary_file(sys.stdin.buffer)
        with Path(file).open("rb") as opened:
            return message_from_binary_file(opened)

    def _say(self, options, name: str, count: int) -> None:
        """Without the address: mail servers keep what such a program says."""
        text = json.dumps({name: count}) if options["format"] == "json" else f"{count} {name}"
        self.stdout.write(text)
