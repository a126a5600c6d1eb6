"""Four garments from Changsin-dong."""

from home.demo.composing import form
from home.demo.shapes import Product, Variant

BRAND = "long-thread"
ORIGIN = "Changsin-dong, Seoul, Korea"

PRODUCTS = (
    Product(
        "ten-year-shirt",
        "Ten-Year T-Shirt",
        "십 년 티셔츠",
        BRAND,
        "tops",
        "A heavy cotton T-shirt with doubled seams, mended free of charge until the date sewn into its hem.",
        "<p>It weighs 240 grams where others weigh 150. The neck is knitted to shape, the shoulder is taped, and the seam under the arm, where every shirt in our list gave way first, is sewn twice. In the hem stands a date ten years away.</p>"
        "<p>Until that day you may send it in. Pham Lan mends what can be mended; the thread is a little darker, on purpose. After that you may send it too, and pay what a coffee costs. The label names who sewed it and what she earned.</p>",
        "Organic cotton",
        ORIGIN,
        2016,
        ("wage-60",),
        (
            form("t_shirt", "A heavy white T-shirt", seed=90, accent="#7d7568"),
            form("t_shirt", "A dark blue T-shirt", seed=91, accent="#24395a"),
        ),
        (
            Variant("LONG-TEE-WHT-S", 49000, 25, {"colour": "White", "size": "S"}, weight_g=230),
            Variant("LONG-TEE-WHT-M", 49000, 32, {"colour": "White", "size": "M"}, weight_g=240),
            Variant("LONG-TEE-NAV-M", 49000, 19, {"colour": "Navy", "size": "M"}, weight_g=240),
            Variant("LONG-TEE-NAV-L", 49000, 0, {"colour": "Navy", "size": "L"}, weight_g=250),
        ),
    ),
    Product(
        "alley-apron",
        "Alley Work Apron",
        "골목 작업 앞치마",
        BRAND,
        "aprons",
        "The apron of the sewing rooms: eleven ounces of denim, a needle pocket and no bow to tie.",
        "<p>Kang Mal-sun has worn the same apron since 1994, and this is it, with her permission and one more pocket. It goes on over the head, crosses at the back and closes with one button at the side, so that nothing can be caught in a machine.</p>"
        "<p>There is a loop for scissors, a felt tongue for needles, and a pocket that is too small for a telephone, which was her condition. It is good for cooks, potters, gardeners.</p>",
        "Cotton denim, wool felt",
        ORIGIN,
        2018,
        ("wage-60",),
        (
            form("apron", "A dark denim apron with pockets", seed=92, accent="#2f4468"),
            form("apron", "A red canvas apron with pockets", seed=93),
        ),
        (
            Variant("LONG-APRON-IND", 62000, 14, {"colour": "Indigo"}, weight_g=520),
            Variant("LONG-APRON-RED", 62000, 8, {"colour": "Madder red"}, weight_g=520),
        ),
    ),
    Product(
        "monsoon-coat",
        "Monsoon Coat",
        "장마 코트",
        BRAND,
        "rainwear",
        "A raincoat of waxed cotton with taped shoulders, made for six weeks of July and thirty years of everything else.",
        "<p>Plastic coats keep the rain out and you in. Waxed cotton breathes, and when it stops being tight one waxes it again with a candle-end and a hair dryer; a tin of wax is in the pocket.</p>"
        "<p>Raglan sleeves, so that it fits over a jacket or a child on your back. A hood that turns with the head. All of the edges are bound, the shoulders are double. It takes one seamstress a day and a half, and her name is on the label with the hours.</p>",
        "Cotton, beeswax and paraffin wax, brass",
        ORIGIN,
        2019,
        ("wage-60",),
        (
            form("raincoat", "A long mustard raincoat with a hood", seed=94, accent="#a07a1f"),
            form("raincoat", "A long dark green raincoat with a hood", seed=95, accent="#2f4a3a"),
        ),
        (
            Variant(
                "LONG-COAT-MUS-M",
                218000,
                5,
                {"colour": "Mustard", "size": "M"},
                compare_at=248000,
                weight_g=1150,
            ),
            Variant(
                "LONG-COAT-MUS-L",
                218000,
                3,
                {"colour": "Mustard", "size": "L"},
                compare_at=248000,
                weight_g=1200,
            ),
            Variant("LONG-COAT-PIN-M", 248000, 7, {"colour": "Pine", "size": "M"}, weight_g=1150),
        ),
    ),
    Product(
        "mending-tin",
        "Mending Tin",
        "수선 깡통",
        BRAND,
        "small-things",
        "Everything that the mending table uses most, in a flat tin, with the list of what breaks first.",
        "<p>Two needles that are really sharp, one that is really blunt, six threads, two patches, eight buttons, a piece of wax. And a folded sheet: the ten things that break first, in the order of our list, with a drawing of what Pham Lan does about each.</p>"
        "<p>It fits a drawer, a rucksack or the inside pocket of the coat. Bring it to the Saturday table in Changsin-dong and it is refilled for nothing.</p>",
        "Steel, cotton, shell, tinplate",
        ORIGIN,
        2021,
        ("mend-1",),
        (form("tin", "A flat tin with needles and thread", seed=96),),
        (Variant("LONG-MEND-TIN", 23000, 51, weight_g=140),),
    ),
    Product(
        "sunday-shirt",
        "Sunday Shirt",
        "일요일 셔츠",
        BRAND,
        "tops",
        "A wide linen shirt: the garment that waits until one of the four is finished.",
        "<p>There will be no fifth garment until one of the four is taken off the list. The Sunday Shirt is the fifth. It has been in the drawer since spring, on a hanger on Kang Mal-sun’s door since summer, and twice at church.</p>"
        "<p>Hansan linen, no collar, mother-of-pearl buttons from the market downstairs. It will be shown here when its turn has come.</p>",
        "Linen, shell buttons",
        ORIGIN,
        2026,
        ("wage-60",),
        (form("t_shirt", "A wide linen shirt without a collar", seed=97, accent="#8a7350"),),
        (
            Variant("LONG-SUN-M", 98000, 10, {"size": "M"}, weight_g=260),
            Variant("LONG-SUN-L", 98000, 10, {"size": "L"}, weight_g=270),
            Variant("LONG-SUN-XL", 98000, 6, {"size": "XL"}, weight_g=280),
        ),
        published=False,
    ),
)
