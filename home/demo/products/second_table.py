"""Fruit that fell through the grading machine."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "second-table"
ORIGIN = "Cheongsong, Korea"

PRODUCTS = (
    Product(
        "crooked-apple-chips",
        "Crooked Apple Chips",
        "못난이 사과칩",
        BRAND,
        "baked-and-dried",
        "Apples with a scar, sliced with their skin and dried for eleven hours. Nothing is added.",
        "<p>Half a dozen crooked apples go into one packet. They are washed, cored, cut to three millimetres and dried at fifty-eight degrees, slowly, so that they stay sweet and do not turn to leather.</p>"
        "<p>Fuji is sweet and mild, Hongok is sour and rare: there are nine trees of it left in the valley and most of the fruit is too small for the crate. Opened, a packet is said to keep for six weeks. We have no proof of this.</p>",
        "Apples",
        ORIGIN,
        2015,
        ("fruit-600",),
        (
            form("pouch", "A pouch of dried apple slices", seed=40),
            scene("orchard", "Apple trees with props under the branches", seed=145),
        ),
        (
            Variant("SEC-APPLE-FUJ", 7500, 130, {"apple": "Fuji"}, weight_g=70),
            Variant("SEC-APPLE-HON", 9000, 24, {"apple": "Hongok"}, weight_g=70),
        ),
    ),
    Product(
        "windfall-jam",
        "Windfall Jam",
        "낙과 잼",
        BRAND,
        "honey-and-spreads",
        "Jam from fruit that the wind picked first, with a third of the usual sugar and twice the usual fruit.",
        "<p>In September the typhoons come, and in the morning the ground is red. Fallen fruit must be cooked within two days. For two days nobody sleeps; in October there is jam.</p>"
        "<p>It is boiled in open copper in batches of twelve kilograms and set with its own pectin. Because there is so little sugar it has to live in the refrigerator once opened. Grandmother Park recommends the pear with cheese, and does not discuss it.</p>",
        "Fruit, raw sugar, lemon",
        ORIGIN,
        2016,
        ("fruit-900",),
        (
            form("jar", "A jar of red apple jam", seed=41, accent="#a3382f"),
            form("jar", "A jar of golden pear jam", seed=42, accent="#a8791f"),
            form("jar", "A jar of dark plum jam", seed=43, accent="#5a2f52"),
        ),
        (
            Variant("SEC-JAM-APP", 11000, 66, {"fruit": "Apple and cinnamon"}, weight_g=420),
            Variant("SEC-JAM-PEA", 11000, 39, {"fruit": "Pear and ginger"}, weight_g=420),
            Variant("SEC-JAM-PLU", 12000, 0, {"fruit": "Plum"}, weight_g=420),
        ),
    ),
    Product(
        "tangerine-peel-tea",
        "Tangerine Peel Tea",
        "진피차",
        BRAND,
        "tea",
        "Peel from a juice factory on Jeju, dried on bamboo for a year, for an orange-coloured infusion.",
        "<p>A juice press keeps half of a tangerine and spits out the rest. The rest smells better. In old medicine books peel that has been dried and kept is worth more with every year; we stop at one and let you do the others.</p>"
        "<p>A teaspoon to a cup, boiling water, five minutes. It is warm, slightly bitter and has no caffeine. The leaves of peel can be infused twice and then be put into a bath.</p>",
        "Tangerine peel",
        "Jeju and Cheongsong, Korea",
        2018,
        ("fruit-600",),
        (
            form("tea_tin", "An orange tin of peel tea", seed=44),
            form("pouch", "A refill pouch of peel tea", seed=45),
        ),
        (
            Variant("SEC-TEA-TIN", 14000, 47, {"pack": "Tin, 80 g"}, weight_g=180),
            Variant("SEC-TEA-REF", 10000, 58, {"pack": "Refill, 80 g"}, weight_g=90),
        ),
    ),
    Product(
        "pickled-stems",
        "Pickled Radish Stems",
        "무청 장아찌",
        BRAND,
        "baked-and-dried",
        "What is cut off a radish before you see it: the stems, in soy and vinegar. Still being tasted.",
        "<p>Radishes are sold without their leaves, which weigh a third of them. Dried, they are soup. Pickled with soy, vinegar and a dried chilli, they are what disappears first from the table at lunch.</p>"
        "<p>The third batch was too salty, the fourth too polite. Grandmother Park has asked for a fifth, and it stands in the cellar until the new year.</p>",
        "Radish stems, soy sauce, vinegar, chilli",
        ORIGIN,
        2026,
        ("fruit-600",),
        (form("jar", "A jar of dark green pickled stems", seed=46, accent="#4d5b1f"),),
        (Variant("SEC-STEM-300", 8500, 30, weight_g=380),),
        published=False,
    ),
    Product(
        "market-apron",
        "Market Apron",
        "장터 앞치마",
        BRAND,
        "aprons",
        "A cotton apron with one pocket for a knife and one for money, dyed in onion skins and persimmon.",
        "<p>Onion skins are the lightest of all leftovers and dye the strongest yellow. A restaurant supplier in Daegu fills a sack for us each week. Persimmons that are too soft to sell give a brown that deepens in the sun for years.</p>"
        "<p>The cut is that of the women who sell fruit at the bus terminal: crossed at the back, no knot to slip, a deep pocket on the left for notes. Wash it cold and apart the first three times.</p>",
        "Cotton canvas, onion skin or persimmon dye",
        ORIGIN,
        2020,
        ("meal-1",),
        (
            form("apron", "An apron dyed golden yellow", seed=47, accent="#a8791f"),
            form("apron", "An apron dyed persimmon brown", seed=48, accent="#8a4a23"),
        ),
        (
            Variant("SEC-APRON-ONI", 39000, 17, {"dye": "Onion"}, weight_g=380),
            Variant("SEC-APRON-PER", 42000, 13, {"dye": "Persimmon"}, compare_at=46000, weight_g=380),
        ),
    ),
)
