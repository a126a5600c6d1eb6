from django.core.management.base import BaseCommand

from accounts.areas.tree import load_areas, read_files


class Command(BaseCommand):
    help = "Loads the provinces, cities and districts of Korea and China; the second time nothing changes."

    def handle(self, **options):
        done = load_areas(rows=read_files())
        self.stdout.write(f"areas: {done.added} added, {done.changed} changed, {done.kept} as they were")
