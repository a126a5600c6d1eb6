"""What becomes of bread after closing time."""

from home.demo.composing import form
from home.demo.shapes import Product, Variant

BRAND = "last-loaf"
ORIGIN = "Daejeon, Korea"

PRODUCTS = (
    Product(
        "yesterday-crackers",
        "Yesterday Crackers",
        "어제 크래커",
        BRAND,
        "baked-and-dried",
        "Thin crackers made of six parts yesterday’s bread, rolled by hand and broken by the post.",
        "<p>Bread that was baked yesterday is dried, milled and mixed with a little fresh flour, so that it holds together, and with oil, so that it does not hold too well. Then it is rolled out and baked for the second time in its life.</p>"
        "<p>Rye has caraway, sesame has black sesame from the market, chilli comes from Cheongyang and means it. They are good with cheese, with soup and, we are told, with nothing, in bed.</p>",
        "Surplus bread, wheat flour, olive oil, salt",
        ORIGIN,
        2018,
        ("bread-250", "meal-1"),
        (
            form("pouch", "A pouch of thin crackers", seed=50),
            form("box", "A box of crackers for the table", seed=51),
        ),
        (
            Variant("LAST-CRACK-RYE", 6500, 92, {"kind": "Rye"}, weight_g=140),
            Variant("LAST-CRACK-SES", 6500, 85, {"kind": "Black sesame"}, weight_g=140),
            Variant("LAST-CRACK-CHI", 6500, 4, {"kind": "Chilli"}, weight_g=140),
        ),
    ),
    Product(
        "crumb-granola",
        "Crumb Granola",
        "빵가루 그래놀라",
        BRAND,
        "baked-and-dried",
        "Granola with toasted crumbs of brioche instead of half the oats, honey and pumpkin seeds.",
        "<p>Brioche is the bread that is left over most often, because it looks its age within hours. Crumbled and toasted with honey it turns into what people pick out of granola first.</p>"
        "<p>Oats, brioche, pumpkin seeds, dried apple from the neighbours at Second Table, honey, salt. Not too sweet. The large bag is for families or for one week of exams.</p>",
        "Oats, surplus brioche, honey, pumpkin seeds, apple",
        ORIGIN,
        2020,
        ("bread-250",),
        (form("pouch", "A pouch of granola", seed=52, accent="#8a5a1f"),),
        (
            Variant("LAST-GRAN-300", 9500, 55, {"size": "300 g"}, weight_g=310),
            Variant("LAST-GRAN-800", 21000, 20, {"size": "800 g"}, compare_at=24000, weight_g=820),
        ),
    ),
    Product(
        "crust-chocolate",
        "Crust Chocolate",
        "빵껍질 초콜릿",
        BRAND,
        "chocolate",
        "Dark chocolate with the crunch of sourdough crust, in three strengths of argument.",
        "<p>The crust is where the flavour of a loaf lives, and it is the part that children leave. Roasted dark and broken small, it does in chocolate what nuts do, without being nuts.</p>"
        "<p>The cocoa comes from a cooperative in Vietnam’s Mekong delta, which names its price on its own website. <b>Mild</b> has milk, <b>Dark</b> does not, <b>Salt</b> has flakes from the island of Salt &amp; Sun. Seventy grams, to be shared, in theory.</p>",
        "Cocoa mass, cocoa butter, sugar, bread crust",
        ORIGIN,
        2021,
        ("bread-250",),
        (
            form("chocolate_bar", "A bar of dark chocolate in brown paper", seed=53),
            form("chocolate_bar", "A bar of milk chocolate in cream paper", seed=54, accent="#8a6d4b"),
        ),
        (
            Variant("LAST-CHOC-MIL", 7000, 73, {"kind": "Mild"}, weight_g=75),
            Variant("LAST-CHOC-DAR", 7000, 80, {"kind": "Dark"}, weight_g=75),
            Variant("LAST-CHOC-SAL", 7500, 44, {"kind": "Salt"}, weight_g=75),
        ),
    ),
    Product(
        "second-shift-coffee",
        "Second Shift Coffee",
        "밤 근무 커피",
        BRAND,
        "coffee",
        "The coffee of the night bakery: strong, friendly and bought at a price the growers named.",
        "<p>Nobody who starts work at ten in the evening drinks bad coffee twice. Im Jae-ho asked a roaster two doors down for one blend, and paid for half a year in advance, so that she could do the same with the growers in Jimma.</p>"
        "<p>Chocolate, toast, a little orange. The chaff that comes off in roasting goes into the crackers’ oven. Choose beans if you have a grinder, and if you don’t, choose filter; <i>moka</i> is for those who already know.</p>",
        "Arabica coffee",
        "Jimma, Ethiopia; roasted in Daejeon",
        2019,
        ("meal-1",),
        (form("coffee_bag", "A paper bag of coffee with a folded top", seed=55, accent="#5a3a22"),),
        (
            Variant("LAST-COFF-BEA", 16000, 62, {"grind": "Beans"}, weight_g=260),
            Variant("LAST-COFF-FIL", 16000, 36, {"grind": "Filter"}, weight_g=260),
            Variant("LAST-COFF-MOK", 16000, 12, {"grind": "Moka"}, weight_g=260),
        ),
    ),
    Product(
        "linen-bread-bag",
        "Linen Bread Bag",
        "리넨 빵 주머니",
        BRAND,
        "totes",
        "A linen bag in which a loaf stays good for two days longer, with the reasons printed inside.",
        "<p>Bread goes stale in a paper bag and mouldy in a plastic one. In thick linen it does neither, for about four days. This was known to every grandmother, and was then forgotten together with the linen.</p>"
        "<p>Washable at sixty degrees, with a cord and a loop to hang it from a door. On the inside, where only bread can read it, stand five uses for a heel. You may turn it inside out.</p>",
        "Linen, cotton cord",
        "Hansan, Korea",
        2022,
        ("meal-1",),
        (form("tote_bag", "A linen bag with a drawstring", seed=56, accent="#8a7350"),),
        (Variant("LAST-BAG-LIN", 24000, 28, weight_g=160),),
    ),
)
