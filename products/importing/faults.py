from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Fault:
    """What keeps a document from being imported: in which file, entry and field, and why."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self):
        return ": ".join(part for part in (self.file, self.entry, self.field, self.message) if part)


class ImportRefused(Exception):
    """The document has faults; nothing was written."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Faults:
    """Collects what is wrong with one file, so that everything is said at once."""

    def __init__(self, file: str):
        self.file = file
        self.found: list[Fault] = []

    def add(self, entry: str, field: str, message) -> None:
        self.found.append(Fault(self.file, entry, field, str(message)))

    @contextmanager
    def noted_at(self, entry: str) -> Iterator[None]:
        """What a model refuses inside becomes a fault of each of its fields."""
        try:
            yield
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                for message in messages:
                    self.add(entry, field, message)

    def refuse_any(self) -> None:
        """Raises ImportRefused when something was found."""
        if self.found:
            raise ImportRefused(self.found)
