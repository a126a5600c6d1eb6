import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.order_life import expire_overdue_orders


class Command(BaseCommand):
    help = "Ends the orders that were not paid in time and gives their stock back."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        expired = expire_overdue_orders(now=timezone.now())
        if options["format"] == "json":
            self.stdout.write(json.dumps({"expired": expired}))
        else:
            self.stdout.write(f"{expired} expired")
