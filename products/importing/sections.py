"""Sections of the catalogue document that apps above this one read and write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from products.importing.faults import Faults
from products.importing.tally import Tally


class Entry(Protocol):
    """`place` says where it stands in the document, `key` what it is found again by."""

    @property
    def place(self) -> str: ...

    @property
    def key(self) -> str: ...


@dataclass(frozen=True)
class Section:
    """`key_field` names the field that identifies an entry; what is wrong goes to `Faults`."""

    name: str
    key_field: str
    read: Callable[[Any, str, Faults], Entry]
    write: Callable[[list[Any], Faults, Tally], None]


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    _sections[section.name] = section


def further_sections() -> list[Section]:
    return list(_sections.values())
