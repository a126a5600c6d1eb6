import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.settlement import reconcile_payments


class Command(BaseCommand):
    help = "Asks the providers about every payment and refund that waits for an answer."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options):
        run = reconcile_payments(now=timezone.now())
        figures = {
            "asked": run.asked,
            "settled": run.settled,
            "unanswered": run.unanswered,
            "refused": run.refused,
        }
        if options["format"] == "json":
            self.stdout.write(json.dumps(figures))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in figures.items()))
        if run.unanswered or run.refused:
            raise SystemExit(1)
