"""Two stories from an apple valley."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "second-table"

TWO_DAYS = Story(
    brand=BRAND,
    slug="two-days-in-september",
    title="Two days in September",
    summary="When the typhoon has passed, the ground under the trees is red, and the cannery has forty-eight hours. A report by the clock.",
    cover=scene("orchard", "Fallen apples under trees after a storm", seed=341),
    published_days_ago=40,
    body=[
        text(
            "<b>Saturday, 5.40.</b> It’s quiet. That’s the first thing one notices, after a night on which the tin roof tried to leave. Yun Seo-hee stands in the door in rubber boots. She doesn’t go out to look; she listens. <i>The Jungs,</i> she says. A tractor has been started on the other side of the valley, and who starts a tractor at this hour has apples on the ground.",
            "<b>6.15.</b> Forty-three farms in Cheongsong deliver to Second Table. By a quarter past six, nineteen of them have rung. Seo-hee writes names and crates on the back of a calendar. The rule is that nobody estimates in kilograms: after a storm nobody can. They say <i>knee</i>, <i>ankle</i> or <i>carpet</i>. The Jungs have knee.",
        ),
        heading("Why it has to be quick"),
        text(
            "An apple that falls gets a bruise, which at first can’t be seen. Under the skin the cells have burst; air gets at them, and yeast. After twelve hours there is a brown spot as large as a coin. After two days it reaches the core, and then the apple has begun to become something else. Cider, in the best case.",
            "A trader would take the fallen fruit for juice, at eighty won. He comes on Tuesday.",
        ),
        image(
            "field",
            "A valley with orchards and a washed-out road",
            "The road to the upper farms, Saturday at seven.",
            seed=342,
        ),
        text(
            "<b>8.30.</b> The first lorry. Six people with gloves stand at the long trough: two of the family, a pupil, the postman, who has his day off, two women from the church. Whole ones swim to the left, split ones to the right, and what is black goes out of the window to the pigs. Nobody speaks much. Next door the copper pots are being heated, four of them; together they hold fifty kilograms.",
            "<b>11.00.</b> Grandmother Park enters. Everybody makes room for her, although she is very small. She is eighty-one, has a spoon on a ribbon around her neck, and tastes. <i>Sour,</i> she says. That is neither praise nor blame. September apples are sour, they should have hung for another month. The pear goes in, a third of it, and the ginger. No sugar yet.",
        ),
        quote(
            "Don’t be sorry for the apple. Be quick.",
            "Park Sun-rye",
            "taster",
        ),
        figures.FOOD_LOST,
        text(
            "This is the kind of loss meant by that number: not rotten things in a refrigerator but a valley that has, on one morning, more than it can carry away. It doesn’t happen out of carelessness. The crates, roads, cold stores and hands are calculated for an ordinary week. An extraordinary one falls on the floor.",
        ),
        heading("Night"),
        text(
            "<b>16.20.</b> Two hundred and eighty kilograms are boiled; about four thousand are waiting. Seo-hee does sums. Chips are quicker than jam, because the dryers work by themselves, but chips need firm fruit. She has the firm ones taken out. Now there are three streams: slices, jam, pigs.",
            "<b>19.00.</b> Bibimbap out of a basin. It’s laid on the packing table, on both sides of which people are sitting on crates. This is the second table after which the firm is named: the one at which those eat who’ve cooked. In the old days it was set after the guests had gone. It lasted longer, and what one heard there was true.",
            "<b>23.50.</b> The postman has gone home; his wife has come. Someone has put on trot songs from the seventies. Pot three has burnt. Nobody admits it. Grandmother Park tastes, thinks and has cinnamon brought.",
        ),
        gallery(
            "Saturday night.",
            ("kitchen", "Copper pots with steam rising", "Pot three, before."),
            ("hands", "Hands cutting apples into slices", "Three millimetres, with skin."),
            (
                "night_window",
                "A lit kitchen window, dark hills",
                "Seen from the Jungs’ at two in the morning.",
            ),
        ),
        product("windfall-jam", "The one with cinnamon owes it to pot three."),
        text(
            "<b>Sunday, 4.00.</b> Seo-hee sleeps for an hour, sitting up. On the shelf beside her are four hundred and sixty jars with their lids clicking. That’s the sound a jar makes when it cools and closes: one click. She says that she counts in her sleep.",
            "<b>9.30.</b> No church for some. The minister comes over with rice cake and cores fruit until noon, in a tie.",
            "<b>15.00.</b> The last lorry. What is left in it smells of wine. The pigs, nine of them, look as if they had understood what season it is.",
            "<b>18.10.</b> The end. Seo-hee reads out from the calendar: three thousand six hundred kilograms delivered. One thousand nine hundred dried, twelve hundred boiled, the rest pig. The growers receive two hundred and ten won a kilogram, on Monday, in cash, as they would for nothing else that lay on the ground. It doesn’t make up for the harvest. It pays, said old Mr Jung, for not having to watch.",
        ),
        product("crooked-apple-chips", "The firm ones, from the trough on the left."),
        text(
            "<b>18.40.</b> Grandmother Park lets down her spoon. She says that the pear needs another night, and goes home, in the middle of the road, on which there isn’t a single apple any more.",
        ),
        shop(
            "From those two days",
            ("windfall-jam", "made", "Four hundred and sixty clicks."),
            ("crooked-apple-chips", "made", "With skin."),
            ("market-apron", "worn", "By everyone, the minister included."),
        ),
    ],
)

GRADED = Story(
    brand=BRAND,
    slug="an-apple-is-graded",
    title="An apple is graded",
    summary="Four cameras, eleven holes and a tenth of a second: how it is decided what an apple is worth, and who decided it.",
    cover=scene("market", "Crates of apples sorted by size", seed=343),
    published_days_ago=132,
    body=[
        text(
            "The machine in the packing house of Cheongsong is forty-four metres long, grey, and rather gentle. Apples float in at one end and ride away singly, each in a cup of its own. They come past four cameras, which take thirty pictures of each, and a lamp that shines right through it to measure the sugar. Then there’s a click, the cup tips, and the apple rolls into one of eleven lanes. From beginning to end it takes nine seconds. The decision takes a tenth of one.",
            "We were allowed to stand beside it for a day, with Yun Seo-hee, whose father has delivered here since the house was built, and who has made a firm out of what comes out at lane eleven.",
        ),
        heading("What the machine sees"),
        text(
            "It sees diameter, to the half-millimetre. It sees colour: how much of the skin is red and how red. It sees whatever’s on the skin, scars from twigs, marks of hail, the brown net called russet that some varieties have as other people have freckles. And it sees sweetness, which is a surprise: this it sees best of all.",
            "It doesn’t see taste. Sourness is not measured, nor scent, nor whether the flesh breaks or is woolly. Nobody has ordered that. It would be possible, says the engineer, who is proud of his machine and eats an apple from lane eleven as he speaks.",
        ),
        image(
            "workshop",
            "A long sorting line with lamps",
            "Forty-four metres. The gentlest part is the water at the beginning.",
            seed=344,
        ),
        heading("Eleven lanes"),
        text(
            "Lanes one to three are for gifts: large, round, evenly red, laid singly in nets of foam, for Chuseok. An apple of this kind can cost as much as a lunch. Four to nine are for the shops. Ten goes to the canteens. Eleven is called <i>etc.</i>",
            "What’s in <i>etc.</i> on this day, by our own count of two hundred: ninety-four were too small. Fifty-one had a scar, seldom longer than a fingernail. Twenty-eight weren’t red enough, because a leaf had lain on them. Nineteen had russet. Eight were bad.",
            "Eight of two hundred. The rest had nothing the matter with them. For sugar, the machine’s favourite, thirty-three of them were better than the average of lane four.",
        ),
        quote(
            "The scar is where it rubbed against its own branch in the wind. That’s not damage, that’s a biography.",
            "Yun Seo-hee",
            "founder",
        ),
        product("crooked-apple-chips", "Lane eleven, sliced: about six apples to a packet."),
        heading("Who has decided it"),
        text(
            "It’s tempting to look for somebody to blame. We asked.",
            "The director of the packing house says: the buyers. They order by lane; a crate with mixed sizes comes back. The buyer of a supermarket chain, whom we reach by telephone, is a friendly man. He says: the customers. If there are two heaps at the same price, the handsome one is gone by noon and the other stays. He has tried it. The customer is a woman with a push-chair in front of a shelf in Daegu. She turns an apple round in her hand. <i>I don’t know,</i> she says. <i>At home nobody eats the ones with spots. I always think something has been at it.</i>",
            "And the holes? There was a time before the cameras, when apples rolled over boards with round holes in them, and fell through where they fitted. Seo-hee’s father has kept one of the boards. The eleven holes were drilled in 1987 by a joiner, after a crate. The crate was made to fit a lorry, and the lorry to fit the road, which was three metres wide. The road has been broadened. The diameter has stayed.",
        ),
        figures.FOOD_SHARE,
        text(
            "That number begins only where the apple has reached the shop. What fell into lane eleven is not in it. If one wanted to add it all up, from the tree to the bin, one would have to put several reports on top of each other, and their authors expressly warn against it, because they were counted in different ways. One may say this much: it’s a good deal, and the larger part of it is decided by someone turning something round in their hand.",
        ),
        heading("The heap"),
        gallery(
            "Behind the house.",
            (
                "orchard",
                "A row of old apple trees",
                "Hongok: nine trees left, most fruit too small for lane nine.",
            ),
            ("field", "A heap of red and yellow apples", "The heap, middle of October."),
            ("kitchen", "Slices on drying racks", "The same, two days later."),
        ),
        text(
            "Behind the packing house there’s a ramp. Lane eleven ends there. Until 2015 a lorry came on Tuesdays, for juice, at eighty won a kilogram, which doesn’t pay for the picking. In some years no one came. Seo-hee weighed the heap when she was twenty-six, out of anger, with her father’s cattle scale: a fifth of the harvest.",
            "Today about half of it goes to her. She pays two hundred and ten. It is not a favour, she says. She has taken the machine’s word for the sugar. The engineer has shown her how to read out the values, and she now buys the sweetest of the ugly ones. What she can’t use still goes to juice; the pigs, she says, have a right to some, too.",
            "In the evening the line is rinsed. At the end of lane one lies a single apple that was forgotten: large, round, red as lacquer. The engineer gives it to us. We eat it on the ramp. It’s crisp, sweet, and you’ve forgotten it by the gate.",
        ),
        product("tangerine-peel-tea", "From another machine on another island: what the juice press leaves."),
        shop(
            "Lane eleven",
            ("crooked-apple-chips", "made", "Fuji, or the nine trees of Hongok."),
            ("windfall-jam", "made", "For whatever can’t be sliced."),
            ("tangerine-peel-tea", "featured", "Lane eleven of a tangerine."),
        ),
    ],
)

STORIES = (TWO_DAYS, GRADED)
