"""A bathroom without plastic."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "low-tide"
ORIGIN = "Gangneung, Korea"

PRODUCTS = (
    Product(
        "tide-toothbrush",
        "Tide Toothbrush",
        "썰물 칫솔",
        BRAND,
        "brushes-and-sponges",
        "A bamboo toothbrush with bristles of castor oil, marked so that everyone at home knows their own.",
        "<p>The handle is bamboo from Damyang, oiled, not lacquered. The bristles are nylon made from castor beans: not the perfect answer, and we say so, but the best that cleans teeth. Pull them out with pliers after three months and put the handle on the compost.</p>"
        "<p>Four colours of dye, burnt in at the neck, so that a family does not need four designs. Medium. The children’s size is in the ledger under <i>next</i>.</p>",
        "Bamboo, castor-oil nylon, linseed oil",
        "Damyang and Gangneung, Korea",
        2018,
        ("beach-1",),
        (
            form("toothbrush", "A bamboo toothbrush with a teal neck", seed=30),
            form("toothbrush", "A bamboo toothbrush with a red neck", seed=31, accent="#a3262f"),
        ),
        (
            Variant("LOW-BRUSH-TEA", 4500, 140, {"colour": "Teal"}, weight_g=14),
            Variant("LOW-BRUSH-RED", 4500, 122, {"colour": "Red"}, weight_g=14),
            Variant("LOW-BRUSH-OCH", 4500, 97, {"colour": "Ochre"}, weight_g=14),
            Variant("LOW-BRUSH-INK", 4500, 0, {"colour": "Ink"}, weight_g=14),
        ),
    ),
    Product(
        "loofah-slice",
        "Loofah Slice",
        "수세미",
        BRAND,
        "brushes-and-sponges",
        "A sponge that grew on a fence in Yangyang: cut, dried and sewn, good for dishes and for backs.",
        "<p>In Korean the plant and the dish sponge have the same name, <i>susemi</i> (수세미), because for a few hundred years they were the same thing. Then came the yellow one with the green side, which loses a little of itself at each plate.</p>"
        "<p>A loofah is a gourd that was left on the vine until only its skeleton remained. Flat when you get it, it swells in water. It lasts two months at the sink, four in the bath, and then it goes where the peelings go.</p>",
        "Loofah gourd, cotton thread",
        "Yangyang, Korea",
        2019,
        ("beach-1",),
        (form("sponge", "A slice of loofah with a loop", seed=32, accent="#8a7338"),),
        (
            Variant("LOW-LOOF-1", 6000, 76, {"set": "One"}, weight_g=18),
            Variant("LOW-LOOF-3", 15000, 43, {"set": "Three"}, compare_at=18000, weight_g=54),
        ),
    ),
    Product(
        "kelp-hair-bar",
        "Kelp Hair Bar",
        "다시마 샴푸바",
        BRAND,
        "hair-soap",
        "Shampoo without a bottle, thickened with kelp from the beach in front of the house; recipe fifty-one.",
        "<p>What makes liquid shampoo pleasant is slipperiness, and that is hard to put into something dry. Oh Tae-yang tried flax, okra and snails’ favourite leaves. On the beach lay the answer, in heaps, after every storm: kelp.</p>"
        "<p>Boiled and dried to a powder it gives the bar its slip and its faint smell of low water, gone when you rinse. <b>Fine</b> for hair that hangs, <b>Curly</b> for hair that has ideas. About seventy washes.</p>",
        "Coconut surfactant, kelp, cocoa butter",
        ORIGIN,
        2020,
        ("bath-plastic",),
        (
            form("soap_bar", "A dark green hair bar with a rope", seed=33, accent="#2f5a43"),
            scene("coast", "Kelp on the beach after a storm", seed=135),
        ),
        (
            Variant("LOW-HAIR-FIN", 13000, 48, {"hair": "Fine"}, weight_g=80),
            Variant("LOW-HAIR-CUR", 13000, 35, {"hair": "Curly"}, weight_g=80),
        ),
    ),
    Product(
        "tooth-tablets",
        "Tooth Tablets",
        "치약 알약",
        BRAND,
        "refills",
        "Toothpaste without the tube: bite one, brush, and send the jar back when it rattles.",
        "<p>A tube cannot be recycled, because it is three materials pretending to be one. A tablet needs no tube. Bite it, wait until it turns to foam, and brush as you always have. With fluoride, since our dentist is on the second floor and we meet him on the stairs.</p>"
        "<p>The jar holds 130 tablets, two months for one person. The refill is a paper pouch that fits through a letter box.</p>",
        "Calcium carbonate, xylitol, sodium fluoride, mint",
        ORIGIN,
        2021,
        ("beach-1",),
        (
            form("jar", "A glass jar of white tablets", seed=34),
            form("pouch", "A paper pouch with refill tablets", seed=35),
        ),
        (
            Variant("LOW-TAB-JAR", 12000, 61, {"pack": "Jar"}, weight_g=240),
            Variant("LOW-TAB-REF", 8000, 118, {"pack": "Refill"}, weight_g=60),
        ),
    ),
    Product(
        "dish-soap-refill",
        "Dish Soap in a Returnable Bottle",
        "돌려주는 주방세제",
        BRAND,
        "refills",
        "Washing-up liquid in a glass bottle that travels back and forth until it breaks.",
        "<p>Next year’s object. The liquid is finished and has washed every plate in the office for eight months. What is not finished is the bottle’s way home: four of the first twenty came back in pieces, and until none does, this stays in the drawer.</p>"
        "<p>Coconut and sugar surfactants, rosemary, no colour. Half a litre is meant for eighty sinks full of plates.</p>",
        "Sugar surfactant, rosemary; glass",
        ORIGIN,
        2026,
        ("beach-1",),
        (form("bottle", "A glass bottle of dish soap with a swing top", seed=36),),
        (Variant("LOW-DISH-500", 11000, 20, weight_g=820),),
        published=False,
    ),
)
