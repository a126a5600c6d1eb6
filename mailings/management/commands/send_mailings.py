import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from mailings.rounds import Round, go_round


class Command(BaseCommand):
    help = (
        "Sends mailings for some seconds, as beat does every quarter of a minute: begins what is scheduled for now, "
        "and sends as many letters as MAILINGS_PER_MINUTE allows. Nothing when somebody else is at it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        counts = asdict(go_round(clock=timezone.now) or Round())
        if options["format"] == "json":
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
