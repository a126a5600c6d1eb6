from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.rolled_back import rolled_back
from tests.site_config.access.rooms import furnish
from tests.site_config.access.table import METHODS, read_table, write_answers
from tests.site_config.access.visitors import Visitors, VisitorsAtTheDoor


@dataclass(frozen=True)
class House:
    visitors: Visitors
    at_the_door: VisitorsAtTheDoor
    proved: Visitors
    things: dict[str, Any]
    others: dict[str, Any]

    def path_of(self, address: str) -> str:
        return address.format(**self.things)

    def differences(
        self, *tables: str, asked_by: Visitors | None = None, methods: Sequence[str] = METHODS
    ) -> str:
        """The rows that are told something else than the tables say, as they would have to be written."""
        visitors = asked_by or self.visitors
        told = (
            (row, visitors.answers(self.path_of(row.address), methods=methods)) for row in read_table(*tables)
        )
        return "\n".join(
            f"{row.address}\n{write_answers({**row.answers, **answers})}  instead of\n{write_answers(row.answers)}"
            for row, answers in told
            if any(row.answers[method] != cells for method, cells in answers.items())
        )


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """It takes seconds: once for all the tests of a file, whose own writing is undone after each."""
    with django_db_blocker.unblock(), rolled_back():
        made = furnish()
        yield House(
            visitors=Visitors(made.users),
            at_the_door=VisitorsAtTheDoor(made.users),
            proved=Visitors(made.users, proved=True),
            things=made.things,
            others=made.others,
        )


@pytest.fixture
def house(furnished, db):
    return furnished
