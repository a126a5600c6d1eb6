from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache

from tests.site_config.access.rooms import furnish
from tests.site_config.access.table import read_table, write_answers
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

    def differences(self, *tables: str, asked_by: Visitors | None = None) -> str:
        """The rows that are told something else than the tables say, as they would have to be written."""
        visitors = asked_by or self.visitors
        told = ((row, visitors.answers(self.path_of(row.address))) for row in read_table(*tables))
        return "\n".join(
            f"{row.address}\n{write_answers(answers)}  instead of\n{write_answers(row.answers)}"
            for row, answers in told
            if answers != row.answers
        )


@pytest.fixture
def house(db):
    """Furnished once for all the rows of a test, which leave nothing behind."""
    made = furnish()
    yield House(
        visitors=Visitors(made.users),
        at_the_door=VisitorsAtTheDoor(made.users),
        proved=Visitors(made.users, proved=True),
        things=made.things,
        others=made.others,
    )
    cache.clear()
