"""Which tests run: those whose service is there. With CI=true a missing service is an error, not a gap."""

import os

import pytest

NEEDS = {
    "postgres": "DATABASE_URL",
    "redis": "REDIS_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
    "browser": "CHROMIUM_PATH",
}


def pytest_collection_modifyitems(config, items):
    missing = {mark: variable for mark, variable in NEEDS.items() if not os.environ.get(variable)}
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    if not left_out:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI=true, but these variables are not set: {', '.join(missing.values())}")
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]
