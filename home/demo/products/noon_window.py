"""Knitted and written on a hillside in Busan."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "noon-window"
ORIGIN = "Busan, Korea"

PRODUCTS = (
    Product(
        "telephone-socks",
        "Telephone Socks",
        "전화 양말",
        BRAND,
        "socks",
        "Thick wool socks with a turned heel, signed by the person who knitted them.",
        "<p>Mrs Seo’s telephone stands in the hall, where the floor is cold. Her daughter rings on Sundays and is not brief. For this Mrs Seo developed a sock that is long enough to be pulled up to the knee at the words <i>by the way</i>.</p>"
        "<p>Six strands of Korean wool, heels by Mrs Seo, toes by whoever is free. The card in each pair bears two signatures and an address. You need not write; about one in five does.</p>",
        "Wool, a little nylon at heel and toe",
        ORIGIN,
        2017,
        ("knit-90", "lunch-1"),
        (
            form("socks", "A pair of plum-coloured socks", seed=60),
            form(
                "socks", "A pair of grey socks with a plum heel", seed=61, accent="#5f6670", second="#7d2a60"
            ),
        ),
        (
            Variant("NOON-SOCK-PLU-M", 32000, 24, {"colour": "Plum", "size": "M"}, weight_g=120),
            Variant("NOON-SOCK-PLU-L", 32000, 15, {"colour": "Plum", "size": "L"}, weight_g=130),
            Variant("NOON-SOCK-GRY-M", 32000, 0, {"colour": "Grey", "size": "M"}, weight_g=120),
        ),
    ),
    Product(
        "hillside-blanket",
        "Hillside Blanket",
        "산복도로 담요",
        BRAND,
        "blankets",
        "A blanket of sixty squares by thirteen knitters, each of whom keeps to her own idea of a square.",
        "<p>From the window one looks down on roofs: blue, yellow, rust, blue. The blanket has sixty of them. Every knitter makes some and nobody measures, so that the last person, usually Mrs Seo, has to persuade them to lie side by side.</p>"
        "<p>It takes the table about nine days. It is heavy in the way a good dog is heavy. On the back a map shows which square is by whom. Wash it by hand, or ask somebody who likes you.</p>",
        "Wool",
        ORIGIN,
        2018,
        ("lunch-1",),
        (
            form("blanket", "A blanket of knitted squares in plum and blue", seed=62, second="#31588a"),
            form(
                "blanket",
                "A blanket of knitted squares in ochre and rust",
                seed=63,
                accent="#a0672a",
                second="#8a3a2a",
            ),
        ),
        (
            Variant("NOON-BLAN-SEA", 240000, 3, {"view": "Towards the sea"}, weight_g=2100),
            Variant("NOON-BLAN-HIL", 240000, 2, {"view": "Towards the hill"}, weight_g=2100),
        ),
    ),
    Product(
        "persimmon-cushion",
        "Persimmon Cushion",
        "감 방석",
        BRAND,
        "cushions",
        "A round floor cushion with a stalk, for the warm place next to whoever is talking.",
        "<p>Dried persimmons hang in the window in November, and somebody said that they looked comfortable. This is the result. It is knitted in the round, filled with wool waste from the table, and has a stalk by which it can be carried or hung up.</p>"
        "<p>Forty centimetres across, ten high when new, eight after a winter of use. The cover comes off. Three degrees of ripeness.</p>",
        "Wool, wool filling",
        ORIGIN,
        2019,
        ("lunch-1",),
        (
            form("cushion", "A round orange cushion with a stalk", seed=64, accent="#b5521b"),
            form("cushion", "A round plum cushion with a stalk", seed=65),
        ),
        (
            Variant("NOON-CUSH-UNR", 54000, 9, {"ripeness": "Unripe"}, weight_g=900),
            Variant("NOON-CUSH-RIP", 54000, 14, {"ripeness": "Ripe"}, weight_g=900),
            Variant("NOON-CUSH-DRY", 54000, 6, {"ripeness": "Dried"}, compare_at=59000, weight_g=900),
        ),
    ),
    Product(
        "window-doll",
        "Window Doll",
        "창가 인형",
        BRAND,
        "toys",
        "A knitted doll of an old woman or an old man with a cardigan that can really be buttoned.",
        "<p>Children who visit are given one to hold. The doll has pockets, reading glasses on a string and knees that bend, and sits by itself on a window sill or a bookshelf.</p>"
        "<p>The model for the woman was a group decision and took three lunches. The model for the man was Mr Ma, who says that he never wore such a cap and has worn it daily since. All parts are sewn on twice. Suitable from three years.</p>",
        "Wool, cotton filling, wooden buttons",
        ORIGIN,
        2020,
        ("lunch-1", "knit-90"),
        (
            form("doll", "A knitted doll of an old woman in a cardigan", seed=66),
            form("doll", "A knitted doll of an old man in a cap", seed=67, accent="#31588a"),
        ),
        (
            Variant("NOON-DOLL-HAL", 46000, 8, {"doll": "Grandmother"}, weight_g=180),
            Variant("NOON-DOLL-HAR", 46000, 11, {"doll": "Grandfather"}, weight_g=180),
        ),
    ),
    Product(
        "sunday-letter-set",
        "Sunday Letter Set",
        "일요일 편지 세트",
        BRAND,
        "pencils-and-cards",
        "Ten sheets, ten envelopes, ten first sentences by people who have practice in writing letters.",
        "<p>The hardest part of a letter is the first sentence. At the top of each sheet stands one, in somebody’s own hand: <i>You will laugh, but the cat is back. It has rained since you left. I am writing instead of cooking.</i> You only have to go on.</p>"
        "<p>Printed by Slow Press in Paju on paper made from cotton waste. If you don’t know anybody over eighty to write to, the enclosed card has an address. Somebody there will answer.</p>",
        "Cotton paper",
        "Busan and Paju, Korea",
        2021,
        ("lunch-1",),
        (
            form("box", "A flat box with writing paper and envelopes", seed=68),
            scene("letter", "A letter on a table by a window", seed=165),
        ),
        (Variant("NOON-LETTER-10", 19000, 42, weight_g=260),),
    ),
)
