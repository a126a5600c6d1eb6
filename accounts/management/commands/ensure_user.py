import json
import sys

from django.core.management.base import BaseCommand, CommandError

from accounts.known_people import NotAnEmail, ensure_user
from accounts.roles import ROLES, NoPageTree, UnknownPermission


class Command(BaseCommand):
    help = "Makes sure that an account with this e-mail exists, and has the given role and password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--role", choices=ROLES, help="what is left out stays; a new account is a shopper's"
        )
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        parser.add_argument(
            "--verified", action="store_true", help="the e-mail needs no confirmation any more"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, email, **options):
        password = self.read_password() if options["password_stdin"] else None
        try:
            known = ensure_user(
                email=email, role=options["role"], password=password, verified=options["verified"]
            )
        except NotAnEmail as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        except (NoPageTree, UnknownPermission) as problem:
            raise CommandError(str(problem)) from problem
        report = {"email": known.user.email, "username": known.user.username, "created": known.is_new}
        if options["format"] == "json":
            self.stdout.write(json.dumps(report))
        else:
            self.stdout.write(f"{known.user.email} {'created' if known.is_new else 'updated'}")

    def read_password(self) -> str:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise CommandError("Standard input holds no password.", returncode=2)
        return password
