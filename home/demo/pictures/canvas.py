"""The sheet: three printing plates drawn at twice their size, then printed on grained paper."""

import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from home.demo.pictures.inks import NEAR_BLACK, PAPER_WHITE, Ink, Rgb

OVERSAMPLING = 2
_TILE = 512


class Plates:
    """Coverage of each ink, 0 to 255 per pixel."""

    def __init__(self, images: list[Image.Image]) -> None:
        self.images = images
        self.draws = [ImageDraw.Draw(image) for image in images]

    @property
    def size(self) -> tuple[int, int]:
        return self.images[0].size

    def polygon(self, points: list[tuple[float, float]], ink: Ink) -> None:
        for draw, coverage in zip(self.draws, ink, strict=True):
            if coverage is not None:
                draw.polygon(points, fill=round(coverage * 255))

    def line(self, points: list[tuple[float, float]], width: float, ink: Ink) -> None:
        whole = max(1, round(width))
        for draw, coverage in zip(self.draws, ink, strict=True):
            if coverage is None:
                continue
            fill = round(coverage * 255)
            draw.line(points, fill=fill, width=whole)
            if whole > 3:
                r = whole / 2 - 0.5
                for x, y in points:
                    draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def cut(self, bounds: tuple[int, int, int, int]) -> "Plates":
        return Plates([image.crop(bounds) for image in self.images])

    def put_back(self, piece: "Plates", corner: tuple[int, int], mask: Image.Image) -> None:
        for image, part in zip(self.images, piece.images, strict=True):
            image.paste(part, corner, mask)


class Sheet:
    """`accent` and `third` are the inks of the second and third plate."""

    def __init__(self, size: tuple[int, int], scale: float, accent: Rgb, third: Rgb) -> None:
        self.unit_size = size
        self.factor = scale * OVERSAMPLING
        self.final = (round(size[0] * scale), round(size[1] * scale))
        drawn = (self.final[0] * OVERSAMPLING, self.final[1] * OVERSAMPLING)
        self.plates = Plates([Image.new("L", drawn, 0) for _ in range(3)])
        self.inks = (NEAR_BLACK, accent, third)

    def printed(self, seed: int) -> Image.Image:
        """The finished picture; the second and third ink sit a hair beside the first."""
        rng = random.Random(seed)
        slip = max(1, round(self.final[0] / 700))
        offsets = [(0, 0), (slip, rng.choice((-slip, slip))), (-slip, rng.choice((0, slip)))]
        channels = [Image.new("L", self.final, value) for value in PAPER_WHITE]
        for number, plate in enumerate(self.plates.images):
            if plate.getbbox() is None:
                continue
            cover = plate.resize(self.final, Image.Resampling.HAMMING)
            if number:
                cover = _slipped(cover, offsets[number])
            cover = ImageChops.multiply(cover, _worn(self.final, rng.randrange(4)))
            for channel, value in enumerate(self.inks[number]):
                printed = cover.point([255 - round(c * (255 - value) / 255) for c in range(256)])
                channels[channel] = ImageChops.multiply(channels[channel], printed)
        fibres = _fibres(self.final)
        return Image.merge("RGB", [ImageChops.multiply(channel, fibres) for channel in channels])


def _slipped(cover: Image.Image, offset: tuple[int, int]) -> Image.Image:
    """Moved by `offset`, with the margin that opens filled from the picture's own edge."""
    moved = cover.copy()
    moved.paste(cover, offset)
    return moved


@lru_cache(maxsize=16)
def _noise(seed: int, blur: float, levels: tuple[int, ...]) -> Image.Image:
    speckle = Image.frombytes("L", (_TILE, _TILE), random.Random(seed).randbytes(_TILE * _TILE))
    return speckle.filter(ImageFilter.GaussianBlur(blur)).point(list(levels))


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    full = Image.new("L", size)
    for x in range(0, size[0], _TILE):
        for y in range(0, size[1], _TILE):
            full.paste(tile, (x, y))
    return full


@lru_cache(maxsize=24)
def _worn(size: tuple[int, int], which: int) -> Image.Image:
    """How an ink lies on the paper: nearly full, with fine specks where it did not take."""
    specks = tuple(max(130, 255 - max(0, 86 - level) * 7) for level in range(256))
    cloud = tuple(max(228, min(255, 243 + (level - 128) // 4)) for level in range(256))
    tile = ImageChops.multiply(_noise(11 + which, 0.9, specks), _noise(31 + which, 2.4, cloud))
    return _tiled(tile, size)


@lru_cache(maxsize=6)
def _fibres(size: tuple[int, int]) -> Image.Image:
    fine = tuple(max(244, min(255, 252 + (level - 128) // 14)) for level in range(256))
    return _tiled(_noise(71, 0.7, fine), size)
