"""Who works in the sea room or rooms."""

from datetime import date

from home.demo.composing import gallery, heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

NET_AND_KNOT = Brand(
    slug="net-and-knot",
    name="Net & Knot",
    korean="그물코",
    problem="sea",
    homepage="https://example.org/net-and-knot",
    summary="Sewers in Tongyeong who buy fishing nets when they retire, and make bags of them before the sea can have them.",
    cover=scene("net", "Nets hung to dry between two poles on a quay", seed=121),
    logo=logo("N", "Net & Knot"),
    people=(
        Person(
            "Kwon Hae-jin",
            "권해진",
            "Founder; went to sea for six years, then came ashore",
            date(2017, 2, 1),
            portrait("Kwon Hae-jin", seed=121),
        ),
        Person(
            "Mun Ok-ja",
            "문옥자",
            "Mended nets for forty years; now decides what can be sewn",
            date(2017, 5, 8),
            portrait("Mun Ok-ja", seed=122),
        ),
        Person(
            "Lê Thị Hoa",
            "레 티 호아",
            "Runs the sewing floor and teaches the locked seam",
            date(2020, 3, 16),
            portrait("Lê Thị Hoa", seed=123),
        ),
    ),
    body=[
        text(
            "In Tongyeong (통영) they say a net has three lives: new, mended, and as a fence around somebody’s cabbages. Since the cabbages are few and the nets are many, a fourth life was needed.",
            "Kwon Hae-jin crewed on an anchovy boat until a winch took two of his fingers. Ashore he noticed what had been under his feet all along. A net that is too tired for the sea is still nylon of a quality no bag maker could pay for. He offered four hundred won a kilogram. The first skipper thought it was a joke and the second asked for five hundred.",
        ),
        image(
            "harbour",
            "Fishing boats moored side by side",
            "On Mondays the boats stay in and the nets come out.",
            seed=124,
        ),
        heading("What Mrs Mun knows"),
        text(
            "Mun Ok-ja mended nets on this quay for forty years and can read them with her thumbs: where it chafed, what it caught, whether it will hold a needle. One net in three passes. The others are baled and go to a regenerating plant, at a loss that is entered in the books as such.",
        ),
        quote("The sea is not dirty. It has been given the wrong things to hold.", "Mun Ok-ja", "net mender"),
        text(
            "The mesh is washed four times in rain water, cut hot so that the edge seals, and lined with sailcloth. Every bag carries a number; under the number is the name of the boat.",
        ),
        product("harbour-tote", "With the name of the boat under the flap."),
    ],
)

LOW_TIDE = Brand(
    slug="low-tide",
    name="Low Tide",
    korean="썰물",
    problem="sea",
    homepage="https://example.org/low-tide",
    summary="A bathroom without plastic, one object after another, from people who count what lies on their beach every Thursday.",
    cover=scene("coast", "A wide beach at low tide, footprints along the water", seed=131),
    logo=logo("L", "Low Tide"),
    people=(
        Person(
            "Shin Ye-won",
            "신예원",
            "Founder; keeps the beach ledger",
            date(2018, 6, 4),
            portrait("Shin Ye-won", seed=131),
        ),
        Person(
            "Oh Tae-yang",
            "오태양",
            "Chemist; made the hair bar on the fifty-first try",
            date(2019, 1, 7),
            portrait("Oh Tae-yang", seed=132),
        ),
    ),
    body=[
        text(
            "Every Thursday at eight, whatever the weather, two people walk the same five hundred metres of beach south of Gangneung (강릉) with a bucket and a ledger. They have done so since June 2018. The ledger has columns for bottle caps, cotton-bud sticks, rope, lighters, and one called <i>what on earth</i>.",
            "Shin Ye-won started it as a teacher, with a class. The children wanted to know who makes cotton buds with plastic sticks, and why. She found that nobody had decided it. It was simply cheaper by a fraction of a won. That summer she handed in her notice.",
        ),
        heading("One object a year"),
        text(
            "Low Tide replaces one thing in the bathroom each year and takes its time. The toothbrush has bristles of castor oil; the tablets come in a jar that is sent back and forth; the hair bar took fifty-one recipes, of which the first thirty, says Oh Tae-yang, were excellent for pots.",
        ),
        gallery(
            "A Thursday in the ledger.",
            ("sea", "Grey morning sea with small waves", "Eight o’clock, wind from the east, four degrees."),
            ("hands", "A hand holding small pieces of plastic", "One square metre: thirty-one pieces."),
            ("recycling", "Sorted finds on a cloth", "Sorted, weighed, written down, carried off."),
        ),
        text(
            "A part of each sale pays volunteers’ buses to other beaches. The ledger is open to anyone; two universities use it. It shows no success yet, and Shin Ye-won prints it on the packaging all the same.",
        ),
        product("kelp-hair-bar", "Number fifty-one."),
    ],
)
