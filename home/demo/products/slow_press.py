"""Printed and bound in Paju."""

from home.demo.composing import form, scene
from home.demo.shapes import Product, Variant

BRAND = "slow-press"
ORIGIN = "Paju, Korea"

PRODUCTS = (
    Product(
        "pocket-notebook",
        "Pocket Notebook",
        "주머니 공책",
        BRAND,
        "notebooks",
        "Sixty-four pages, thread-sewn, with a letterpress cover and the signature of its printer inside.",
        "<p>It fits a shirt pocket and lies flat, since it is sewn with linen thread and glued with nothing. The cover is printed from type, so deep that you can read it with your thumb: one large letter, ㄱ, ㄴ, ㅁ or ㅇ.</p>"
        "<p>The paper takes ink, pencil and rain, within reason. Inside the cover is the name of the person who printed it. It is not a facsimile. Go Min-jun signs about eight hundred a day and does not like it when they are crooked.</p>",
        "Recycled paper, linen thread",
        ORIGIN,
        2016,
        ("print-12",),
        (
            form("notebook", "A violet pocket notebook with a pressed letter", seed=70),
            form("notebook", "A red pocket notebook with a pressed letter", seed=71, accent="#a3262f"),
            form("notebook", "A green pocket notebook with a pressed letter", seed=72, accent="#3f6b3a"),
        ),
        (
            Variant("SLOW-NOTE-G", 8000, 110, {"letter": "ㄱ"}, weight_g=60),
            Variant("SLOW-NOTE-N", 8000, 96, {"letter": "ㄴ"}, weight_g=60),
            Variant("SLOW-NOTE-M", 8000, 87, {"letter": "ㅁ"}, weight_g=60),
            Variant("SLOW-NOTE-O", 8000, 0, {"letter": "ㅇ"}, weight_g=60),
        ),
    ),
    Product(
        "five-pencils",
        "Five Pencils",
        "연필 다섯 자루",
        BRAND,
        "pencils-and-cards",
        "Five cedar pencils, each with one word of encouragement stamped along its side in silver.",
        "<p><i>Begin. Again. Slowly. Nearly. Enough.</i> The words are stamped by hand with heat, one letter at a time, from a set of brass type that used to mark harnesses. They disappear in that order as the pencil gets shorter.</p>"
        "<p>Soft or medium, unlacquered, without a rubber at the end; mistakes are part of it. They come in a sleeve that folds out into a ruler of fifteen centimetres.</p>",
        "Cedar, graphite, card",
        ORIGIN,
        2018,
        ("print-12",),
        (form("pencils", "Five pencils with stamped words", seed=73),),
        (
            Variant("SLOW-PEN-2B", 9500, 68, {"lead": "2B"}, weight_g=45),
            Variant("SLOW-PEN-HB", 9500, 74, {"lead": "HB"}, weight_g=45),
        ),
    ),
    Product(
        "hangul-poster",
        "Hangul Poster",
        "한글 포스터",
        BRAND,
        "prints-and-books",
        "The twenty-four letters in the order of a mouth opening, printed from wooden type in two colours.",
        "<p>The shapes of Korean consonants are pictures of the mouth that says them: the tongue’s root, its tip, the lips, the teeth, the throat. The poster arranges them from the closed mouth to the open one and draws the mouths, small, in the second colour.</p>"
        "<p>Printed from wooden type that was cut for it by Still Wood. Two runs through the press, each sheet laid in by hand; the colours meet within the width of a hair, and where they do not the sheet became wrapping paper.</p>",
        "Cotton paper, oil-based ink",
        ORIGIN,
        2020,
        ("print-12", "sign-lesson"),
        (form("poster", "A poster of Korean letters in violet and ink", seed=74, second="#a3262f"),),
        (
            Variant("SLOW-POST-A3", 28000, 33, {"size": "A3"}, weight_g=120),
            Variant("SLOW-POST-A2", 42000, 18, {"size": "A2"}, compare_at=48000, weight_g=220),
        ),
    ),
    Product(
        "book-of-steps",
        "The Book of Steps",
        "순서의 책",
        BRAND,
        "prints-and-books",
        "Two hundred and twelve cards from the walls of the printing house, bound: a manual and nearly a poem.",
        "<p><i>Take the sheet by its corners. Breathe out. If your hands are wet, wait.</i> The cards that hang beside the machines were drawn by Hwang In-sook over ten years, whenever somebody did not know what came next. Visitors kept asking for copies.</p>"
        "<p>Here they are in the order of a working day, one to a page, with an essay by her on what it means to explain something properly. In Korean and in English. Sewn, in grey cloth.</p>",
        "Paper, linen thread, cloth over board",
        ORIGIN,
        2023,
        ("print-12", "sign-lesson"),
        (
            form("book", "A cloth-bound book with a violet label", seed=75),
            scene("library", "The book on a shelf", seed=175),
        ),
        (Variant("SLOW-BOOK-STEPS", 33000, 26, weight_g=480),),
    ),
    Product(
        "wall-calendar-2027",
        "Wall Calendar 2027",
        "2027 벽걸이 달력",
        BRAND,
        "prints-and-books",
        "A calendar of twelve prints in which the weekends are exactly as large as the weekdays.",
        "<p>October is on the press. The calendar has twelve sheets and twelve inks, mixed by Nam Ji-woo, who chose them without explaining and was right. There is room to write on each day. Lunar dates are small, in the second colour.</p>"
        "<p>It goes on sale when the last sheet is dry, counted and signed, not a day before; those who ordered last year’s will hear of it first.</p>",
        "Recycled paper, oil-based ink",
        ORIGIN,
        2026,
        ("print-12",),
        (form("poster", "A calendar sheet with a large month", seed=76, accent="#3f5f8a"),),
        (Variant("SLOW-CAL-2027", 26000, 60, weight_g=320),),
        published=False,
    ),
)
