"""Draws the demo pictures into files; runs in processes of its own, so it knows no database.

A file is named by everything that decides how it looks, the drawing code included: what was
drawn once is not drawn again, and a changed brush draws everything anew.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from home.demo import pictures as drawing_code
from home.demo.pictures.drawing import draw
from home.demo.shapes import Picture

JPEG_QUALITY = 88
PROCESSES = 2


@dataclass(frozen=True)
class Commission:
    """A picture, the accent colour it is drawn in, and its size in parts of the full one."""

    picture: Picture
    accent: str
    scale: float = 1.0

    @property
    def file_name(self) -> str:
        picture = self.picture
        look = (
            picture.kind,
            picture.motif,
            picture.seed,
            picture.second,
            self.accent,
            self.scale,
            _drawing_code(),
        )
        digest = hashlib.sha256(repr(look).encode()).hexdigest()[:12]
        motif = "".join(letter for letter in picture.motif.lower() if letter.isascii() and letter.isalnum())
        return f"demo-{picture.kind}-{motif}-{digest}.jpg"


def paint_missing(*, commissions: Iterable[Commission], folder: Path) -> Iterator[int]:
    """Draws what `folder` does not hold yet; yields after each picture how many are still to come."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = {c.file_name: c for c in commissions if not (folder / c.file_name).exists()}
    if not missing:
        return
    workers = min(PROCESSES, os.cpu_count() or 1, len(missing))
    # Forking would share the open database connection with the child.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        drawn = [pool.submit(_paint, c, folder / name) for name, c in missing.items()]
        for number, done in enumerate(as_completed(drawn), start=1):
            done.result()
            yield len(missing) - number


def _paint(commission: Commission, target: Path) -> None:
    image = draw(commission.picture, accent=commission.accent, scale=commission.scale)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    image.convert("RGB").save(unfinished, "JPEG", quality=JPEG_QUALITY, optimize=True)
    unfinished.replace(target)


@cache
def _drawing_code() -> str:
    folder = Path(drawing_code.__file__).parent
    sources = sorted(folder.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
