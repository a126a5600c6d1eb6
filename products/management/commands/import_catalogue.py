import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from products.catalogue_import import import_catalogue
from products.importing.document import read_document
from products.importing.faults import ImportRefused


class Command(BaseCommand):
    help = "Imports problems, brands, products and coupons from a JSON document, or products from a CSV file."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", help="a .json document or a .csv of products; - reads JSON from standard input"
        )
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        name, text = self._read(options["file"])
        try:
            document = read_document(text=text, file=name)
            tally = import_catalogue(document=document, now=timezone.now(), dry_run=options["dry_run"])
        except ImportRefused as refused:
            self._report(options, {}, refused.faults)
            sys.exit(1)
        self._report(options, tally.as_dict(), [])

    def _read(self, file):
        if file == "-":
            return "-", sys.stdin.read()
        try:
            return Path(file).name, Path(file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}", returncode=2) from error

    def _report(self, options, counts, faults):
        if options["format"] == "json":
            errors = [vars(fault) for fault in faults]
            self.stdout.write(
                json.dumps(
                    {"dry_run": options["dry_run"], "counts": counts, "errors": errors}, ensure_ascii=False
                )
            )
            return
        for fault in faults:
            self.stderr.write(str(fault))
        for kind, what in counts.items():
            self.stdout.write(f"{kind}: " + ", ".join(f"{number} {name}" for name, number in what.items()))
        if options["dry_run"] and not faults:
            self.stdout.write("Dry run: nothing was kept.")
