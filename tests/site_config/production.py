"""Production as an operator meets it: a process of its own, set up by variables alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "site_config.settings.production",
    "SECRET_KEY": "made-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "museum.example",
    "SITE_URL": "https://museum.example",
    "DATABASE_URL": "sqlite:///var/never-opened.sqlite3",
}
_SYSTEM = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def run(code: str, *, without: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs `code` in a new process that has read the production settings."""
    environment = {**_SYSTEM, **COMPLETE, **variables}
    environment.pop(without, None)
    script = f"from django.conf import settings\nsettings.DEBUG\n{code}"
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def read_settings(*names: str, **variables: str) -> dict:
    listed = ", ".join(f"{name!r}: settings.{name}" for name in names)
    result = run(f"import json; print(json.dumps({{{listed}}}))", **variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
