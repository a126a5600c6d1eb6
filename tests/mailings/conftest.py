from datetime import datetime, timedelta

import pytest

from tests.factories.mailings import NOW


class Clock:
    """Each look at it takes a millisecond."""

    def __init__(self):
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()
