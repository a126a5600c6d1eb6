import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.purging import purge_expired


class Command(BaseCommand):
    help = (
        "Deletes old guests' carts, keys that are no longer kept, messages that were acted on "
        "or taken by partners long ago, and sealed records whose time is over."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        figures = asdict(purge_expired(now=timezone.now()))
        if options["format"] == "json":
            self.stdout.write(json.dumps(figures))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in figures.items()))
