"""Who works in the clothes room or rooms."""

from datetime import date

from home.demo.composing import gallery, heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

LONG_THREAD = Brand(
    slug="long-thread",
    name="Long Thread",
    korean="긴 실",
    problem="clothes",
    homepage="https://example.org/long-thread",
    summary="Four garments, sewn in Changsin-dong at a wage printed on the label, and mended free of charge for ten years.",
    cover=scene("street", "A steep alley with sewing rooms on both sides", seed=191),
    logo=logo("T", "Long Thread"),
    people=(
        Person(
            "Kang Mal-sun",
            "강말순",
            "Seamstress since fifteen; head of the sewing room",
            date(2016, 1, 4),
            portrait("Kang Mal-sun", seed=191),
        ),
        Person(
            "Tak Ji-hoon",
            "탁지훈",
            "Founder; once bought shirts for a very large company",
            date(2015, 10, 12),
            portrait("Tak Ji-hoon", seed=192),
        ),
        Person(
            "Pham Lan",
            "팜 란",
            "Runs the mending table; keeps the list of what breaks",
            date(2019, 6, 3),
            portrait("Pham Lan", seed=193),
        ),
    ),
    body=[
        text(
            "Changsin-dong (창신동) lies on the hill above Dongdaemun market. Behind every second door somebody sews; motorcycles bring the cut parts and fetch the coats. Kang Mal-sun came at fifteen, in 1978. She has sewn for brands whose names she was not to say, at prices per piece that have hardly risen since the Olympics.",
            "Tak Ji-hoon was on the other side of that table. He bought shirts for a large company, and his job was the last fifty won. One evening he calculated what a shirt would have to cost if nobody in it were squeezed. It was not even twice as much.",
        ),
        heading("A label with a wage on it"),
        text(
            "There are four garments and there will be no fifth until one of them is finished. On the label inside stands who sewed it, how long it took and what she earned for it. The garment comes back when it breaks. Pham Lan’s table mends it and writes down where, and the pattern is changed.",
        ),
        image(
            "hands",
            "Hands at a sewing machine",
            "Under the arm: the seam that used to give, now sewn twice.",
            seed=194,
        ),
        quote(
            "I have sewn a million shirts. These are the first that I meet again.",
            "Kang Mal-sun",
            "seamstress",
        ),
        text(
            "In the list of mended things the knee and the pocket lead. Nobody so far has sent back a T-shirt because it was out of fashion."
        ),
        product("ten-year-shirt", "Mended free until 2036; the date is sewn in."),
    ],
)

AGAIN_WOOL = Brand(
    slug="again-wool",
    name="Again Wool",
    korean="다시 양털",
    problem="clothes",
    homepage="https://example.org/again-wool",
    summary="A small mill in Daegu that tears old jumpers back into wool, spins them without dye and knits them once more.",
    cover=scene("loom", "A spinning mule with rows of bobbins", seed=201),
    logo=logo("A", "Again Wool"),
    people=(
        Person(
            "Ji Sang-u",
            "지상우",
            "Spinner; restarted his grandfather’s machine",
            date(2017, 7, 3),
            portrait("Ji Sang-u", seed=201),
        ),
        Person(
            "Ok Hye-rin",
            "옥혜린",
            "Sorts by colour; names eighty-one greys",
            date(2018, 2, 12),
            portrait("Ok Hye-rin", seed=202),
        ),
    ),
    body=[
        text(
            "Daegu (대구) used to weave half of the country’s suits. When the orders moved abroad the machines were sold by weight, all but one in the shed of the Ji family, which was too heavy to carry down. It is a carding set from 1962. Ji Sang-u started it again in 2017 with a manual in Japanese and a good deal of oil.",
            "It has one talent: it can take a rag of knitted wool apart without breaking the fibre to dust. The rags come from collection bins in Daegu and Busan, thirty tonnes a year, of which eleven are really wool.",
        ),
        heading("Eighty-one greys"),
        text(
            "Ok Hye-rin sorts them on a table under north light. Because the colours are already in the wool nothing is dyed: a scarf called <i>Moss</i> is made of nine greens and a school uniform. She has names for eighty-one greys and sixty-four of them are in use.",
        ),
        gallery(
            "Backwards through a jumper.",
            ("recycling", "Heaps of knitwear sorted by colour", "Buttons off, labels off, colours apart."),
            ("loom", "Rollers of a carding machine", "Torn gently, three times over."),
            ("workshop", "Bobbins on a rack", "One part new lambswool to four parts old."),
        ),
        quote("New wool forgets nothing, old wool has already forgiven.", "Ok Hye-rin", "sorter"),
        product("again-scarf", "Nine old jumpers taught it its colour."),
    ],
)
