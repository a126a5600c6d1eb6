"""Soap and salt from the island."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "salt-and-sun"
ORIGIN = "Jeungdo, Sinan, Korea"

PRODUCTS = (
    Product(
        "salt-soap",
        "Salt Soap",
        "소금 비누",
        BRAND,
        "hand-and-body-soap",
        "A hard, slow bar of coconut and camellia oil with raked sea salt, in four scents from the island.",
        "<p>A quarter of this bar is salt. It makes the soap so hard that it has to be cut while it is warm, within twenty minutes, by two people. In the shower it feels like a smooth stone and lathers finely, without foam for show.</p>"
        "<p>The oils are coconut, camellia from the south coast and a little castor. The scent comes from plants that grow on the dykes; <i>Plain</i> has none at all. Let it dry between uses and one bar will last a household of two about seven weeks.</p>",
        "Coconut, camellia and castor oil, sea salt, lye, herbs",
        ORIGIN,
        2016,
        ("water-90",),
        (
            form("soap_bar", "A pale violet bar of soap with salt grains", seed=1, accent="#6f5a9a"),
            form("soap_bar", "A green bar of soap with mugwort", seed=2, accent="#5a7047"),
            scene("coast", "The salt pans where the salt is raked", seed=105),
        ),
        (
            Variant("SALT-SOAP-LAV", 9000, 64, {"scent": "Lavender"}, weight_g=110),
            Variant("SALT-SOAP-MUG", 9000, 41, {"scent": "Mugwort"}, weight_g=110),
            Variant("SALT-SOAP-PIN", 9000, 0, {"scent": "Black pine"}, weight_g=110),
            Variant("SALT-SOAP-PLN", 8500, 88, {"scent": "Plain"}, weight_g=110),
        ),
    ),
    Product(
        "brine-hair-bar",
        "Brine Hair Bar",
        "간수 샴푸바",
        BRAND,
        "hair-soap",
        "A shampoo bar made with the magnesium-rich brine that is left when the salt has gone.",
        "<p>When the salt has been raked, a bitter brine remains. Tofu makers set their curd with it; the rest used to be let back into the sea. Han Mi-rae found that a spoonful in a shampoo bar leaves hair soft even in hard water.</p>"
        "<p>Rub the wet bar over wet hair five or six times and put it away; the lather comes from your hands. <b>Oily</b> has green clay, <b>Dry</b> has rice bran oil. No silicone, no perfume, no bottle.</p>",
        "Coconut surfactant, brine, rice bran oil or green clay",
        ORIGIN,
        2019,
        ("water-90",),
        (
            form("soap_bar", "A round hair bar, grey-green", seed=3, accent="#4f6b66"),
            form("box", "The paper box of the hair bar", seed=4),
        ),
        (
            Variant("SALT-HAIR-OIL", 14000, 37, {"hair": "Oily"}, weight_g=85),
            Variant("SALT-HAIR-DRY", 14000, 22, {"hair": "Dry"}, weight_g=85),
        ),
    ),
    Product(
        "island-bath-salt",
        "Island Bath Salt",
        "섬 목욕소금",
        BRAND,
        "bath-salt",
        "Three-year-old salt, dried bitter-orange peel and nothing else, in a tin you will want to keep.",
        "<p>Fresh sea salt is damp and a little bitter. Stored in a shed with a slatted floor it drips for years, grows mild and turns from white to the colour of fog. This is salt from the harvest of three summers ago, with peel of bitter orange dried on the same racks.</p>"
        "<p>Two handfuls to a bath, one to a foot basin. The tin holds fifteen baths or thirty evenings with your feet in warm water; it closes tightly, and has been reported to hold sewing things, letters and on one occasion a tooth.</p>",
        "Sea salt, bitter-orange peel; tinplate",
        ORIGIN,
        2018,
        ("water-360",),
        (
            form("tin", "A round tin of bath salt", seed=5),
            form("pouch", "The refill of bath salt in a paper pouch", seed=6),
        ),
        (
            Variant("SALT-BATH-TIN", 18000, 26, {"size": "Tin, 600 g"}, compare_at=21000, weight_g=720),
            Variant("SALT-BATH-REF", 13000, 33, {"size": "Refill, 600 g"}, weight_g=620),
        ),
    ),
    Product(
        "drip-dish",
        "Drip Dish",
        "비누 접시",
        BRAND,
        "bath-salt",
        "A small stoneware dish with a ridge, so that a bar of soap can stand dry and live longer.",
        "<p>Most soap is not used up; it drowns. This dish has one ridge down the middle and one lip at the end, and water leaves it of its own accord. A bar that dries between uses lasts about half as long again.</p>"
        "<p>It is thrown in Icheon by the neighbours of this room, Umul Kiln, from the clay that is left when jugs are trimmed. The glaze is ash from the soap boiler. Each is a little different in colour, from oyster to rain.</p>",
        "Stoneware, ash glaze",
        "Icheon, Korea",
        2020,
        ("water-360",),
        (form("plate", "A small oval dish with a ridge", seed=7, accent="#6b7480"),),
        (Variant("SALT-DISH-ONE", 16000, 19, weight_g=210),),
    ),
    Product(
        "first-boil-box",
        "First Boil Box",
        "첫 솥 상자",
        BRAND,
        "hand-and-body-soap",
        "Four salt soaps, a dish and the story of the well they pay for, in a box made for posting.",
        "<p>One bar of each scent and a drip dish, packed in wood wool. Under the lid lies a card with the name of a village, the age of its pump and the name of the mechanic who looks after it this year. Forty-six pumps take turns.</p>"
        "<p>The box is sized for the standard parcel, so nothing has to be packed twice. If you write down a name when you order we will put it on the card; otherwise the line stays empty, and you can fill it in by hand.</p>",
        "Soap, stoneware, wood wool, card",
        ORIGIN,
        2021,
        ("water-1200",),
        (
            form("box", "A cardboard box with four soaps and a dish", seed=8),
            form("soap_bar", "A stack of soaps in four colours", seed=9, second="#6f5a9a"),
        ),
        (Variant("SALT-BOX-FIRST", 48000, 12, compare_at=51500, weight_g=760),),
    ),
)
