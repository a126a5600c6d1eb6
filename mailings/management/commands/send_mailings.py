import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from mailings.carts import remind_of_carts
from mailings.purging import purge_letters
from mailings.queueing import MINUTE
from mailings.restocking import tell_restocked
from mailings.rounds import Round, go_round


class Command(BaseCommand):
    help = (
        "Does what beat does for mailings: writes to who waits for an object that is back and to who left a cart, "
        "begins what is scheduled for now, writes down its readers, sends for some seconds as many letters as "
        "MAILINGS_PER_MINUTE allows, and forgets the letters of a week ago. Sends nothing when somebody else is at it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        now = timezone.now()
        counts = {"restocked": tell_restocked(now=now), "reminders": remind_of_carts(now=now)}
        counts |= asdict(go_round(clock=timezone.now, within=MINUTE) or Round())
        counts["purged"] = purge_letters(now=now)
        if options["format"] == "json":
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
