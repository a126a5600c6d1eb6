"""Two stories from a night bakery."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "last-loaf"

THE_ROUND = Story(
    brand=BRAND,
    slug="the-round",
    title="The round",
    summary="Nine kilometres through Daejeon by cargo bicycle, from nine to half past eleven at night: eleven back doors and what stands behind them.",
    cover=scene("street", "A lit street at night, a cargo bicycle by a door", seed=351),
    published_days_ago=17,
    body=[
        text(
            "Noh Eun-bi has four bicycles, two of her own legs, and a list. On the list stand thirty bakeries, divided into four rounds. Hers is the longest, because she has drawn it up herself and didn’t want to hear any complaints. We follow on a borrowed bicycle with three gears, of which one is for show.",
            "It’s two minutes to nine. She’s wearing a reflective waistcoat over an apron. Why the apron? <i>So that they know I’ve come for the bread.</i>",
        ),
        heading("Back doors"),
        text(
            "One never uses the front. The first back door belongs to a bakery with a queue in the daytime that is photographed by tourists. Now there’s a crate on the step with a cloth over it. Eun-bi lifts the cloth, looks, presses a thumb into a loaf and writes: <i>14 kg, white, 6 buns, 1 cake?</i> The question mark, it turns out, is meant for the baker, who stands in the door with flour in his eyebrows. The cake was ordered and not fetched. It says <i>Congratulations Ha-eun</i>. Neither of them knows what to do with a cake that congratulates Ha-eun.",
            "Second door, third door. At the fourth somebody has stuck a note on the crate: <i>Sorry, too much rye again. It was raining.</i> Rain is the enemy of bakers. People who’ve planned on buying bread buy noodles. On a wet evening the round comes to two hundred and eighty kilograms; on a fine one, before a holiday, sixty.",
        ),
        image(
            "night_window",
            "A back door with light falling on a step",
            "The cloth means: still good today. Without a cloth: for the mill.",
            seed=352,
        ),
        text(
            "Everything that’s under a cloth is eaten tonight. That’s the first rule, says Eun-bi, and the reason why there’s a fifth stop on the map without a bakery. Behind the station is a shelter with forty beds. She carries in two crates, comes out with two empty ones, and with a man who holds the door for her and asks what’s new. <i>Ha-eun has been promoted,</i> says Eun-bi, and gives him the cake.",
        ),
        quote(
            "Whoever’s hungry should have bread from today. We take the one from yesterday; we have got an oven.",
            "Noh Eun-bi",
            "plans the round",
        ),
        figures.FOOD_WASTED,
        heading("The hill"),
        text(
            "Between the sixth stop and the seventh lies Daeheung-dong, with a hill. She takes it standing up. Above, out of breath, in front of a bakery that is closing for good this month, we learn the other half of her trade, which is a telephone. Each weight is typed in at the door. On the first of every month all thirty bakeries receive a sheet with their own curve: what came back, by kind, weekday and weather.",
            "Nobody had ever shown them. The bakers knew, as one knows one’s own weight. Seven have since changed something: one bakes its last tray at five instead of seven; one has stopped making a kind of spinach bread which, as it turned out, had come back for three years, almost complete. The owner had gone on making it for the sake of his mother. His mother, when asked, had gone on buying it for his.",
            "So you’re doing away with your own raw material? <i>That’s the idea,</i> says Eun-bi, and lets go of the brakes.",
        ),
        gallery(
            "Eleven doors.",
            ("street", "A wet street with lights", "Stop four: too much rye again."),
            ("hands", "Hands lifting a cloth from a crate", "Thumb test."),
            ("roof", "Roofs of a city at night", "From the top, with one gear left."),
            ("home", "A lit house door, crates beside it", "Stop five: two crates in, two out."),
        ),
        heading("Half past eleven"),
        text(
            "The room behind the station is warm and smells like Sunday. Im Jae-ho has been there since ten. All four rounds tip their crates onto one table; tonight, a hundred and ninety-two kilograms. He sorts, without looking up, into wheat, rye, sweet, and sesame, as others would sort post. Then it’s sliced and put on racks in an oven at ninety degrees, which only dries it. Tomorrow it goes to the mill and in the evening into dough.",
            "Crackers need six parts of old flour to one of new; the new is there to hold hands. Chocolate takes crusts only. Brioche turns into granola, since it’s rich and crumbles like sand. For things with cream in them there is no solution, he says, except for night shelters and cyclists.",
        ),
        product("yesterday-crackers", "Tonight’s rye, the day after tomorrow."),
        text(
            "He pours out coffee, a strong one: it is noon for him. On the wall of the room there are pencil strokes, in groups of five, from floor to ceiling. That’s the old wall, from the cold store of the bakery in which he was an apprentice. When it was pulled down he asked for the plaster.",
            "<i>That’s one man’s bread, from three years,</i> he says. <i>I carried it all out myself.</i> Then it’s ten to twelve, the oven rings, and he puts his cup down in order to begin.",
        ),
        product("second-shift-coffee", "The one he pours at midnight."),
        shop(
            "After closing time",
            ("yesterday-crackers", "made", "Rye if it rained."),
            ("crumb-granola", "made", "For everything that was brioche."),
            ("second-shift-coffee", "worn", "In the story: two cups."),
            ("linen-bread-bag", "gift", "So that less of it gets this far."),
        ),
    ],
)

QUESTIONS = Story(
    brand=BRAND,
    slug="nine-questions-about-a-loaf",
    title="Nine questions about a loaf",
    summary="Why is bread thrown away, although nobody wants it? A conversation with the baker Im Jae-ho, at four in the morning, over the mill.",
    cover=scene("kitchen", "A bakery table with flour and loaves", seed=353),
    published_days_ago=96,
    body=[
        text(
            "<i>Im Jae-ho was an apprentice, a journeyman and head baker in one of the great bakeries of Daejeon before he began, in 2018, to bake with what such bakeries have left. We were to come at four; at that time, he said, he had a quarter of an hour between the mill and the second oven. It turned into an hour. He answers as he works, with his back to us.</i>",
        ),
        heading("1. Why is there too much bread?"),
        text(
            "Because there mustn’t be too little. If you come to me at half past seven in the evening and there are only two loaves left, you think they’re the ones nobody wanted. You don’t buy the last loaf. You’ve come in, you go out again, and next time you go next door. A shelf has to look as though it were eleven in the morning. Everyone in the trade knows that. It’s in the textbooks.",
        ),
        heading("2. How much is it?"),
        text(
            "In a good shop one loaf in twelve, in a chain one in eight, on a rainy day one in five. I’m talking about my thirty, I’ve weighed them. You won’t find a figure for the country that I’d trust. But it doesn’t all happen at our place, you know.",
        ),
        figures.FOOD_AT_HOME,
        text(
            "There. The larger heap is at yours. I don’t say it to get out of it. A loaf that’s thrown away at the bakery has at least never been carried home and forgotten. I find that worse, somehow.",
        ),
        heading("3. Couldn’t one bake less?"),
        text(
            "One could. It would be enough if all did it on the same evening. I suggested that once, at the guild: we’ll all sell out at seven, for one week. There was a long silence. Then someone said: <i>You first.</i>",
        ),
        image(
            "workshop",
            "A small stone mill and sacks",
            "The mill does sixty kilograms an hour and sounds like rain on a tin roof.",
            seed=354,
        ),
        heading("4. And give it away?"),
        text(
            "We do, everything that is fresh. But people who have nothing have also only one stomach. In this city there are, on a normal night, perhaps three hundred people who’d need bread. We could feed them eight times over. It’s not a question of hearts. It’s that bread is finished by tomorrow, and hunger isn’t.",
        ),
        heading("5. So you make flour out of it again."),
        text(
            "Not flour. People say that, it’s pretty but it’s wrong. Flour is raw. In it there’s gluten that can stretch. Once it’s been baked, it’s like a sentence someone has said: you can repeat it, but you can’t un-say it. If I take only old bread I get sand. So there’s always some fresh with it, to hold the rest together. One part to six. I’ve tried one to seven; it falls apart in the post.",
        ),
        quote(
            "Old bread cannot rise again. But it can still be crisp.",
            "Im Jae-ho",
            "baker",
        ),
        product("yesterday-crackers", "One part to six."),
        heading("6. Does one taste that it’s old?"),
        text(
            "Yes, thank God. A crust that’s been in the oven twice tastes of malt, nuts and coffee, because the browning goes on. It’s what you like about toast. When I was an apprentice we used to eat the broken ends from under the rack. No cake was as good. The chocolate is made from that memory, as it were: only crust, broken small, roasted darker than you’d dare.",
        ),
        product("crust-chocolate", "Only crust, roasted darker than you’d dare."),
        gallery(
            "Four in the morning.",
            ("kitchen", "Trays of thin dough on a table", "Rolled to the thickness of a fingernail."),
            ("hands", "Hands breaking dark crust", "Broken small, not milled: one should hear it."),
            ("night_window", "A window with steam, dark outside", "The station clock says ten to five."),
        ),
        heading("7. What do the bakers say whose bread it is?"),
        text(
            "At first they were ashamed. They put the crates outside after dark, as one puts out bottles. They thought that I’d talk. Now some of them write notes. Look at this one: <i>The olive loaf is mine, I’m trying something, be honest.</i> I was honest. He sent another.",
            "And seven bake less. One told me that he’d slept through until four for the first time in twenty years, since he’d done away with a batch. That’s also in a loaf, you see. People say, we save bread. There’s flour in it, and water, and gas. But there’s also somebody who got up.",
        ),
        heading("8. What should one do at home?"),
        text(
            "Buy half a loaf; you’re allowed to ask for it. Wrap it in linen, not in plastic. Don’t put it in the refrigerator, it goes stale fastest there. On the third day, toast. On the fourth, into a pan with oil and garlic. From then on it’s crumbs, and crumbs keep for ever. Bread doesn’t go bad, it just changes profession.",
        ),
        heading("9. What will you do when there’s nothing left over any more?"),
        text(
            "<i>He turns round for the first time.</i>",
            "Then I’ll have won, and will be out of work. I’ve thought about that a lot. I think I’d open a bakery. A small one. With a shelf that’s empty at six, and a sign: <i>Everything’s been eaten. Thank you. Come earlier tomorrow.</i>",
            "<i>The oven rings.</i> That’s the rye, <i>he says.</i> It rained.",
        ),
        shop(
            "From the second oven",
            ("yesterday-crackers", "made", "Holds together in the post, mostly."),
            ("crust-chocolate", "made", "Mild, dark, or with salt from Jeungdo."),
            ("crumb-granola", "made", ""),
            ("linen-bread-bag", "gift", "With five uses for a heel."),
        ),
    ],
)

STORIES = (THE_ROUND, QUESTIONS)
