"""Old jumpers, spun once more in Daegu."""

from home.demo.composing import form
from home.demo.shapes import Product, Variant

BRAND = "again-wool"
ORIGIN = "Daegu, Korea"

PRODUCTS = (
    Product(
        "again-scarf",
        "Again Scarf",
        "다시 목도리",
        BRAND,
        "scarves",
        "A soft, wide scarf spun from old jumpers and coloured by nothing but what they were.",
        "<p>Each colour is a recipe. <i>Moss</i> is nine greens and a school uniform; <i>Brick</i> is mostly the nineteen-eighties; <i>Fog</i> takes twelve of the eighty-one greys; <i>Night</i> is blue until you hold it next to black.</p>"
        "<p>Two metres long, forty centimetres wide, brushed on one side. The yarn is four parts regenerated wool and one part new lambswool, for length. It softens with wearing, and does not pill after the first month: the short fibres have already left in another life.</p>",
        "Regenerated wool, lambswool",
        ORIGIN,
        2017,
        ("wool-300",),
        (
            form("scarf", "A moss-green scarf", seed=100, accent="#5c6b3a"),
            form("scarf", "A brick-red scarf", seed=101),
            form("scarf", "A fog-grey scarf", seed=102, accent="#6f7378"),
        ),
        (
            Variant("AGAIN-SCARF-MOS", 59000, 28, {"colour": "Moss"}, weight_g=330),
            Variant("AGAIN-SCARF-BRI", 59000, 17, {"colour": "Brick"}, weight_g=330),
            Variant("AGAIN-SCARF-FOG", 59000, 0, {"colour": "Fog"}, weight_g=330),
            Variant("AGAIN-SCARF-NIG", 59000, 22, {"colour": "Night"}, weight_g=330),
        ),
    ),
    Product(
        "mill-blanket",
        "Mill Blanket",
        "방직 담요",
        BRAND,
        "blankets",
        "A plain woven blanket with a single stripe: the last yarn of one colour, the first of the next.",
        "<p>When the mill changes from one colour to another, some metres of yarn are neither. They used to be swept up. Now they are the stripe, and there is no other pattern and no two alike.</p>"
        "<p>Woven on a loom from 1968 at the pace of a walk, washed and teased with real thistles, which nobody has improved on. One hundred and forty by two hundred centimetres. Warm, and light for its size.</p>",
        "Regenerated wool, lambswool",
        ORIGIN,
        2018,
        ("wool-300",),
        (
            form(
                "blanket", "A grey blanket with one red stripe", seed=103, accent="#6f7378", second="#a3262f"
            ),
            form(
                "blanket",
                "A brown blanket with one blue stripe",
                seed=104,
                accent="#6b4a33",
                second="#31588a",
            ),
        ),
        (
            Variant("AGAIN-BLAN-GRY", 148000, 8, {"colour": "Greys"}, weight_g=1400),
            Variant("AGAIN-BLAN-BRN", 148000, 5, {"colour": "Browns"}, compare_at=168000, weight_g=1400),
        ),
    ),
    Product(
        "two-way-hat",
        "Two-Way Hat",
        "두 겹 모자",
        BRAND,
        "hats",
        "A double-knit hat with a different colour on each side, for people who cannot decide at the door.",
        "<p>It is a tube closed at both ends and pushed into itself, so that there are two layers, no seam and no wrong side. The air between is what keeps you warm.</p>"
        "<p>Knitted on a hand frame by Ji Sang-u’s aunt and two of her friends. One size, which fits everybody except, she says, professors. Turn the brim up once for the city and twice for the mountain.</p>",
        "Regenerated wool, lambswool",
        ORIGIN,
        2020,
        ("wool-300",),
        (
            form("hat", "A double-knit hat in brick and fog", seed=105, second="#6f7378"),
            form("hat", "A double-knit hat in moss and night", seed=106, accent="#5c6b3a", second="#24395a"),
        ),
        (
            Variant("AGAIN-HAT-BRF", 36000, 31, {"colours": "Brick and fog"}, weight_g=110),
            Variant("AGAIN-HAT-MON", 36000, 26, {"colours": "Moss and night"}, weight_g=110),
            Variant("AGAIN-HAT-SND", 36000, 2, {"colours": "Sand and bark"}, weight_g=110),
        ),
    ),
    Product(
        "odd-socks",
        "Odd Socks",
        "짝짝이 양말",
        BRAND,
        "socks",
        "Three socks to a pair, no two alike, so that losing one is not the end.",
        "<p>The washing machine takes one sock a month; this is known. It therefore makes sense to sell them in threes and to knit them so that any two go together. They share their weight, length and one colour.</p>"
        "<p>Regenerated wool with a little nylon at the heel, flat toe seam, ribs to the calf. Holes are darned free of charge in the first three years. The fourth sock, if you need one, costs six thousand won; write to us.</p>",
        "Regenerated wool, nylon",
        ORIGIN,
        2021,
        ("wool-300",),
        (form("socks", "Three socks in related colours", seed=107, second="#a0672a"),),
        (
            Variant("AGAIN-SOCK-S", 24000, 44, {"size": "S"}, weight_g=130),
            Variant("AGAIN-SOCK-M", 24000, 53, {"size": "M"}, weight_g=140),
            Variant("AGAIN-SOCK-L", 24000, 29, {"size": "L"}, weight_g=150),
        ),
    ),
    Product(
        "felt-cushion",
        "Felt Cushion",
        "펠트 쿠션",
        BRAND,
        "cushions",
        "A firm cushion in wool that is too short to spin any more: felted, cut and laced.",
        "<p>There comes a time when even wool is tired. After the third life the fibres are too short for yarn but still long enough to hold on to one another, and that is felt.</p>"
        "<p>Eight millimetres thick, laced with a cord of the same, filled with what is left. Forty-five centimetres square. It will serve on a bench, a sill, a bicycle. Both colours have been sold; the next felting is in January.</p>",
        "Regenerated wool felt",
        ORIGIN,
        2023,
        ("wool-300",),
        (form("cushion", "A square felt cushion with lacing", seed=108, accent="#6f7378", second="#a3262f"),),
        (
            Variant("AGAIN-CUSH-GRY", 48000, 0, {"colour": "Greys"}, weight_g=850),
            Variant("AGAIN-CUSH-BRI", 48000, 0, {"colour": "Brick"}, weight_g=850),
        ),
    ),
)
