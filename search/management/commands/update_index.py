import json

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.search.management.commands.update_index import Command as WagtailCommand

from search.following import SomebodyElseWrites
from search.indexing import rebuild_alone
from search.repair import write_all_entries


class Command(WagtailCommand):
    help = f"{WagtailCommand.help} Then what readers search: entries, and a new index that takes over from the old one."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        told = self.stdout
        if options["format"] == "json":
            self.stdout = self.stderr
        super().handle(**options)
        if not options["schema_only"]:
            written = self.write_readers_search()
            if options["format"] == "json":
                told.write(json.dumps({"entries_written": written}))

    def write_readers_search(self) -> int:
        try:
            written = write_all_entries()
        except SomebodyElseWrites as error:
            raise CommandError(
                "Somebody else is writing to the search. Please try again in a minute."
            ) from error
        self.stdout.write(f"Readers' search: {written.total} entries written.")
        if settings.ELASTICSEARCH_URL and not rebuild_alone(now=timezone.now()):
            raise CommandError(
                "The readers' index was not built: it is away, or somebody else is building it."
            )
        if written.undescribed:
            raise CommandError(f"{written.undescribed} pages or products cannot be read: see the log.")
        return written.total
