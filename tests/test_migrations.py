"""Every database of every release can be brought to the present one, and a step back can be taken."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OURS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}


def own_migrations():
    graph = MigrationLoader(None).graph
    return sorted(key for key in graph.nodes if key[0] in OURS)


def applied() -> set[tuple[str, str]]:
    return {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in OURS}


@pytest.mark.parametrize("key", own_migrations(), ids=".".join)
def test_each_step_can_be_taken_back(key):
    migration = MigrationLoader(None).graph.nodes[key]
    assert [operation for operation in migration.operations if not operation.reversible] == []


@pytest.mark.django_db(transaction=True)
def test_the_last_step_of_the_products_back_and_forward():
    everything = applied()
    # With what depends on it.
    last = set(MigrationLoader(None).graph.backwards_plan(("products", "0006_dated_prices")))
    try:
        call_command("migrate", "products", "0005", verbosity=0)
        assert everything - applied() == last
    finally:
        call_command("migrate", verbosity=0)
    assert applied() == everything
