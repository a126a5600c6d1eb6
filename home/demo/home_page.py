"""What a visitor sees first."""

from dataclasses import dataclass

from home.demo.composing import scene
from home.demo.shapes import Picture


@dataclass(frozen=True)
class Advert:
    """`place` is a key of `AdvertSlot.Place`; `url` is a path on the site."""

    place: str
    title: str
    text: str
    url: str
    image: Picture


@dataclass(frozen=True)
class Entrance:
    """`features` are the paths of stories, the first one largest."""

    hero_title: str
    hero_text: str
    hero_image: Picture
    features: tuple[str, ...]
    adverts: tuple[Advert, ...]


HOME_PAGE = Entrance(
    hero_title="A museum you can buy from",
    hero_text="Seven rooms, each with one problem of our time. Twelve makers who work on it. Read how, look closely, and take an object home. 이야기를 읽고, 하나를 데려가세요.",
    hero_image=scene("coast", "A wide shore with salt pans in evening light", seed=1),
    features=(
        "/brands/net-and-knot/mrs-mun-reads-a-net/",
        "/brands/salt-and-sun/twenty-days-of-sun/",
        "/brands/last-loaf/the-round/",
        "/brands/umul-kiln/a-wall-full-of-holes/",
        "/brands/noon-window/a-timetable-for-stairs/",
        "/brands/still-wood/how-to-knock-on-a-floor/",
    ),
    adverts=(
        Advert(
            place="strip",
            title="A square metre of flowers, for nothing",
            text="Half Acre has more seed than land. Put a pinch of phacelia into your parcel; it costs nothing but a rake.",
            url="/products/phacelia-seed/",
            image=scene("bees", "Bees over a field of violet flowers", seed=2),
        ),
        Advert(
            place="strip",
            title="Warm things, made twice",
            text="Scarves, blankets and hats spun from old jumpers, and socks from a table for thirteen in Busan.",
            url="/products/?category=warm-things",
            image=scene("loom", "Wool on bobbins in a mill", seed=3),
        ),
    ),
)
