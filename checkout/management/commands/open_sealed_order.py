import json

from django.core.management.base import BaseCommand, CommandError
from django.forms.models import model_to_dict
from django.utils import timezone

from checkout.models import SealedOrderPerson
from checkout.sealing import SEALED, open_sealed


class Command(BaseCommand):
    help = "Shows who made an order whose person was erased. That it was opened, and why, is kept with the order."

    def add_arguments(self, parser):
        parser.add_argument("number")
        parser.add_argument("--reason", required=True, help="who asks, and on which ground")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, number, **options):
        if not options["reason"].strip():
            raise CommandError("Say who asks, and on which ground.", returncode=2)
        try:
            sealed = open_sealed(number=number, reason=options["reason"], now=timezone.now())
        except SealedOrderPerson.DoesNotExist as missing:
            raise CommandError("There is no sealed record of this order.") from missing
        facts = {**model_to_dict(sealed, fields=SEALED), "destroy_on": sealed.destroy_on.isoformat()}
        if options["format"] == "json":
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in facts.items()))
