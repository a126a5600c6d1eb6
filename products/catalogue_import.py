"""Importing a catalogue document: what is there is updated, what is missing in the document is left alone."""

from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from products.changes import products_written
from products.importing.document import CatalogueDocument
from products.importing.faults import Faults
from products.importing.goods import write_products
from products.importing.pages import write_brand, write_problem
from products.importing.sections import further_sections
from products.importing.tally import Tally
from products.models import Product


@transaction.atomic
def import_catalogue(*, document: CatalogueDocument, now: datetime, dry_run: bool = False) -> Tally:
    """Writes the whole document, or nothing. Raises ImportRefused with everything that is wrong.

    With `dry_run` everything is tried and nothing is kept.
    """
    faults, tally = Faults(document.file), Tally()
    for problem in document.problems:
        write_problem(entry=problem, faults=faults, tally=tally)
    for brand in document.brands:
        write_brand(entry=brand, faults=faults, tally=tally)
    written = write_products(entries=document.products, faults=faults, tally=tally, now=now)
    for section in further_sections():
        section.write(document.further.get(section.name, []), faults, tally)
    faults.refuse_any()
    for product in Product.objects.filter(pk__in=written):
        ReferenceIndex.create_or_update_for_object(product)
    products_written.send(sender=Product, ids=written)
    if dry_run:
        transaction.set_rollback(True)
    else:
        transaction.on_commit(partial(refresh_search, pks=written), robust=True)
    return tally


def refresh_search(*, pks: list[int]) -> None:
    """Tells every search backend about products that were written without signals."""
    products = list(Product.objects.filter(pk__in=pks))
    for backend in get_search_backends(with_auto_update=True):
        if products:
            backend.add_bulk(Product, products)
