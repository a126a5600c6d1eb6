import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.following import SomebodyElseWrites
from search.index_engine.writing import IndexNotWritten
from search.purging import purge_asked
from search.repair import Drift, measure_drift, repair


class Command(BaseCommand):
    help = "Makes the search agree with pages and products; with --check only says how far they are apart (exit 1)."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        if not options["check"]:
            purge_asked(now=timezone.now())
        try:
            drift = measure_drift() if options["check"] else repair(now=timezone.now())
        except IndexNotWritten as error:
            self.stderr.write(f"The index does not answer: {error}")
            raise SystemExit(1) from error
        except SomebodyElseWrites as error:
            self.stderr.write("Somebody else is writing to the search. Please try again in a minute.")
            raise SystemExit(1) from error
        self.write(drift, **options)
        if drift.total if options["check"] else drift.entries_undescribed:
            raise SystemExit(1)

    def write(self, drift: Drift, *, check, format, **options):  # noqa: A002 - the option's name
        if format == "json":
            self.stdout.write(json.dumps(asdict(drift) | {"total": drift.total}))
            return
        word = "differ" if check else "differed"
        self.stdout.write(f"{drift.total} {word}")
        for name, count in asdict(drift).items():
            self.stdout.write(f"  {name.replace('_', ' '):<20}{count}")
