"""The shop's web process as an operator starts it, with workers of its own, on the database of the tests."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = "made-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
SECONDS_TO_START = 120
SYSTEM = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


class WebServer:
    """Two workers with two threads each, a process group of their own. Nothing of it is left after the `with` block."""

    def __init__(self, **variables: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self._environment = {
            **SYSTEM,
            "DJANGO_SETTINGS_MODULE": "site_config.settings.production",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://{self.address}",
            "DATABASE_URL": database_url(),
            "RATE_LIMITS": "orders=off",
            "EMAIL_URL": "dummymail://",
            "WEB_CONCURRENCY": "2",
            **variables,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "WebServer":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "site_config.wsgi", "--config", "gunicorn.conf.py"]
        self._process = subprocess.Popen(
            [*command, "--bind", self.address],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        pause = Event()
        for _ in range(SECONDS_TO_START * 10):
            if self._process.poll() is not None:
                break
            if self._is_alive():
                return
            pause.wait(0.1)
        self.kill()
        raise RuntimeError("The web process did not start.")

    def kill(self) -> None:
        """The whole group at once, as a machine loses its power."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask_to_stop(self, *, seconds: float) -> int:
        """SIGTERM; the exit code. Raises TimeoutExpired."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(seconds)
        self._process = None
        return code

    def request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Raises OSError or HTTPException when nobody answers."""
        call = http.client.HTTPConnection(self.address, timeout=60)
        try:
            call.request(method, path, body, {"Connection": "close", **headers})
            answer = call.getresponse()
            return answer.status, answer.read()
        finally:
            call.close()

    def _is_alive(self) -> bool:
        try:
            return self.request("GET", "/livez", b"", {})[0] == 200
        except (OSError, http.client.HTTPException):
            return False


def database_url() -> str:
    facts = connection.settings_dict
    password = f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else ""
    place = f"{facts['HOST'] or '127.0.0.1'}:{facts['PORT'] or 5432}"
    return f"postgres://{facts['USER']}{password}@{place}/{facts['NAME']}"
