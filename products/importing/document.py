"""The catalogue document as a whole: JSON, or a CSV of products with one row a variant."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from products.importing.entries import (
    BrandEntry,
    ProblemEntry,
    ProductEntry,
    read_brand,
    read_problem,
    read_product,
)
from products.importing.faults import Faults
from products.importing.sections import further_sections
from products.option_values import parse_options

PRODUCT_COLUMNS = ("slug", "name", "brand", "category", "published", "summary", "description", "claims")
VARIANT_COLUMNS = ("sku", "price", "currency", "stock", "option", "weight_g")
SECTIONS = ("problems", "brands", "products")


@dataclass(frozen=True)
class CatalogueDocument:
    file: str
    problems: list[ProblemEntry] = field(default_factory=list)
    brands: list[BrandEntry] = field(default_factory=list)
    products: list[ProductEntry] = field(default_factory=list)
    further: dict[str, list[Any]] = field(default_factory=dict)


def read_document(*, text: str, file: str) -> CatalogueDocument:
    """Reads CSV when the file's name ends in .csv, else JSON. Raises ImportRefused with everything that is wrong."""
    faults = Faults(file)
    sections = _read_csv(text, faults) if file.lower().endswith(".csv") else _read_json(text, faults)
    faults.refuse_any()
    document = CatalogueDocument(
        file=file,
        problems=_read_section("problems", sections, read_problem, faults),
        brands=_read_section("brands", sections, read_brand, faults),
        products=_read_section("products", sections, read_product, faults),
        further={
            section.name: _read_section(section.name, sections, section.read, faults, section.key_field)
            for section in further_sections()
        },
    )
    _refuse_doubles(document, faults)
    faults.refuse_any()
    return document


def _read_section(
    name: str, sections: dict[str, list], read: Callable, faults: Faults, key_field: str = "slug"
) -> list:
    entries = sections.get(name) or []
    return [read(data, _place(name, number, data, key_field), faults) for number, data in enumerate(entries)]


def _place(section: str, number: int, data: Any, key_field: str) -> str:
    key = data.get(key_field) if isinstance(data, dict) else None
    return f"{section}[{number}] {key}" if key else f"{section}[{number}]"


def _read_json(text: str, faults: Faults) -> dict[str, list]:
    try:
        content = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        faults.add("", "", _("is no JSON: %(why)s") % {"why": error})
        return {}
    if not isinstance(content, dict):
        faults.add("", "", _("must be an object with problems, brands and products"))
        return {}
    names = [*SECTIONS, *(section.name for section in further_sections())]
    sections = {name: content.get(name) or [] for name in names}
    for name, entries in sections.items():
        if not isinstance(entries, list):
            faults.add(name, "", _("must be a list"))
    return sections


def _read_csv(text: str, faults: Faults) -> dict[str, list]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = {"slug", "name", "brand", "sku", "price"} - set(rows.fieldnames or ())
    if missing:
        faults.add("", ", ".join(sorted(missing)), _("this column is missing"))
        return {}
    products: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=2):
        slug = (row["slug"] or "").strip()
        product = products.setdefault(slug or f"row {number}", {"variants": []})
        for column in PRODUCT_COLUMNS:
            _take(product, column, row.get(column), f"row {number}", faults)
        product["variants"].append(_variant_of(row, number, faults))
    return {"problems": [], "brands": [], "products": list(products.values())}


def _take(product: dict[str, Any], column: str, cell: str | None, place: str, faults: Faults) -> None:
    """The first row of a product that fills a column says it; a later one may repeat it or leave it empty."""
    if not cell:
        return
    value: Any = [part for part in cell.split("|") if part.strip()] if column == "claims" else cell.strip()
    if product.setdefault(column, value) != value:
        faults.add(place, column, _("differs from an earlier row of this product"))


def _variant_of(row: dict[str, Any], number: int, faults: Faults) -> dict[str, Any]:
    variant = {column: row.get(column) for column in VARIANT_COLUMNS}
    if variant["option"]:
        try:
            variant["option"] = parse_options(variant["option"])
        except ValidationError as error:
            faults.add(f"row {number}", "option", error.messages[0])
    return variant


def _refuse_doubles(document: CatalogueDocument, faults: Faults) -> None:
    for entries in (document.problems, document.brands, document.products):
        for double in _doubles(entry.slug for entry in entries):
            places = [entry.place for entry in entries if entry.slug == double]
            faults.add(places[1], "slug", _("stands here twice"))
    for section in further_sections():
        found = document.further[section.name]
        for double in _doubles(entry.key for entry in found):
            places = [entry.place for entry in found if entry.key == double]
            faults.add(places[1], section.key_field, _("stands here twice"))
    for sku in _doubles(variant.sku for product in document.products for variant in product.variants):
        found = [(p.place, v.field) for p in document.products for v in p.variants if v.sku == sku]
        faults.add(found[1][0], f"{found[1][1]}.sku", _("%(sku)s stands here twice") % {"sku": sku})


def _doubles(values: Iterable[str | None]) -> list[str]:
    return [value for value, times in Counter(values).items() if value and times > 1]
