"""Statements that write many rows at once send no signals of their own: who runs one says so here."""

from django.dispatch import Signal

# Sent in the transaction that writes, with `ids` of the products that were written, or whose parts were.
products_written = Signal()
