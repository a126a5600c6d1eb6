"""The worker that sends mailings as an operator has it, a process of its own that can be killed.

Not a fork of the test run: that one has threads and browsers, whose locks a fork takes along.
"""

import subprocess
import sys
from collections.abc import Callable
from threading import Event
from typing import IO

from tests.races.server import ROOT, SECRET_KEY, SYSTEM, database_url

# Ends when whoever started it is gone.
ROUNDS = """
import os, time
import django
django.setup()
from django.utils import timezone
from mailings.rounds import go_round
parent = os.getppid()
while os.getppid() == parent:
    done = go_round(clock=timezone.now)
    if done is None or not (done.queued or done.sent):
        time.sleep(0.01)
"""


class Sender:
    """Sends to the mail server on that port of this machine, and complains to `errors`; after `with` nothing of it is left."""

    def __init__(self, port: int, errors: IO[bytes]):
        self._environment = {
            **SYSTEM,
            "DJANGO_SETTINGS_MODULE": "site_config.settings.production",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "museum.example",
            "SITE_URL": "https://museum.example",
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "MAILINGS_PER_MINUTE": "1000000",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = errors

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", ROUNDS],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wait(self, until: Callable[[], bool], *, every: float) -> None:
        """Asks every so many seconds. Raises RuntimeError, with its last words, when it ended by itself meanwhile."""
        assert self._process is not None
        pause = Event()
        while not until():
            if self._process.poll() is not None:
                self._errors.seek(0)
                raise RuntimeError(self._errors.read().decode()[-2000:])
            pause.wait(every)
