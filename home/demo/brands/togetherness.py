"""Who works in the togetherness room or rooms."""

from datetime import date

from home.demo.composing import gallery, heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

NOON_WINDOW = Brand(
    slug="noon-window",
    name="Noon Window",
    korean="한낮의 창",
    problem="growing-old-alone",
    homepage="https://example.org/noon-window",
    summary="Eleven old women and two old men on a hillside in Busan knit for a living, at one table, with lunch at twelve.",
    cover=scene("elders", "Two elders at a window, a hillside of roofs behind", seed=161),
    logo=logo("NW", "Noon Window"),
    people=(
        Person(
            "Seo Bok-nyeo",
            "서복녀",
            "Knits the heels; eighty-four; first at the table",
            date(2017, 11, 6),
            portrait("Seo Bok-nyeo", seed=161),
        ),
        Person(
            "Ma Chang-ho",
            "마창호",
            "Retired bus driver; winds the wool and walks everyone home",
            date(2018, 3, 5),
            portrait("Ma Chang-ho", seed=162),
        ),
        Person(
            "Ryu Da-hae",
            "류다해",
            "Founder; buys the wool, pays the wages, washes up",
            date(2017, 11, 6),
            portrait("Ryu Da-hae", seed=163),
        ),
    ),
    body=[
        text(
            "The house has one good room, and the good room has a window to the south. From eleven until two the sun stands in it. When Ryu Da-hae, then a district nurse, asked on her rounds what people missed, nobody said money or health. Several said: somebody to have lunch with.",
            "Lunch needs a reason, or it is charity, and charity is eaten quickly. So there is work. Wool lies on the table in baskets; each person knits what they are good at. Seo Bok-nyeo turns heels, because her eyes no longer count cables and her fingers do heels by themselves.",
        ),
        image(
            "roof",
            "Blue and yellow roofs of a hillside village",
            "One hundred and sixty-eight steps from the bus; Mr Ma counts them aloud.",
            seed=164,
        ),
        heading("Paid, not kept busy"),
        text(
            "A pair of socks pays the one who knitted it what an hour and a half in an office would. Whoever is ill is paid for four weeks. Whoever does not come is called at ten past eleven, and if they do not answer, Mr Ma puts on his cap.",
        ),
        quote(
            "I have two appointments a year with the doctor and five a week with the heels.",
            "Seo Bok-nyeo",
            "knitter",
        ),
        text(
            "Every piece leaves with a card, signed. About one buyer in five writes back; the letters are read aloud with the coffee."
        ),
        product("telephone-socks", "Long enough to fold down when the telephone rings."),
    ],
)

SLOW_PRESS = Brand(
    slug="slow-press",
    name="Slow Press",
    korean="느린 인쇄",
    problem="work-for-everyone",
    homepage="https://example.org/slow-press",
    summary="A letterpress house in Paju, half of whose printers have a developmental disability and all of whom sign their work.",
    cover=scene("letter", "Sheets of printed paper hung up to dry", seed=171),
    logo=logo("P", "Slow Press"),
    people=(
        Person(
            "Go Min-jun",
            "고민준",
            "Printer; can see a letter that is a hair too high",
            date(2016, 8, 1),
            portrait("Go Min-jun", seed=171),
        ),
        Person(
            "Nam Ji-woo",
            "남지우",
            "Binder; folds eight hundred sheets a day, exactly",
            date(2016, 8, 1),
            portrait("Nam Ji-woo", seed=172),
        ),
        Person(
            "Hwang In-sook",
            "황인숙",
            "Master printer; wrote the cards on the wall",
            date(2016, 2, 1),
            portrait("Hwang In-sook", seed=173),
        ),
    ),
    body=[
        text(
            "On the wall beside every machine in the house hang cards. Each has one drawing and one sentence. <i>Wipe from left to right. Look at the corner. If it is grey, call In-sook.</i> There are two hundred and twelve cards and no other instructions.",
            "Hwang In-sook bought four Heidelbergs when the big printers of Paju (파주) threw them out, and needed people with patience. A friend taught at a special school whose graduates, at twenty, went home to their parents’ sofas. She took three for a month. They were the best she had ever had at looking.",
        ),
        gallery(
            "Four stations of a notebook.",
            ("letter", "Metal type in a wooden frame", "Set: eleven kilograms of lead for one cover."),
            (
                "workshop",
                "A printing press with its wheel",
                "Print: eight hundred impressions an hour, not more.",
            ),
            ("hands", "Hands folding a sheet", "Fold: bone, edge, corner."),
            ("library", "Shelves of finished notebooks", "Count, twice, by two people."),
        ),
        heading("Slow is a speed"),
        text(
            "A letterpress can be driven faster. At eight hundred an hour one sees each sheet, and the mistakes stop before they become a pile. Wages follow the collective agreement of the trade. Nobody is called a beneficiary.",
        ),
        quote("I like it when it is straight. Then I make it straight again.", "Go Min-jun", "printer"),
        product("pocket-notebook", "The signature inside the cover is real."),
    ],
)

STILL_WOOD = Brand(
    slug="still-wood",
    name="Still Wood",
    korean="고요한 나무",
    problem="work-for-everyone",
    homepage="https://example.org/still-wood",
    summary="Five deaf woodworkers in Wonju who arranged a workshop around what can be seen, and make toys and tableware for life.",
    cover=scene("forest", "A forest slope of straight trunks in morning light", seed=181),
    logo=logo("W", "Still Wood"),
    people=(
        Person(
            "Do Kyung-hwan",
            "도경환",
            "Founder and turner; teaches in Korean Sign Language",
            date(2013, 5, 6),
            portrait("Do Kyung-hwan", seed=181),
        ),
        Person(
            "Ahn So-mi",
            "안소미",
            "Designs the toys; tests them on four nieces",
            date(2017, 3, 2),
            portrait("Ahn So-mi", seed=182),
        ),
    ),
    body=[
        text(
            "The first thing visitors notice in the workshop is the mirrors. They hang above each machine, tilted, so that whoever is bent over a piece sees who comes in. The second is the floor: it is a wooden one, sprung, and a stamp of the foot arrives everywhere at once.",
            "Do Kyung-hwan lost his hearing at four and three jobs before thirty, all for the same reason, which was given as safety. In 2013 he built a shop that is safe by design. Every switch has a lamp. No two people stand back to back. In thirteen years there has been one accident, a splinter.",
        ),
        image(
            "workshop",
            "A bench with planes and a lamp",
            "Lamp on: the saw is running. Lamp off: you may look away.",
            seed=184,
        ),
        heading("Wood from near"),
        text(
            "The timber comes from storms and road works within forty kilometres of Wonju (원주): persimmon, zelkova, walnut, birch. It dries for three years under the roof. Nothing but the cutlery is lacquered; oil and beeswax can be renewed with a rag.",
        ),
        quote("People ask if it is quiet in here. You should see how loud we talk.", "Ahn So-mi", "designer"),
        text(
            "Apprentices learn in sign language, whether they hear or not. Two of the seven so far could hear. Both say it made them better at looking."
        ),
        product("hill-blocks", "Twenty-four blocks cut from seven local woods."),
    ],
)
