"""The reference of variables tells the truth: nothing is read that it does not name, and nothing named that is not read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_reference_names_exactly_the_variables_that_are_read():
    sources = [*(ROOT / "site_config" / "settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    reading = re.compile(r"""(?:env(?:\.\w+)?\(|environ\.get\()\s*["']([A-Z_]+)["']""")
    read = {name for path in sources for name in reading.findall(path.read_text(encoding="utf-8"))}
    reference = (ROOT / "docs" / "reference" / "configuration.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in reference.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert named - {"DJANGO_SETTINGS_MODULE"} == read
