"""Turned, cut and oiled in Wonju."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "still-wood"
ORIGIN = "Wonju, Korea"

PRODUCTS = (
    Product(
        "hill-blocks",
        "Hill Blocks",
        "언덕 블록",
        BRAND,
        "toys",
        "Twenty-four blocks in seven woods that make hills, houses and, with some luck, a bridge.",
        "<p>No two of the shapes are alike and all of them fit. Ahn So-mi drew them from the skyline of Chiaksan, cut them from paper, gave them to four nieces and threw away what the nieces did.</p>"
        "<p>Seven woods, each with its own weight, smell and sound: birch is bright, persimmon nearly black at the heart. Oiled with linseed, corners broken by hand. They can be chewed, thrown, stepped on at night. From one year.</p>",
        "Persimmon, zelkova, walnut, birch, alder, maple, cherry",
        ORIGIN,
        2017,
        ("wood-50",),
        (
            form(
                "toy_blocks", "Wooden blocks stacked to a hill", seed=80, accent="#8a5a2f", second="#5a3a9e"
            ),
            form("box", "A cotton bag and box with blocks", seed=81),
        ),
        (
            Variant("STIL-BLOCK-12", 46000, 18, {"set": "Twelve"}, weight_g=900),
            Variant("STIL-BLOCK-24", 82000, 10, {"set": "Twenty-four"}, compare_at=92000, weight_g=1800),
        ),
    ),
    Product(
        "persimmon-plate",
        "Persimmon Plate",
        "감나무 접시",
        BRAND,
        "bowls-and-plates",
        "A plate turned from storm-felled persimmon, with the black heart that one tree in ten has.",
        "<p>Persimmon wood is pale, and once in a while black lightning runs through it. Furniture makers of the Joseon court paid any price for this <i>meokgam</i> (먹감나무). Still Wood gets it from gardens, after storms, from people who are sorry about the tree.</p>"
        "<p>Turned thin, to four millimetres at the rim, and oiled. For bread, fruit, rice cake, keys. It darkens with use; rub it with a drop of walnut oil when it looks thirsty.</p>",
        "Persimmon wood, walnut oil",
        ORIGIN,
        2014,
        ("wood-50",),
        (
            form("plate", "A wooden plate with a dark streak", seed=82, accent="#6b4a2a"),
            scene("workshop", "A lathe with shavings", seed=185),
        ),
        (
            Variant("STIL-PLATE-18", 38000, 13, {"size": "18 cm"}, weight_g=210),
            Variant("STIL-PLATE-26", 56000, 5, {"size": "26 cm"}, weight_g=390),
        ),
    ),
    Product(
        "table-set",
        "Spoon and Chopsticks",
        "수저 한 벌",
        BRAND,
        "cutlery",
        "A long spoon and a pair of chopsticks in one wood, balanced so that they rest with the tips in the air.",
        "<p>Lay them down and the part you eat with does not touch the table. That is a matter of two millimetres at the handle and was found by Do Kyung-hwan, who dislikes chopstick rests.</p>"
        "<p>Finished with lacquer from Wonju, the real one, tapped from trees: it takes seven coats and two months and stands hot soup for decades. Choose by hand rather than by eye. Birch is light, zelkova in between, walnut lies heavy.</p>",
        "Birch, zelkova or walnut, natural lacquer",
        ORIGIN,
        2016,
        ("wood-50", "sign-lesson"),
        (form("cutlery", "A wooden spoon and chopsticks", seed=83, accent="#7a4f2a"),),
        (
            Variant("STIL-SET-BIR", 27000, 30, {"wood": "Birch"}, weight_g=50),
            Variant("STIL-SET-ZEL", 29000, 22, {"wood": "Zelkova"}, weight_g=56),
            Variant("STIL-SET-WAL", 32000, 7, {"wood": "Walnut"}, weight_g=62),
        ),
    ),
    Product(
        "signal-lamp",
        "Signal Lamp",
        "신호등 스탠드",
        BRAND,
        "light",
        "A desk lamp in walnut that blinks softly when somebody rings the bell; made for one deaf colleague first.",
        "<p>The first was made for Ahn So-mi’s kitchen. A small receiver in the foot listens to the doorbell and dims the light twice, gently, as a cloud would. It turned out that people with headphones, new-born children or a dislike of noise wanted it too.</p>"
        "<p>The bulb can be replaced, the switch can be replaced, and the foot can be opened with a coin. We make twenty at a time, and these twenty are gone; the next have been cut and are drying.</p>",
        "Walnut, linen cable, brass",
        ORIGIN,
        2024,
        ("wood-50", "sign-lesson"),
        (form("lamp", "A wooden desk lamp", seed=84, accent="#5a3f26"),),
        (Variant("STIL-LAMP-WAL", 168000, 0, weight_g=1400),),
    ),
    Product(
        "letter-tray",
        "Letter Tray",
        "편지 상자",
        BRAND,
        "baskets-and-boxes",
        "A shallow box with a sliding lid for whatever you mean to answer; dovetailed, without a nail.",
        "<p>The lid slides with two fingers and stays where it is left. Inside there is one division, so that you can lie to yourself with a clear conscience: <i>this week</i> and <i>soon</i>.</p>"
        "<p>Made from zelkova that stood by a school in Hoengseong for a hundred years, until the road was widened. The school got a bench. The dovetails are cut by hand with a Japanese saw, forty-two to a box.</p>",
        "Zelkova, beeswax",
        "Wonju, Korea",
        2019,
        ("wood-50",),
        (form("box", "A wooden box with a sliding lid", seed=85, accent="#8a5a2f"),),
        (Variant("STIL-TRAY-ZEL", 74000, 6, weight_g=880),),
    ),
)
