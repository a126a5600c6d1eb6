import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from products.best_sellers import count_sales, recount_sales


class Command(BaseCommand):
    help = "Counts how many pieces were ordered of the products whose stock has moved lately, for lists by popularity."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="count every product")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        changed = recount_sales() if options["all"] else count_sales(now=timezone.now())
        if options["format"] == "json":
            self.stdout.write(json.dumps({"changed": changed}))
        else:
            self.stdout.write(f"{changed} products had another number.")
