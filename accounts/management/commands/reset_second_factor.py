from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import NoSecondFactor, reset_second_factor


class Command(BaseCommand):
    help = "Takes away the second factor of an account whose device is lost, and logs the account out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"No account has the e-mail {email}.")
        try:
            reset_second_factor(user=user, actor=None, now=timezone.now())
        except NoSecondFactor as nothing:
            self.stdout.write(str(nothing))
        else:
            self.stdout.write(f"{user.email} logs in by password alone and can set up a new second factor.")
