"""Two stories from a farm below Jirisan."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "half-acre"

NINE_DAYS = Story(
    brand=BRAND,
    slug="nine-days-in-may",
    title="Nine days in May",
    summary="The acacia flowers for nine days. A diary from six terraces in Gurye, with twenty hives, a scale, and rain on the seventh.",
    cover=scene("bees", "Hives among flowers below a wooded slope", seed=461),
    published_days_ago=9,
    body=[
        text(
            "<i>What is called acacia in Korea (아까시나무) is really a false one, a robinia. It was planted after the war, when the hills were bare, because it grows anywhere and holds the slope. Foresters would like to be rid of it. The beekeepers would not. This diary was kept in Gurye (구례) at the table of Pyo Nam-il (표남일), who reads the scale, and Hong Bit-na (홍빛나), who writes.</i>",
        ),
        heading("Before"),
        text(
            "<b>9 May.</b> Nothing. The buds hang there like rice grains. Hive eleven stands on the scale: 41.2 kilograms. Nam-il walks along the terraces with his ear to the boxes. His father wore a veil, his grandfather a veil and gloves. He stopped in 2012, he says, out of laziness; and then found out that one moves more slowly without, and that they mind the moving, not the man. Stung this month: four times, three of them deserved.",
            "<b>10 May.</b> 41.0. They eat more than they bring. A warm wind in the evening. At ten we smell it, all at once, through the closed window.",
        ),
        heading("The flow"),
        text(
            "<b>11 May, day one.</b> 42.9. The whole valley is white. Before seven there is a noise above the house as of a distant motorway. Nam-il puts on the second boxes and is not to be talked to.",
            "<b>12 May, day two.</b> 46.4. It’s hard to picture. A bee carries home about forty milligrams at a time, less than a raindrop. Three and a half kilograms is what remained at night after all of them had eaten. Bit-na does the division on the margin: something like ninety thousand flights, out of one box.",
            "<b>13 May, day three.</b> 51.3. Record for the terrace. Gil Sun-young (길선영), who grows the peppers and beans on the lower half, comes up in order to complain that not one bee is in her beans. Nobody contradicts. They are where the sugar is; for beans there are the others.",
        ),
        image(
            "forest",
            "A slope of trees in flower",
            "Day three. From the road it looks as though it had snowed.",
            seed=462,
        ),
        text(
            "<b>14 May, day four.</b> 55.0. We go and look at the others. In one square metre of hedge, within ten minutes by the clock: two bumblebees, a mason bee with a yellow belly, three very small black ones that Nam-il calls <i>commas</i>, a hoverfly pretending. There are at least forty kinds up here. They get no boxes, no scale and no honey label. All they need is that someone doesn’t tidy up.",
        ),
        figures.HARVEST_AND_BEES,
        quote(
            "For honey you need one kind of bee. For a farm you need the ones you don’t know.",
            "Pyo Nam-il",
            "beekeeper",
        ),
        text(
            "<b>15 May, day five.</b> 58.1. The combs turn white along the upper edge, new wax, sweated out by bees that are twelve days old and will do something else next week. For a kilogram of it they eat six or seven of honey. That’s why it is the only thing here about which Bit-na is stingy.",
            "<b>16 May, day six.</b> 60.2. Nobody has sat down for lunch since Monday.",
            "<b>17 May, day seven.</b> Rain. 59.6. The hives are silent from outside; with an ear to the wood one hears them fanning. More than half of what was carried in is water, and it has to become less than a fifth. They do it with their wings, at night, in a draught that they make themselves. We dip candles. A wick, thirty times, five minutes in between; that makes two and a half hours for a pair, and so one dips forty pairs at a time and walks in circles.",
        ),
        product("dipped-candles", "Dipped on the rainy day, and still joined by the wick."),
        text(
            "<b>18 May, day eight.</b> 61.0. Petals on the path. The sun is out, but the flowers have been washed, and smell only of water.",
            "<b>19 May, day nine.</b> 61.1. That was it. A hundred grams: in the evening Nam-il enters it as if it were any other number, and closes the book. Over the slope, the green has come through.",
        ),
        heading("After"),
        gallery(
            "From the tenth day on.",
            ("hands", "Hands holding a comb", "Sealed with wax means: dry enough. They decide, not we."),
            (
                "workshop",
                "A steel drum with a crank in a shed",
                "Spun cold. It takes longer, and smells of the slope.",
            ),
            ("field", "A terrace with violet flowers", "Phacelia, sown in April, takes over in June."),
        ),
        text(
            "<b>24 May.</b> The water has gone. Hive eleven has seventeen kilograms more than on the tenth. We take nine. Neighbours take eighteen and feed sugar in the autumn, and they aren’t bad people; sugar costs a tenth. But one can’t explain to a bee that it is the same.",
            "<b>25 May.</b> One hundred and seventy-four kilograms out of twenty hives, clear as water in the glass. In winter it will set, and someone will write to us that it has gone off. Bit-na will answer, as she does to all: <i>Stand it in warm water. It’s not bad. It is waiting.</i>",
        ),
        product("terrace-honey", "May is the clear one. From the nine days, and never mixed with June."),
        shop(
            "From the upper six",
            ("terrace-honey", "made", "Three seasons, three jars."),
            ("dipped-candles", "made", "Thirty times."),
            ("phacelia-seed", "gift", "For whoever flies by in June. It costs nothing."),
        ),
    ],
)

SPADE = Story(
    brand=BRAND,
    slug="a-spade-and-a-scale",
    title="A spade and a scale",
    summary="Every April Gil Sun-young digs six holes and writes down how deep the dark goes. What fourteen lines in a school exercise book say, and what not.",
    cover=scene("field", "Terraces in spring with bare soil and green strips", seed=463),
    published_days_ago=77,
    body=[
        text(
            "The measuring takes a morning. One needs a spade, a folding rule, a tin without a bottom, an oven, and a kitchen scale. Gil Sun-young (길선영) has used the same five things since 2012, for the sake of comparison and because the oven could no longer be used for cakes.",
            "She goes uphill, terrace by terrace. On each of the upper six there’s a stick with a red top. One spade’s width to the left of last year’s hole, never in the same place, she cuts a clean wall into the ground, kneels, wets it with a sponge and looks.",
        ),
        heading("What she sees"),
        text(
            "Above it is dark, and below it is not. That’s all. Where the dark ends there is a border, soft or sharp, and she puts a matchstick into it. From the matchstick to the grass it’s so and so many centimetres. Then she drives the tin into the dark part, lifts it out full, dries it in the oven for a night, and weighs it. From depth and weight follows how much there is; from an envelope with a crumb of it, which goes to the field office, how much in it is alive or has been.",
            "In April 2012 she knelt in front of the first wall for a long time. There was no matchstick. It was the colour of cement down to the rock, for peppers had stood there for twenty-two years without a rest, under plastic sheets. In the column she wrote a nought, and then, as it looked unfriendly, <i>0.0</i>.",
        ),
        figures.SOIL_DEGRADED,
        image(
            "hands",
            "Hands holding dark crumbs of soil",
            "If it crumbles like cake it’s good. If it breaks like a biscuit it isn’t.",
            seed=464,
        ),
        heading("What they did"),
        text(
            "Very little, and she insists on that. They sowed: buckwheat, vetch, phacelia. They let it flower, let it freeze, and left it lying. Along the walls they planted wild plum. In the third year there was straw and compost, a finger thick. They did not plough. They did not harvest, which was the expensive part, for six terraces out of twelve then brought nothing for three years but hives and talk.",
            "The roots did the work. Phacelia grows down as far as it grows up, dies in December, and leaves its channels behind. Worms use them; water uses them. On the second of July 2014 it rained a hundred millimetres in one afternoon. Sun-young stood in the yard under an umbrella and waited for the brown stream that came down the path each time. It came from the neighbour’s. From above there was something clear.",
        ),
        quote(
            "I didn’t make soil. I stopped taking it out of its bed every spring.",
            "Gil Sun-young",
            "grower",
        ),
        product("phacelia-seed", "One square metre. It goes down as far as it goes up."),
        heading("Fourteen lines"),
        text(
            "Here they are, mean of six holes, in centimetres: 0.0. 0.2. 0.3. 0.9. 1.4. 1.8. 2.5. 2.9. 2.6. 3.4. 3.9. 4.3. 4.9. 5.2.",
            "In 2020 it went backwards, from 2.9 to 2.6. In the summer before, a wild boar with a family had turned over the fourth terrace, thoroughly, three times. She could have left the hole out. A student of agriculture who was staying with them advised it, calling it an outlier. Sun-young asked him what he believed the other farms had on their terraces, if not outliers.",
            "Five centimetres, then. It’s as much as the length of a thumb. They say in books that nature needs some hundreds of years for it, and people who visit like to conclude that a miracle has taken place. She doesn’t think so. Part of it was there before, only pale: starved and not gone. Part is compost, brought up by wheelbarrow. On another slope, with other stone, it might be three, or nothing. That’s why there’s a book and not a method.",
        ),
        gallery(
            "One morning in April.",
            (
                "mountain",
                "Terraces below a ridge",
                "Twelve terraces. The upper six are the ones with sticks.",
            ),
            (
                "field",
                "A strip of flowering plants along a wall",
                "A spade’s width to the left of last year.",
            ),
            (
                "kitchen",
                "A stove, jars and a scale on a table",
                "Since 2012 there has been no cake from this oven.",
            ),
        ),
        heading("Below"),
        text(
            "The lower half is measured too, but at the market. In 2012 the whole farm, all twelve, brought four hundred and ten sacks. In the fourth year six terraces brought four hundred and six. The plants are the same, and so is the hand. She puts it down to water, which now arrives three days after the rain and not three minutes, and to visitors: her beans set twice as many pods at the top of the field, below the hedge, as at the bottom.",
            "Out of the stream, where it used to drop the topsoil of two generations, there comes by now only clay from the bank. It is trodden, pressed into pots, and fired in a neighbour’s kiln. If one holds one in one’s hand one has, she says, the part that did get away.",
        ),
        product("stream-clay-pot", "Pressed from what the stream brings down, and fired next door."),
        heading("The fifteenth"),
        text(
            "There’s no fifteenth line. In April 2026 it rained for three weeks, and wet soil cannot be compared with dry: it swells, it smears, and the matchstick stands wherever one would like it to. She dug all six holes nevertheless, looked, closed them again, and wrote: <i>too wet, not measured</i>. The proof that used to stand on the bags of compost lapsed at the end of May. Since then the compost has stayed in the shed, sixty-five bags of it, for she doesn’t wish to sell a number that she hasn’t got.",
            "Could she not estimate? She wipes the spade with a handful of grass. It’s certainly more than five point two, she says. You can see it. <i>And therefore I’d rather measure.</i>",
        ),
        shop(
            "What the other half brings",
            ("phacelia-seed", "gift", "Free; sow it before August is out."),
            ("stream-clay-pot", "made", "For good soil, of which one needs less than one thinks."),
            ("terrace-honey", "made", "From above the matchstick."),
        ),
    ],
)

STORIES = (NINE_DAYS, SPADE)
