import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from accounts.areas.tree import load_areas, read_files


class Command(BaseCommand):
    help = "Loads the provinces, cities and districts of Korea and China; the second time nothing changes."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        done = load_areas(rows=read_files())
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(done)))
        else:
            self.stdout.write(f"areas: {done.added} added, {done.changed} changed, {done.kept} as they were")
