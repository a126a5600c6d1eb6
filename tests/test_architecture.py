"""The shape that ARCHITECTURE.md describes, held to."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    "stories",
    "problems",
    "brands",
    "products",
    "accounts",
    "campaigns",
    "checkout",
    "search",
    "posts",
    "mailings",
    "home",
]
OWN = {*APPS, "api", "site_config"}
VAGUE_NAMES = {"services", "selectors", "utils", "helpers", "common", "misc", "base_utils"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
IS_CONTENT = "home/demo/"  # texts, figures and drawings: long because there is much to show
LONG_FOR_A_REASON: dict[str, str] = {
    # module or module:function -> why it is better in one piece
}


def _modules() -> list[Path]:
    found = [path for app in sorted(OWN) for path in (ROOT / app).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []


def _is_own(module: str) -> bool:
    return module.startswith(".") or module.split(".")[0] in OWN


def test_apps_and_layers_import_downwards_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_own_code_is_imported_inside_a_function():
    found = [
        f"{_name(path)}:{node.lineno} imports {module}"
        for path in _modules()
        for function in _functions(_tree(path))
        for node in ast.walk(function)
        for module in _imported(node)
        if _is_own(module)
    ]
    assert found == []


def test_models_are_looked_up_by_name_only_in_migrations():
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _modules()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]
    assert found == []


def test_modules_are_named_for_what_they_know():
    assert [
        _name(path) for path in _modules() if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES
    ] == []


def test_modules_fit_into_a_sitting():
    found = {
        _name(path): length
        for path in _modules()
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
        and not _name(path).startswith(IS_CONTENT)
        and _name(path) not in LONG_FOR_A_REASON
    }
    assert found == {}


def test_functions_fit_onto_a_screen():
    found = {
        f"{_name(path)}:{function.name}": length
        for path in _modules()
        if not _name(path).startswith(IS_CONTENT)
        for function in _functions(_tree(path))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
        and f"{_name(path)}:{function.name}" not in LONG_FOR_A_REASON
    }
    assert found == {}


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=_name)
def test_templates_ask_only_for_static_files_that_are_there(template):
    """Production's hashed files answer 500 to a name that is not among them."""
    asked = re.findall(r"""{%\s*static\s+["']([^"']+)["']""", template.read_text(encoding="utf-8"))
    assert [name for name in asked if not (ROOT / "static" / name).is_file()] == []


INLINE = re.compile(
    r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*(?:\ssrc=|type="application/(?:ld\+)?json"))"""
)


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=_name)
def test_templates_of_the_storefront_carry_nothing_inline(template):
    """The content security policy there has no unsafe-inline."""
    is_admin_or_mail = {"admin", "wagtailadmin", "modeladmin", "mails", "mail", "email"} & set(template.parts)
    assert is_admin_or_mail or INLINE.findall(template.read_text(encoding="utf-8")) == []


def _tracked_text() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suffixes = {
        ".py",
        ".md",
        ".txt",
        ".in",
        ".toml",
        ".yaml",
        ".yml",
        ".html",
        ".js",
        ".css",
        ".json",
        ".sh",
        "",
    }
    paths = [ROOT / line for line in listed.splitlines()]
    return {
        _name(path): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.suffix in suffixes and path.is_file()
    }


def test_no_secret_is_in_the_repository():
    shapes = {
        "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
        "card provider's key": re.compile(r"\b(?:sk|rk)_live_[0-9A-Za-z]{16,}"),
        "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
        "password in an address": re.compile(
            r"\b(?:postgres|postgresql|redis|smtp)://[^:/\s@]+:(?!\$|pass)[^@/\s]{6,}@"
        ),
    }
    texts = _tracked_text()
    found = [
        f"{kind} in {name}"
        for name, text in texts.items()
        for kind, shape in shapes.items()
        if shape.search(text)
    ]
    assert found == []
    assert [name for name in texts if Path(name).name in {".env", "id_rsa", "db.sqlite3"}] == []
