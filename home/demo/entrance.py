"""What a visitor sees first: hero, featured stories and adverts."""

from campaigns.models import AdvertSlot
from home.demo.bodies import MissingReference
from home.demo.content import Content
from home.demo.gallery import Gallery
from home.demo.rooms import Rooms
from home.models import HomeFeature, HomePage


def dress_entrance(*, home: HomePage, content: Content, rooms: Rooms, gallery: Gallery) -> None:
    """Raises MissingReference when a story is featured that nobody tells."""
    entrance = content.home
    if missing := [path for path in entrance.features if path not in rooms.pages]:
        raise MissingReference(f"stories {', '.join(missing)}")
    home.hero_title = entrance.hero_title
    home.hero_text = entrance.hero_text
    home.hero_image = gallery.image(entrance.hero_image)
    home.features = [
        HomeFeature(story=rooms.pages[path], sort_order=number)
        for number, path in enumerate(entrance.features)
    ]
    home.save_revision(user=rooms.author).publish(user=rooms.author, skip_permission_checks=True)
    AdvertSlot.objects.bulk_create(
        AdvertSlot(
            place=advert.place,
            title=advert.title,
            text=advert.text,
            url=advert.url,
            image=gallery.image(advert.image),
            sort_order=number,
        )
        for number, advert in enumerate(entrance.adverts)
    )
