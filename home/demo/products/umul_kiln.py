"""Filters and cups from Icheon."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "umul-kiln"
ORIGIN = "Icheon, Korea"

PRODUCTS = (
    Product(
        "clay-filter-jug",
        "Clay Filter Jug",
        "흙 정수 주전자",
        BRAND,
        "filter-jugs",
        "A stoneware jug with a fired-clay filter that can be brushed, boiled and one day ground to gravel.",
        "<p>Pour water in at the top and leave it. It passes through a wall of clay so fine that bacteria stay behind, and gathers cool in the jug: two litres an hour, without electricity and without a cartridge.</p>"
        "<ul><li>Holds 2.4 litres</li><li>Brush the filter when it slows down, boil it once a month</li><li>Every part can be bought singly</li></ul>"
        "<p>It is made for tap water you would like to taste better and for weekend houses whose well you are not quite sure of. It does not take out salt, lime or nitrate, and we would rather tell you now.</p>",
        "Stoneware, porous earthenware, cork",
        ORIGIN,
        2015,
        ("filter-1500", "school-filter"),
        (
            form("filter_jug", "A tall jug with a lid, glazed oat", seed=10, accent="#8a6d4b"),
            form("filter_jug", "The same jug in dark blue", seed=11, accent="#1a4f8a"),
            scene("kitchen", "The jug on a kitchen table by a window", seed=115),
        ),
        (
            Variant("UMUL-JUG-OAT", 68000, 14, {"glaze": "Oat"}, weight_g=2900),
            Variant("UMUL-JUG-INK", 72000, 9, {"glaze": "Ink"}, weight_g=2900),
        ),
    ),
    Product(
        "well-mug",
        "Well Mug",
        "우물 머그",
        BRAND,
        "mugs",
        "A mug with a round bottom inside and a handle for three fingers; it asks to be filled again.",
        "<p>Look into it and there is a small round pool, always a little darker than the wall: the glaze is poured, not dipped, and gathers where water would. That is why it is called what it is called.</p>"
        "<p>It holds 280 millilitres, which is a glass of water with room for ice or a coffee with room for milk. Safe in the dishwasher, though it lives longer by hand. Seconds with a freckle are sold in the workshop and never here.</p>",
        "Stoneware",
        ORIGIN,
        2017,
        ("water-360",),
        (
            form("mug", "A mug in oat glaze", seed=12, accent="#8a6d4b"),
            form("mug", "A mug in ink-blue glaze", seed=13, accent="#1a4f8a"),
            form("mug", "A mug in celadon", seed=14, accent="#5f8371"),
        ),
        (
            Variant("UMUL-MUG-OAT", 22000, 45, {"glaze": "Oat"}, weight_g=340),
            Variant("UMUL-MUG-INK", 22000, 31, {"glaze": "Ink"}, weight_g=340),
            Variant("UMUL-MUG-CEL", 24000, 0, {"glaze": "Celadon"}, weight_g=340),
        ),
    ),
    Product(
        "carry-bottle",
        "Carry Bottle",
        "들고 다니는 물병",
        BRAND,
        "bottles",
        "A steel bottle with a clay-coloured coat and a neck wide enough for ice and for a brush.",
        "<p>Half a litre, single wall, 190 grams. Most bottles are given up because they are heavy, because they smell, or because one loses the lid. This one is light, can be scrubbed to the bottom, and the lid hangs on a loop of cord.</p>"
        "<p>It does not keep coffee hot. It keeps water, and it fits the holder of a bicycle and the side pocket of a school bag. Two hundred buyers kept a diary for us; what they wrote is the claim on the label.</p>",
        "Stainless steel, powder coat, cotton cord",
        "Incheon, Korea",
        2021,
        ("bottles-120",),
        (
            form("bottle", "A steel bottle coated in blue", seed=15),
            form("bottle", "A steel bottle coated in terracotta", seed=16, accent="#a3552f"),
            form("bottle", "A steel bottle coated in sand", seed=17, accent="#8a6d4b"),
        ),
        (
            Variant("UMUL-BOT-BLU", 34000, 52, {"colour": "Blue"}, weight_g=190),
            Variant("UMUL-BOT-TER", 34000, 38, {"colour": "Terracotta"}, weight_g=190),
            Variant("UMUL-BOT-SND", 34000, 27, {"colour": "Sand"}, compare_at=38000, weight_g=190),
        ),
    ),
    Product(
        "rain-bowl",
        "Rain Bowl",
        "비 대접",
        BRAND,
        "bowls-and-plates",
        "A wide bowl whose glaze runs in fine lines, as rain does on a window of a bus.",
        "<p>The lines are not painted. Ash glaze is sprayed on in a thick coat and the bowl is fired upright, so that for eleven minutes at 1,240 degrees the glaze is on its way down. Then the kiln is shut off and the rain stops where it is.</p>"
        "<p>The small one is for rice, the large one for noodles, salad, or apples that nobody gets round to eating. Both stack. No two are the same, and the pair you get has come out of the same firing.</p>",
        "Stoneware, ash glaze",
        ORIGIN,
        2018,
        ("water-360",),
        (form("bowl", "A wide bowl with running glaze", seed=18, accent="#496b86"),),
        (
            Variant("UMUL-BOWL-S", 24000, 29, {"size": "13 cm"}, weight_g=310),
            Variant("UMUL-BOWL-L", 36000, 16, {"size": "20 cm"}, weight_g=720),
        ),
    ),
    Product(
        "spare-filter",
        "Spare Filter",
        "여분 필터",
        BRAND,
        "filter-jugs",
        "The element of the clay filter jug, alone or with a brush and two spare corks.",
        "<p>After about 1,500 litres, or a fall on a tiled floor, the filter of your jug has done its work. This is the next one. Rinse it, let it stand in water for an hour, throw away the first litre.</p>"
        "<p>The old element can be broken with a hammer and put into a flower pot as drainage; it is nothing but clay. Or send it back in the box of the new one. We grind it and throw it again, and it becomes the foot of a jug.</p>",
        "Porous earthenware; coir brush, cork",
        ORIGIN,
        2016,
        ("filter-1500",),
        (form("tin", "A fired-clay filter element in its tin", seed=19, accent="#a3552f"),),
        (
            Variant("UMUL-FIL-ONE", 19000, 71, {"set": "Filter"}, weight_g=480),
            Variant("UMUL-FIL-SET", 27000, 24, {"set": "Filter, brush and corks"}, weight_g=600),
        ),
    ),
)
