import hashlib
import json
import logging
import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import get_text_for_indexing

from stories.models import MuseumImage

logger = logging.getLogger(__name__)

NOT_FOUND = "not-found"
_BEGINS = re.compile(r"<(?:p|li|br|h\d)\b")


@dataclass(frozen=True)
class Description:
    """The fields of an entry, without what belongs to the row itself."""

    kind: str
    source_id: int
    title: str
    url: str
    korean_name: str = ""
    summary: str = ""
    about: str = ""
    body: str = ""
    skus: list[str] = field(default_factory=list)
    brand: str = ""
    brand_title: str = ""
    problem: str = ""
    problem_title: str = ""
    room_id: int | None = None
    categories: list[dict[str, str]] = field(default_factory=list)
    price: Decimal | None = None
    is_in_stock: bool | None = None
    sales: int = 0
    published_at: datetime | None = None
    picture: dict[str, Any] = field(default_factory=dict)
    cover_id: int | None = None

    @property
    def fingerprint(self) -> str:
        """Equal descriptions have equal ones."""
        text = json.dumps(vars(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def describe_picture(image: MuseumImage | None, *, filters: tuple[str, str]) -> dict[str, Any]:
    """Addresses and size, small and large; empty without a picture, or when its file is gone or no picture. Cuts what is not cut yet."""
    if image is None:
        return {}
    try:
        asked = [_read_filter(spec) for spec in filters]
        there = image.find_existing_renditions(*asked)
        small, large = (there.get(one) or get_rendition_or_not_found(image, one) for one in asked)
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow says of files that are no pictures
        logger.warning("picture %s cannot be cut (%s)", image.pk, type(error).__name__)
        return {}
    if NOT_FOUND in (small.file.name, large.file.name):
        return {}
    return {"src": small.url, "large": large.url, "width": small.width, "height": small.height} | (
        {"widths": [small.width, large.width]} if large.width > small.width else {}
    )


@lru_cache
def _read_filter(spec: str) -> Filter:
    """Read once: taking a specification apart takes longer than everything else about a picture that is cut."""
    return Filter(spec=spec)


def join_names(*names: str | None) -> str:
    """One under the other, each once; empty ones left out."""
    return "\n".join(dict.fromkeys(name for name in names if name))


def read_text(html: str) -> str:
    """The words of rich text, without its tags, with single spaces."""
    # Wagtail parts what a tag ends, and a list within a list begins before anything has ended.
    return " ".join(get_text_for_indexing(_BEGINS.sub(r" \g<0>", html)).split())
