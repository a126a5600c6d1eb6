"""A photo that a buyer shows with a return: drawn anew, so that nothing comes along but what it shows."""

import uuid
from io import BytesIO
from typing import BinaryIO

import pillow_heif.HeifImagePlugin  # noqa: F401 - with it, Pillow opens what telephones save
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from checkout.models import ReturnLine

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


class BadPhoto(Exception):
    """Why a photo is not taken; its text may be shown."""


def keep_on_commit(*, line: ReturnLine, photo: ContentFile) -> str:
    """The name under which `photo` will be kept; it is written when the transaction is, and not when it fails."""
    field = ReturnLine._meta.get_field("photo")
    name = field.generate_filename(line, str(photo.name))
    # What was asked for stands even when the file could not be written: then there is no photo to be seen.
    transaction.on_commit(lambda: field.storage.save(name, photo), robust=True)
    return name


def redraw_photo(file: BinaryIO, *, size: int) -> ContentFile:
    """A JPEG under a random name: without place, time or maker, at most 2000 pixels long. Raises BadPhoto."""
    if size > LARGEST_FILE:
        raise BadPhoto(_("The photo is larger than 8 MB. Please choose a smaller one."))
    try:
        with Image.open(file, formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise BadPhoto(_("The photo has too many pixels. Please choose a smaller one."))
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            drawn = ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise BadPhoto(
            _("This is not a photo we can read. Please choose a JPEG, PNG, WebP or HEIC.")
        ) from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", drawn.size)
    paper.paste(drawn)
    written = BytesIO()
    paper.save(written, "JPEG", quality=85, optimize=True)
    return ContentFile(written.getvalue(), name=f"{uuid.uuid4().hex}.jpg")
