import json

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.privacy.person import NotAnAddress, export_person, find_person, is_known


class Command(BaseCommand):
    help = "Writes everything that is kept about the person with this e-mail, account or guest, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, email, **options):
        try:
            person = find_person(email=email)
        except NotAnAddress as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        kept = export_person(person=person, now=timezone.now())
        if not is_known(kept):
            raise CommandError("Nothing is kept about this e-mail.")
        self.stdout.write(json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
