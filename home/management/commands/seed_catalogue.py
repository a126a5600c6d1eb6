import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.seeding import MuseumIsBusy, NothingToSell, seed_catalogue


class Command(BaseCommand):
    help = "Fills the museum with many products, stories, orders and users, for measuring."

    def add_arguments(self, parser):
        for kind in ("products", "stories", "orders", "users"):
            parser.add_argument(
                f"--{kind}", type=int, default=0, metavar="N", help=f"fill up to N seeded {kind}"
            )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="the same seed gives the same content"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        wanted = {kind: options[kind] for kind in ("products", "stories", "orders", "users", "seed")}
        if min(wanted.values()) < 0:
            raise CommandError("Numbers cannot be negative.", returncode=2)
        progress = self.stderr if options["format"] == "json" else self.stdout
        try:
            added = seed_catalogue(**wanted, now=timezone.now(), tell=progress.write)
        except NothingToSell as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except MuseumIsBusy as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(added)))
        else:
            self.stdout.write(
                f"Added {added.products} products, {added.stories} stories, {added.users} users, {added.orders} orders."
            )
