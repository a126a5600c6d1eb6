import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from accounts.roles import NoPageTree, UnknownPermission, setup_roles


class Command(BaseCommand):
    help = "Makes the groups editor, marketer, operator and owner, each with exactly its permissions."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        try:
            roles = setup_roles()
        except (UnknownPermission, NoPageTree) as problem:
            raise CommandError(str(problem)) from problem
        if options["format"] == "json":
            self.stdout.write(json.dumps({"roles": [asdict(role) for role in roles]}))
            return
        for role in roles:
            state = "set up" if role.changed else "as it should be"
            self.stdout.write(f"{role.role:<10}{role.permissions:>4} permissions, {state}")
