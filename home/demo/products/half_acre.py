"""What the flowering half of a farm gives."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "half-acre"
ORIGIN = "Gurye, Korea"

PRODUCTS = (
    Product(
        "terrace-honey",
        "Terrace Honey",
        "다랑이 꿀",
        BRAND,
        "honey-and-spreads",
        "Honey from three seasons of the same six terraces, spun cold and never mixed.",
        "<p>In May the acacia flowers for nine days, and the honey is clear as water. June is everything: vetch, phacelia, clover. In September the buckwheat comes, and the honey is nearly black and tastes of malt, earth and horses.</p>"
        "<p>It is spun cold, settled and filled; nothing else. It will set in winter, and stand in warm water in spring. The bees keep what they need for themselves, about half, and get no sugar in exchange.</p>",
        "Honey",
        ORIGIN,
        2013,
        ("flowers-2",),
        (
            form("honey_jar", "A jar of pale acacia honey", seed=110, accent="#b8871f"),
            form("honey_jar", "A jar of dark buckwheat honey", seed=111, accent="#5a3216"),
            scene("bees", "Hives on the upper terrace", seed=215),
        ),
        (
            Variant("HALF-HON-ACA", 19000, 36, {"flower": "Acacia, May"}, weight_g=520),
            Variant("HALF-HON-MEA", 17000, 48, {"flower": "Meadow, June"}, weight_g=520),
            Variant("HALF-HON-BUC", 21000, 5, {"flower": "Buckwheat, September"}, weight_g=520),
        ),
    ),
    Product(
        "phacelia-seed",
        "A Pinch of Phacelia",
        "파셀리아 한 꼬집",
        BRAND,
        "seeds-and-soil",
        "Seed for one square metre of the best bee pasture there is. It costs nothing; sow it.",
        "<p>Phacelia is violet, grows anywhere, flowers seven weeks after sowing and is visited by every kind of bee for six weeks on end. In winter it freezes and turns into soil.</p>"
        "<p>We have more seed than land, so we give it away: one packet to a parcel, for a square metre of garden, roadside or two large balcony boxes. Rake, scatter, press it down with a board, water. From April to August.</p>",
        "Phacelia seed, paper",
        ORIGIN,
        2020,
        ("flowers-2",),
        (form("seed_packet", "A paper packet of phacelia seed", seed=112, accent="#6a55a0"),),
        (Variant("HALF-SEED-PHA", 0, 400, weight_g=8),),
        is_free=True,
    ),
    Product(
        "stream-clay-pot",
        "Stream Clay Pot",
        "냇가 화분",
        BRAND,
        "plant-pots",
        "A thin-walled flower pot pressed from the clay of the farm’s own stream, with a saucer.",
        "<p>Every spring the stream leaves a load of clay where one least wants it. It is dug out, trodden, pressed into wooden forms and fired in a neighbour’s charcoal kiln. The walls are thin and breathe; roots like that.</p>"
        "<p>Unglazed, so that it grows a bloom of lime and moss within two years and looks as if it had always been there. With a saucer and a drainage hole that is where it should be.</p>",
        "Earthenware",
        ORIGIN,
        2019,
        ("flowers-2",),
        (
            form("plant_pot", "A clay pot with a small plant", seed=113, accent="#a3552f"),
            form("plant_pot", "A tall clay pot with herbs", seed=114, accent="#8a4a2f", second="#566311"),
        ),
        (
            Variant("HALF-POT-12", 18000, 34, {"size": "12 cm"}, weight_g=520),
            Variant("HALF-POT-18", 27000, 21, {"size": "18 cm"}, weight_g=1100),
            Variant("HALF-POT-24", 42000, 0, {"size": "24 cm"}, weight_g=2100),
        ),
    ),
    Product(
        "dipped-candles",
        "Dipped Candles",
        "밀랍 초",
        BRAND,
        "light",
        "Beeswax candles dipped thirty times and sold in pairs, still joined by the wick they grew on.",
        "<p>A wick is hung over a nail and lowered into warm wax, again and again, with five minutes in between. After thirty times it is a candle, or rather two, since a wick has two ends. We leave them joined; cut them when you need the first.</p>"
        "<p>Beeswax burns slowly, does not drip out of the draught, and smells of a summer attic. A pair of the slim ones lasts eight hours, of the thick ones twenty.</p>",
        "Beeswax, cotton wick",
        ORIGIN,
        2020,
        ("flowers-2",),
        (form("candle", "A pair of beeswax candles joined by a wick", seed=115, accent="#b8871f"),),
        (
            Variant("HALF-CAND-SLI", 16000, 39, {"kind": "Slim pair"}, weight_g=130),
            Variant("HALF-CAND-THI", 28000, 15, {"kind": "Thick pair"}, compare_at=32000, weight_g=320),
        ),
    ),
    Product(
        "terrace-compost",
        "Terrace Compost",
        "다랑이 퇴비",
        BRAND,
        "seeds-and-soil",
        "Two-year compost from the upper terraces, sieved, for pots that have been asked too much.",
        "<p>Straw, hedge cuttings, chicken manure and the press cake of a sesame mill, turned four times and left alone for two years. It smells of forest. A hand’s breadth on top of a tired pot in March is enough until autumn.</p>"
        "<p>It waits for the new measuring of the soil: the claim on its label has run out, and without a claim nothing leaves the farm.</p>",
        "Compost",
        ORIGIN,
        2025,
        ("soil-1",),
        (form("pouch", "A paper sack of compost", seed=116, accent="#4a3a28"),),
        (
            Variant("HALF-COMP-3", 9000, 40, {"size": "3 litres"}, weight_g=1800),
            Variant("HALF-COMP-10", 22000, 25, {"size": "10 litres"}, weight_g=6000),
        ),
        published=False,
    ),
)
