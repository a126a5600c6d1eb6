from django.core.management.base import BaseCommand, CommandError

from accounts.login import find_account
from accounts.login_limits import free_account, free_address


class Command(BaseCommand):
    help = "Gives an account all its tries to log in again, and addresses from which too many were made."

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name, e-mail or mobile number")
        parser.add_argument("--address", action="append", default=[], help="an address to free as well")

    def handle(self, *args, name, address, **options):
        user = find_account(login=name)
        if user is None:
            raise CommandError(f"There is no account called {name}.")
        self._tell(user.username, is_freed=free_account(user=user))
        for each in address:
            self._tell(each, is_freed=free_address(address=each))

    def _tell(self, whom: str, *, is_freed: bool) -> None:
        self.stdout.write(f"{whom} may log in again" if is_freed else f"{whom} was not held up")
