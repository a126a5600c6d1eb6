"""The documentation says what is there: links, commands, variables, calls, columns, statuses and the worked examples."""

import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from accounts.api_tokens import SCOPES
from accounts.roles import ROLES
from checkout.audit import INVARIANTS
from checkout.models import OrderMail
from checkout.models.order import OrderStatus
from checkout.payments import KNOWN
from checkout.sandbox_server import Faults
from checkout.statuses import STEPS
from products.catalogue_import import import_catalogue
from products.importing.document import read_document
from tests.checkout.reports.test_views import COLUMNS
from tests.factories.museum import museum
from tests.test_architecture import APPS
from webhooks.models import PING, Event

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
SHOPKEEPERS = (ROOT / "docs/guides/shopkeepers.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _anchors(text: str) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in HEADING.findall(text)
    }


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page):
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not _leads_somewhere(page, link)] == []


def test_every_page_is_in_the_index():
    index = ROOT / "docs/README.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    written = set((ROOT / "docs").rglob("*.md")) - {index} - set((ROOT / "docs/decisions").glob("0*.md"))
    assert sorted(page.relative_to(ROOT).as_posix() for page in written - linked) == []


def test_commands_named_are_commands_there_are():
    own = {name for name, app in get_commands().items() if app in APPS}
    named_as_own = set(re.findall(r"^### `([a-z_]+)", COMMANDS, re.MULTILINE))
    of_others = set(re.findall(r"^\| `([a-z_]+)` \|", COMMANDS, re.MULTILINE))
    assert named_as_own == own
    assert of_others - set(get_commands()) == set()
    for page in PAGES:
        run = set(re.findall(r"python manage\.py ([a-z_]+)", page.read_text(encoding="utf-8")))
        assert run - set(get_commands()) == set(), page


def test_targets_named_are_targets_there_are():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert set(re.findall(r"^\| `make ([a-z-]+)`", COMMANDS, re.MULTILINE)) == targets
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE))
        assert named - targets == set(), page


def test_statuses_are_the_ones_of_the_table():
    text = (ROOT / "docs/reference/orders.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*)\|$", text, re.MULTILINE)
    known = set(OrderStatus.values)
    written = {
        status: (label.strip(), set(re.findall(r"\w+", steps)))
        for status, label, steps in rows
        if status in known
    }
    assert written == {
        status: (str(OrderStatus(status).label), {str(step) for step in steps})
        for status, steps in STEPS.items()
    }


def _read(path: str) -> str:
    return (ROOT / "docs" / path).read_text(encoding="utf-8")


def _first_cells(text: str, heading: str = "") -> list[str]:
    """The names in backticks in the first column of the first table below `heading`."""
    after = text.split(f"{heading}\n", 1)[1] if heading else text
    [table] = re.findall(r"^\| .*?(?=\n\n|\Z)", after, re.MULTILINE | re.DOTALL)[:1]
    cells = [row.split(" | ")[0] for row in table.splitlines()]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_every_variable_that_is_read_is_described_and_no_other():
    sources = [*(ROOT / "site_config/settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    read = set()
    for source in sources:
        calls = r"(?:env(?:\.\w+)?|environ\.(?:get|setdefault))\(\s*[\"']([A-Z_]+)[\"']"
        read |= set(re.findall(calls, source.read_text(encoding="utf-8")))
    described = set(_first_cells(_read("reference/configuration.md")))
    assert described == read | {"DJANGO_SETTINGS_MODULE", "PORT"}


def test_reporting_views_have_the_columns_they_are_said_to_have():
    rows = re.findall(
        r"^\| `(report_\w+)` \| [^|]+ \| `([^`]+)` \|$", _read("reference/reports.md"), re.MULTILINE
    )
    assert dict(rows) == COLUMNS


def test_invariants_are_the_ones_of_the_audit():
    assert _first_cells(_read("reference/reports.md"), "## The audit") == [found.name for found in INVARIANTS]


@pytest.mark.django_db
def test_calls_are_the_ones_of_the_api():
    described = set(_first_cells(_read("reference/api.md"), "## Calls"))
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    there = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}"
        for path, methods in paths.items()
        for method in methods
        if method != "parameters"
    }
    assert described == there


def test_names_in_tables_are_the_ones_in_the_code():
    payments, api, mails = (_read(f"reference/{page}.md") for page in ("payments", "api", "mails"))
    assert set(_first_cells(payments)) == set(KNOWN)
    assert _first_cells(payments, "## Faults") == [fault.name for fault in fields(Faults)]
    assert _first_cells(api, "## Who asks") == list(SCOPES)
    assert _first_cells(mails) == OrderMail.Kind.values
    roles = re.findall(r"^\| (\w+) \|", _read("reference/roles.md"), re.MULTILINE)
    assert [role for role in roles if role not in ("role", "permission")] == list(ROLES)
    assert _first_cells(_read("reference/webhooks.md"), "## Events") == [*Event.values, PING]


def test_tasks_are_the_ones_of_the_beat():
    described = re.findall(r"^\| [^|]+ \| `(\w+\.\w+)` \|", _read("operators.md"), re.MULTILINE)
    assert set(described) == {plan["task"] for plan in settings.CELERY_BEAT_SCHEDULE.values()}


def test_rate_limits_are_the_ones_in_force():
    described = _first_cells(_read("reference/configuration.md"), "## Rate limits")
    assert set(described) == set(settings.RATE_LIMITS)


@pytest.mark.django_db
def test_the_worked_examples_can_be_imported():
    museum()
    now = timezone.now()
    [document] = re.findall(r"^```json\n(.*?)^```", SHOPKEEPERS, re.MULTILINE | re.DOTALL)
    [sheet] = re.findall(r"^```csv\n(.*?)^```", SHOPKEEPERS, re.MULTILINE | re.DOTALL)
    first = import_catalogue(document=read_document(text=document, file="catalogue.json"), now=now)
    assert first.as_dict() == {
        "problems": {"created": 1},
        "brands": {"created": 1},
        "products": {"created": 1},
        "variants": {"created": 2},
        "stock": {"moved": 2},
    }
    unchanged = {"products": {"unchanged": 1}, "variants": {"unchanged": 2}}
    again = import_catalogue(document=read_document(text=document, file="catalogue.json"), now=now)
    assert again.as_dict() == {"problems": {"unchanged": 1}, "brands": {"unchanged": 1}, **unchanged}
    as_csv = import_catalogue(document=read_document(text=sheet, file="catalogue.csv"), now=now)
    assert as_csv.as_dict() == unchanged
