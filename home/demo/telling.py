from collections.abc import Callable

Tell = Callable[[str], None]


def say_nothing(line: str) -> None:
    """For loading without an audience."""
