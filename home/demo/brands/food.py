"""Who works in the food room or rooms."""

from datetime import date

from home.demo.composing import heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

SECOND_TABLE = Brand(
    slug="second-table",
    name="Second Table",
    korean="두 번째 상",
    problem="food",
    homepage="https://example.org/second-table",
    summary="A cannery in an apple valley for everything the grading machine lets fall: crooked apples, hailed pears, peel and stems.",
    cover=scene("orchard", "An orchard in autumn, crates between the rows", seed=141),
    logo=logo("ST", "Second Table"),
    people=(
        Person(
            "Yun Seo-hee",
            "윤서희",
            "Founder; a grower’s daughter who counted the heap",
            date(2015, 9, 1),
            portrait("Yun Seo-hee", seed=141),
        ),
        Person(
            "Grandmother Park",
            "박순례",
            "Tastes every batch; her word is final",
            date(2015, 9, 1),
            portrait("Park Sun-rye", seed=142),
        ),
    ),
    body=[
        text(
            "Behind every packing house in Cheongsong (청송) there is a heap. It is a cheerful thing to look at, red and yellow and steaming a little in the morning, and it consists of apples with a scar, a russet patch or the wrong circumference. In a year with hail it is as high as the roof.",
            "Yun Seo-hee weighed her father’s heap in 2015 and found that it came to a fifth of the harvest. She borrowed a dryer that had been bought for chillies, filled her mother’s kitchen with slices, and sold them at the bus terminal. They were gone before the bus was.",
        ),
        heading("The second table"),
        text(
            "At a feast in the countryside there used to be a first table for guests and a second one, laid later and sat at longer, for those who had cooked. What was eaten there was less handsome and better. The name was Park Sun-rye’s idea; she is eighty-one and is called Grandmother by everyone including the bank.",
        ),
        quote("An apple doesn’t know it is ugly. Who told it?", "Park Sun-rye", "taster"),
        image(
            "kitchen",
            "A large kitchen with copper pots and steam",
            "Four pots, two cooks, no recipe that survived Grandmother Park.",
            seed=144,
        ),
        text(
            "The growers are paid by the kilogram, two and a half times what the juice factory gives. Forty-three farms deliver. What cannot be dried is boiled; what cannot be boiled is candied; the rest feeds nine pigs, whose opinion is asked in winter.",
        ),
        product("crooked-apple-chips", "Nothing but apple, sliced with its skin."),
    ],
)

LAST_LOAF = Brand(
    slug="last-loaf",
    name="Last Loaf",
    korean="마지막 빵",
    problem="food",
    homepage="https://example.org/last-loaf",
    summary="A night bakery in Daejeon that begins where thirty others stop: it turns the bread left over at closing time into food that keeps.",
    cover=scene("night_window", "A bakery window lit at night, loaves on a shelf", seed=151),
    logo=logo("LL", "Last Loaf"),
    people=(
        Person(
            "Im Jae-ho",
            "임재호",
            "Baker; works from ten at night and likes it",
            date(2018, 10, 1),
            portrait("Im Jae-ho", seed=151),
        ),
        Person(
            "Noh Eun-bi",
            "노은비",
            "Plans the round of the cargo bicycles",
            date(2019, 4, 1),
            portrait("Noh Eun-bi", seed=152),
        ),
    ),
    body=[
        text(
            "Daejeon (대전) is a city of bakeries; people come by train to eat there. A bakery lives from abundance. The last customer of the day must find as much as the first, or she will go elsewhere tomorrow, and so at nine in the evening thirty ovens have baked for people who did not come.",
            "Im Jae-ho was the one who carried it out. In his third year he began to write the weight on the wall of the cold store, in pencil. When the wall was full he quit, rented a room behind the station, and asked his old employer for the key to the back door.",
        ),
        heading("The round"),
        text(
            "At nine Noh Eun-bi sends out four cargo bicycles. What is still good to eat goes straight to a night shelter and two dormitories. Everything else is sorted by grain, dried, milled and baked once more: crackers, granola, a chocolate with the crunch of crust in it.",
        ),
        image(
            "street",
            "A street at night with a cargo bicycle",
            "Eleven stops, nine kilometres, one hill.",
            seed=153,
        ),
        quote(
            "People say we save bread. We save flour, and somebody’s sleep: a baker got up at three for that loaf.",
            "Im Jae-ho",
            "baker",
        ),
        text(
            "Last Loaf tells its bakeries every month what came back and when. Seven have changed their evening baking because of it. That costs Last Loaf its raw material, and is the reason it exists.",
        ),
        product("yesterday-crackers", "Six parts yesterday, one part olive oil."),
    ],
)
