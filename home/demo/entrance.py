"""What a visitor sees first: hero, featured stories and adverts."""

from home.demo.content import Content
from home.demo.gallery import Gallery
from home.demo.rooms import Rooms
from home.models import HomeFeature, HomePage


def dress_entrance(*, home: HomePage, content: Content, rooms: Rooms, gallery: Gallery) -> None:
    words = content.home
    home.hero_title = words.hero_title
    home.hero_text = words.hero_text
    home.hero_image = gallery.image(words.hero_image)
    home.features = [
        HomeFeature(story=rooms.pages[path], sort_order=n) for n, path in enumerate(words.features)
    ]
    home.save_revision(user=rooms.author).publish(user=rooms.author, skip_permission_checks=True)
