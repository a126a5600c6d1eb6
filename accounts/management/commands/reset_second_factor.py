import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import NoSecondFactor, reset_second_factor


class Command(BaseCommand):
    help = "Takes away the second factor of an account whose device is lost, and logs the account out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, email, **options):
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"No account has the e-mail {email}.")
        is_reset, told = True, f"{user.email} logs in by password alone and can set up a new second factor."
        try:
            reset_second_factor(user=user, actor=None, now=timezone.now())
        except NoSecondFactor as nothing:
            is_reset, told = False, str(nothing)
        if options["format"] == "json":
            told = json.dumps({"email": user.email, "reset": is_reset})
        self.stdout.write(told)
