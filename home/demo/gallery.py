"""The demo pictures as images of the museum, in a collection of their own."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.models import Collection

from home.demo.content import HOUSE_ACCENT, Content, commission
from home.demo.painting import Commission, paint_missing
from home.demo.shapes import Picture
from home.demo.telling import Tell
from stories.models import MuseumImage

COLLECTION = "Demo pictures"
CACHE = Path(settings.BASE_DIR) / "var" / "demo_pictures"
TOLD_EVERY = 25


class Gallery:
    """Hands out the image of a picture. `paint` is slow and needs no database; `hang` fills the database."""

    def __init__(self, *, content: Content, folder: Path = CACHE, scale: float = 1.0):
        self.scale = scale
        self.commissions = [replace(c, scale=scale) for c in content.commissions()]
        self.folder = folder
        self._hanging: dict[str, MuseumImage] = {}

    def paint(self, *, tell: Tell) -> None:
        tell(f"Pictures: {len(self.commissions)}")
        for left in paint_missing(commissions=self.commissions, folder=self.folder):
            if left and left % TOLD_EVERY == 0:
                tell(f"  drawing, {left} to go")

    def hang(self, *, uploader) -> None:
        collection = demo_collection()
        images = [self._image(c, collection=collection, uploader=uploader) for c in self.commissions]
        MuseumImage.objects.bulk_create(images, batch_size=200)
        self._hanging = {Path(image.file.name).name: image for image in images}

    def image(self, picture: Picture, accent: str = HOUSE_ACCENT) -> MuseumImage:
        return self._hanging[replace(commission(picture, accent), scale=self.scale).file_name]

    def _image(self, c: Commission, *, collection, uploader) -> MuseumImage:
        source = self.folder / c.file_name
        with Image.open(source) as opened:
            width, height = opened.size
        image = MuseumImage(
            title=c.picture.alt[:255],
            description=c.picture.alt[:255],
            width=width,
            height=height,
            collection=collection,
            uploaded_by_user=uploader,
        )
        name = image.get_upload_to(c.file_name)
        content = source.read_bytes()
        if default_storage.exists(name):
            default_storage.delete(name)
        image.file.name = default_storage.save(name, ContentFile(content))
        image.file_size = len(content)
        return image


def demo_collection() -> Collection:
    root = Collection.get_first_root_node()
    existing = root.get_children().filter(name=COLLECTION).first()
    return existing or root.add_child(name=COLLECTION)
