"""What the marketer has on: one campaign that runs, with its codes."""

from home.demo.composing import heading, product, quote, scene, text
from home.demo.shapes import Campaign, Coupon

FROST = Campaign(
    slug="before-the-first-frost",
    title="Before the first frost",
    summary="Six warm things, made of what was warm before. Fifteen percent off for as long as the chestnut sellers stand at Daegu station.",
    cover=scene("loom", "Grey and mustard wool on bobbins beside a window", seed=871),
    percent="15",
    began_days_ago=6,
    runs_days=30,
    prices={
        "again-scarf": "",
        "two-way-hat": "",
        "odd-socks": "19000",
        "hillside-blanket": "",
        "persimmon-cushion": "",
        "felt-cushion": "39000",
    },
    coupons=(
        Coupon(code="CHESTNUT", percent="5", limit_per_customer=1),
        Coupon(code="FIRST-PARCEL", kind="shipping", minimum="20000", limit_total=200, limit_per_customer=1),
    ),
    body=[
        text(
            "In the first week of November the mill in Daegu switches from summer speed to winter speed, which is the same speed with the doors shut. What comes off the rollers then is for necks, heads and knees.",
            "Upstairs in Busan, on the hill with the hundred and sixty-eight steps, thirteen women knit at one table until the light goes, and then a little longer. Neither workshop knew of the other until a reader wrote to both.",
        ),
        product("again-scarf"),
        heading("Why now, and why not always"),
        text(
            "Wool is paid for in spring and worn in winter. In between, it lies. Whoever buys before the frost pays for the fibre that is sorted in January, when nobody thinks of jumpers any more and the bins are full.",
        ),
        quote(
            "A scarf that is sold in November is a tonne that is not burned in March.", "Ji Sang-u", "spinner"
        ),
        text(
            "The prices below hold until the end of the campaign, and are the ordinary ones again on the day after. What each object does does not change: the impact of a piece is counted in full.",
        ),
    ],
)

CAMPAIGNS = [FROST]
