"""What every command of ours has in common."""

import pytest
from django.core.management import get_commands, load_command_class

from tests.test_architecture import APPS

# Runs until it is stopped, and reports nothing.
SILENT = {"sandbox_provider"}
OURS = sorted((app, name) for name, app in get_commands().items() if app in APPS and name not in SILENT)


@pytest.mark.parametrize(("app", "name"), OURS)
def test_it_reports_to_programs_too(app, name):
    parser = load_command_class(app, name).create_parser("manage.py", name)
    [choices] = [action.choices for action in parser._actions if "--format" in action.option_strings]
    assert "json" in choices
