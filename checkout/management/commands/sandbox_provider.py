import errno
import signal
import subprocess
import sys
import threading
from argparse import REMAINDER, ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from checkout.sandbox_server import Faults, SandboxServer


class Command(BaseCommand):
    help = "A payment provider to try things out with: no money moves. Runs until it is stopped (Ctrl-C)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        state = str(Path(settings.BASE_DIR) / "var" / "sandbox_provider.sqlite3")
        webhook_url = f"{settings.SITE_URL}/payments/webhooks/sandbox/"
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--public-url", default="", help="where the shopper's browser finds it")
        parser.add_argument("--webhook-url", default=webhook_url, help="empty: no messages are sent")
        parser.add_argument("--state", default=state, help="the file it remembers in, or :memory:")
        parser.add_argument("--unavailable", action="store_true", help="answers 503")
        parser.add_argument("--hang", action="store_true", help="does what it is asked, but never answers")
        parser.add_argument("--answer-after", type=float, default=0, metavar="SECONDS")
        parser.add_argument("--drop-webhooks", action="store_true")
        parser.add_argument("--webhook-copies", type=int, default=1, metavar="N", help="in random order")
        parser.add_argument("--forge-webhooks", action="store_true", help="a false message before each")
        parser.add_argument(
            "--run",
            nargs=REMAINDER,
            default=[],
            metavar="COMMAND",
            help="run this beside it; both end together",
        )

    def handle(self, **options) -> None:
        names = ["unavailable", "hang", "answer_after", "drop_webhooks", "webhook_copies", "forge_webhooks"]
        server = self._listen(options, Faults(**{name: options[name] for name in names}))
        with server:
            self.stdout.write(f"Payment provider to try things out with: {server.public_url}")
            self.stdout.flush()
            if options["run"]:
                sys.exit(_run_beside(options["run"]))
            _wait_for_the_end()

    def _listen(self, options: dict, faults: Faults) -> SandboxServer:
        if not settings.SANDBOX_API_KEY or not settings.SANDBOX_WEBHOOK_SECRET:
            raise CommandError(
                "Set SANDBOX_API_KEY and SANDBOX_WEBHOOK_SECRET, as for the shop.", returncode=2
            )
        if options["state"] != ":memory:":
            Path(options["state"]).parent.mkdir(parents=True, exist_ok=True)
        wanted = ["host", "port", "public_url", "webhook_url", "state"]
        try:
            return SandboxServer(faults=faults, **{name: options[name] for name in wanted})
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            message = f"Port {options['port']} is taken by another program: choose another with --port."
            raise CommandError(message) from error


def _wait_for_the_end() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *args: stopped.set())
    stopped.wait()


def _run_beside(command: list[str]) -> int:
    """The other program's exit code; 0 when we were told to stop."""
    is_stopped = False
    other: subprocess.Popen | None = None

    def stop(*args: object) -> None:
        nonlocal is_stopped
        is_stopped = True
        if other:
            other.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    other = subprocess.Popen(command)  # noqa: S603 - typed by whoever started us
    if is_stopped:
        other.terminate()
    code = other.wait()
    return 0 if is_stopped else code
