"""Files that belong to rows: they go when the transaction that let go of them is in the database."""

from django.db import transaction
from django.db.models.fields.files import FieldFile


def delete_file(file: FieldFile) -> None:
    """The row's own value is left as it is; nothing happens where there is no file."""
    storage, name = file.storage, file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
