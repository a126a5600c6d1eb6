import json
import logging
from collections.abc import Iterable
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.content import read_content
from home.demo.load import LOG_INS, DemoReport, LoadUnderWay, LogIn, NotForProduction, load_demo
from home.demo.opening import wait_until_open
from home.demo.removal import RealOrdersExist, StandsOnDemoContent


class Command(BaseCommand):
    help = "Loads the demo museum with its people and orders; says so when it is there already."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="take the demo content out and load it anew")
        parser.add_argument(
            "--picture-scale", type=float, default=1.0, metavar="X", help="smaller pictures load faster"
        )
        parser.add_argument(
            "--when-open",
            metavar="ADDRESS",
            help="load nothing: wait until the site there answers, and say so with the log-ins",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options):
        if options["when_open"]:
            self.open_doors(options["when_open"], options["format"])
            return
        # The log of every page published and every task done would bury the progress.
        for name in ("wagtail", "celery"):
            logging.getLogger(name).setLevel(logging.WARNING)
        progress = self.stderr if options["format"] == "json" else self.stdout
        try:
            report = load_demo(
                content=read_content(),
                now=timezone.now(),
                reset=options["reset"],
                tell=progress.write,
                picture_scale=options["picture_scale"],
            )
        except (NotForProduction, LoadUnderWay, RealOrdersExist, StandsOnDemoContent) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(report)))
        else:
            self.write(report)

    def open_doors(self, address: str, form: str):
        if not wait_until_open(address=address):
            raise CommandError(f"Nothing answers at {address}.")
        if form == "json":
            self.stdout.write(json.dumps({"address": address, "log_ins": [asdict(one) for one in LOG_INS]}))
        else:
            self.stdout.write(f"\nThe museum is open at {address}")
            self.write_log_ins(LOG_INS)

    def write(self, report: DemoReport):
        if report.is_new:
            self.stdout.write(
                f"Loaded {report.products} products, {report.stories} stories, {report.orders} orders."
            )
        else:
            self.stdout.write("The demo content is there already; nothing was changed.")
        self.stdout.write(
            "\nThe owner's first visit to /admin/ asks for a second factor: any authenticator app, or a passkey when the "
            "site is opened as http://localhost rather than http://127.0.0.1."
        )
        self.write_log_ins(report.log_ins)

    def write_log_ins(self, log_ins: Iterable[LogIn]):
        self.stdout.write("Log in at /accounts/login/ with one of:")
        for log_in in log_ins:
            self.stdout.write(f"  {log_in.role:<10}{log_in.email:<24}{log_in.password}")
