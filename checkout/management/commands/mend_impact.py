import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.impact_repairs import mend_impact


class Command(BaseCommand):
    help = "Writes the entries of impact that are missing for orders which the audit names."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        found = mend_impact(now=timezone.now())
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(found)))
        else:
            self._write_text(found.mended, found.left)
        if found.left:
            raise SystemExit(1)

    def _write_text(self, mended: list[str], left: list[str]) -> None:
        for number in mended:
            self.stdout.write(f"{number} mended")
        for number in left:
            self.stdout.write(f"{number} left: its entries come to too little, or somebody held it")
        self.stdout.write(f"{len(mended)} mended, {len(left)} left")
