"""Bags and small things from fishing nets."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "net-and-knot"
ORIGIN = "Tongyeong, Korea"

PRODUCTS = (
    Product(
        "harbour-tote",
        "Harbour Tote",
        "항구 토트백",
        BRAND,
        "totes",
        "A tote of retired anchovy net lined with sailcloth; the boat’s name is stitched under the flap.",
        "<p>The mesh was made to hold four tonnes of fish in a swell, so it will hold your shopping. It is washed four times, cut hot, doubled at the bottom and lined with sailcloth, so that keys stay in and sand falls out.</p>"
        "<p>The green is the green of the net, the blue is a tuna purse seine, and the orange comes from the edge rope and is scarce. Handles are long enough for a winter coat. Under the flap you find a number and the name of a boat; you may look her up in the harbour register.</p>",
        "Nylon fishing net, cotton sailcloth",
        ORIGIN,
        2017,
        ("net-350",),
        (
            form("tote_bag", "A green tote of fishing net", seed=20),
            form("tote_bag", "A deep blue tote of fishing net", seed=21, accent="#1d4e79"),
            form("tote_bag", "An orange tote of fishing net", seed=22, accent="#b5521b"),
        ),
        (
            Variant("NET-TOTE-GRN", 48000, 34, {"colour": "Net green"}, weight_g=520),
            Variant("NET-TOTE-BLU", 48000, 21, {"colour": "Seine blue"}, weight_g=520),
            Variant("NET-TOTE-ORG", 52000, 3, {"colour": "Rope orange"}, weight_g=520),
        ),
    ),
    Product(
        "trawler-backpack",
        "Trawler Backpack",
        "저인망 배낭",
        BRAND,
        "backpacks",
        "A rolled-top backpack of trawl net and sailcloth that stands up by itself and dries in an hour.",
        "<p>Trawl net is thicker, knotted, and nearly black from years of tar. Nobody thought it could be sewn. Lê Thị Hoa found a machine that was built for horse blankets and a needle the size of a match.</p>"
        "<p>Twenty-two litres, with a sleeve for a computer, a rolled top, and one pocket outside where a wet umbrella may live. The shoulder straps are filled with cork from old floats. It weighs just under a kilogram, and it will see a good many computers come and go.</p>",
        "Trawl net, sailcloth, cork, steel buckles",
        ORIGIN,
        2019,
        ("net-1200",),
        (
            form("backpack", "A dark rolled-top backpack", seed=23, accent="#2f4a47"),
            form("backpack", "A sand-coloured rolled-top backpack", seed=24, accent="#8a7350"),
        ),
        (
            Variant("NET-PACK-TAR", 128000, 11, {"colour": "Tar"}, weight_g=960),
            Variant("NET-PACK-SND", 128000, 6, {"colour": "Sand"}, compare_at=145000, weight_g=960),
        ),
    ),
    Product(
        "knot-wallet",
        "Knot Wallet",
        "매듭 지갑",
        BRAND,
        "small-things",
        "A flat wallet with one fold and one knot, cut from the finest mesh and lined with sailcloth.",
        "<p>Anchovy net has a mesh of six millimetres. Pressed between two sheets of sailcloth it becomes a material like thick paper, which can be folded ten thousand times; we stopped counting there.</p>"
        "<p>Four cards, notes unfolded, coins in the corner. It closes with a fisher’s knot and a loop, because zips are the first thing to break on anything. If you can tie your shoe you can repair it.</p>",
        "Anchovy net, cotton sailcloth, cord",
        ORIGIN,
        2020,
        ("net-60",),
        (
            form("wallet", "A flat green wallet with a knot", seed=25),
            form("wallet", "A flat red wallet with a knot", seed=26, accent="#9c2f35"),
        ),
        (
            Variant("NET-WAL-GRN", 29000, 40, {"colour": "Net green"}, weight_g=70),
            Variant("NET-WAL-RED", 29000, 18, {"colour": "Buoy red"}, weight_g=70),
            Variant("NET-WAL-BLU", 29000, 0, {"colour": "Seine blue"}, weight_g=70),
        ),
    ),
    Product(
        "float-line-bracelet",
        "Float Line Bracelet",
        "부표줄 팔찌",
        BRAND,
        "small-things",
        "Two turns of float line with a splice in place of a clasp; it may go swimming with you.",
        "<p>The line that carries the floats of a gill net is braided in three colours, so that it can be seen. After ten years the colours have grown soft. We cut it to the length of a wrist, twice round, and close it with an eye splice, as one would close a mooring.</p>"
        "<p>Salt water is good for it, perfume is not. It comes on a card that explains the splice in six drawings; a patient child of nine can do it.</p>",
        "Float line, waxed thread",
        ORIGIN,
        2018,
        ("beach-1",),
        (form("bracelet", "A braided bracelet in green and white", seed=27, second="#b5521b"),),
        (
            Variant("NET-BRA-S", 12000, 57, {"size": "15 cm"}, weight_g=12),
            Variant("NET-BRA-L", 12000, 49, {"size": "18 cm"}, weight_g=14),
        ),
    ),
    Product(
        "coil-basket",
        "Coil Basket",
        "밧줄 바구니",
        BRAND,
        "baskets-and-boxes",
        "A basket coiled from one length of mooring rope, with the marks of the bollard still on it.",
        "<p>A mooring rope is thrown away when it has been chafed in one place. The other forty metres are as good as new. Mun Ok-ja coils them on her knees, round upon round, and stitches each to the last with net twine.</p>"
        "<p>Because she is one person and does not wish to be hurried, there are about six a month. They hold wool, firewood, toys, a cat. When the basket is sold out we do not make more of it than she likes to; leave your address and we will write.</p>",
        "Polypropylene mooring rope, nylon twine",
        ORIGIN,
        2022,
        ("net-1200",),
        (
            form("basket", "A round basket coiled from rope", seed=28),
            scene("hands", "Two hands stitching rope", seed=125),
        ),
        (
            Variant("NET-BAS-M", 58000, 0, {"size": "26 cm"}, weight_g=1300),
            Variant("NET-BAS-L", 76000, 0, {"size": "34 cm"}, weight_g=1900),
        ),
    ),
)
