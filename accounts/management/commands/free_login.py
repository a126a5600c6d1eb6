import json

from django.core.management.base import BaseCommand, CommandError

from accounts.login import find_account
from accounts.login_limits import free_account, free_address


class Command(BaseCommand):
    help = "Gives an account all its tries to log in again, and addresses from which too many were made."

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name, e-mail or mobile number")
        parser.add_argument("--address", action="append", default=[], help="an address to free as well")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, name, address, **options):
        user = find_account(login=name)
        if user is None:
            raise CommandError(f"There is no account called {name}.")
        is_freed = free_account(user=user)
        addresses = {each: free_address(address=each) for each in address}
        if options["format"] == "json":
            report = {"username": user.username, "freed": is_freed, "addresses": addresses}
            self.stdout.write(json.dumps(report))
            return
        for whom, was_held_up in [(user.username, is_freed), *addresses.items()]:
            self.stdout.write(f"{whom} may log in again" if was_held_up else f"{whom} was not held up")
