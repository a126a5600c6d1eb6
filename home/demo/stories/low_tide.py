"""Two stories from a beach south of Gangneung."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "low-tide"

THURSDAY = Story(
    brand=BRAND,
    slug="thursday-eight-o-clock",
    title="Thursday, eight o’clock",
    summary="Two people, one bucket, five hundred metres of beach, the same every week since 2018. We walked with them and held the ledger.",
    cover=scene("sea", "A grey sea and a wet beach in early light", seed=331),
    published_days_ago=29,
    body=[
        text(
            "The first post is the stump of a groyne, with a cormorant on it. The second is five hundred metres further south, a flagpole of the coast guard. Between the two Shin Ye-won knows every stone, and she says she does not see the sea any more. This isn’t a complaint. One looks at one’s feet, and the sea gets on with it.",
            "It is eight o’clock, four degrees, wind from the east. Oh Tae-yang carries the bucket. I have been given the ledger, which is wrapped in oilcloth, and a pencil on a string, since ink doesn’t like the weather here.",
        ),
        heading("The rules"),
        text(
            "There are five. Walk at the tide line, not where it is interesting. One goes left of it and one right. Pick up everything larger than a lentil that was made by somebody. Say what it is, aloud. Don’t guess: what cannot be named goes into the last column, <i>what on earth</i> (이게 뭐지).",
            "In the first ten minutes I write: bottle cap, bottle cap, rope, cotton bud, rope, cap, polystyrene, lighter, cotton bud, cap. After that I only make strokes. It is a curious state, between gardening and bookkeeping. One is cold and quite contented.",
        ),
        image(
            "coast",
            "Two figures with a bucket on a long beach",
            "Left of the line, right of the line. They are married to other people, who sleep late on Thursdays.",
            seed=332,
        ),
        figures.MARINE_LITTER,
        text(
            "<i>Are you surprised?</i> asks Ye-won, when I quote the number. She taught fourth grade. She has that way of asking. In the ledger plastic accounts for more than nine finds in ten, by pieces; by weight rather less, because every now and then there’s an anchor.",
        ),
        heading("What a cotton bud is for"),
        text(
            "It began with a class. In May 2018 she went to the beach with twenty-six ten-year-olds, and they brought back four hundred and eleven white sticks. Nobody knew what they were. A boy whose mother was a nurse recognised them in the end: cotton buds, without the cotton. They’d been flushed down lavatories. They had passed the sewage works, because they are thin, and had come home.",
            "The children wrote to three manufacturers to ask why the stick was of plastic. One answered, on good paper. It was, they said, stronger, more hygienic, and favourably priced. The class tested it. A paper stick was strong enough for every ear in the school, including that of the caretaker. What remained was the price. The difference, so far as they could find out, came to less than a third of a won.",
        ),
        quote(
            "I could not explain it to them. I had explained the French Revolution to them, but not that.",
            "Shin Ye-won",
            "founder, formerly a teacher",
        ),
        text(
            "In summer she handed in her notice. Low Tide’s first product was a toothbrush, because there were nineteen of those in the ledger and she wanted to begin with something everyone has in their hand in the morning, half asleep and well disposed.",
        ),
        product("tide-toothbrush", "Nineteen toothbrushes in the first ledger; this is the answer to them."),
        heading("Metre three hundred"),
        gallery(
            "From the bucket.",
            ("hands", "Coloured caps on a palm", "Caps: 61."),
            ("net", "Short ends of green and blue rope", "Rope: 44 ends."),
            ("recycling", "Finds laid out in rows on a cloth", "What on earth: 3."),
        ),
        text(
            "Below the pine wood there’s a bay the size of a living room where the current puts down what it’s tired of. Here we kneel. Tae-yang lays a wooden frame on the sand, one metre by one metre, and everything inside it is picked out with tweezers. It takes twenty minutes. Today: thirty-one pieces. The figure goes into a curve that is used by two universities, and that hasn’t fallen in eight years. It hasn’t risen either. Tae-yang, who is a chemist, calls this a result. Ye-won calls it Thursday.",
            "Doesn’t it make one sad? They look at each other. In the beginning, says Ye-won, she carried home every piece in her head. Then she noticed that people who came along once changed something or other that same week, always something small, and always told her about it as though confessing. It was no longer about the beach. The beach was a classroom with a good view.",
        ),
        text(
            "At ten past nine we are at the flagpole. Bucket: 2.3 kilograms. Caps 61, rope 44, cotton buds 12; that last is the only column that has gone down, from thirty a week. The law has changed in some countries, and the manufacturer with the good paper has gone over to cardboard. They never wrote to the class about it. Ye-won found out from the tide line.",
            "In the column <i>what on earth</i> I have written: pink thing with hook; half of a clock; lid with the word OPEN. She reads it, nods, and signs.",
        ),
        product("loofah-slice", "Grows on a fence, and never gets into the ledger."),
        shop(
            "Against the ledger",
            ("tide-toothbrush", "featured", "Column four."),
            ("tooth-tablets", "featured", "No tube, no cap."),
            ("loofah-slice", "featured", "Column nine, sponges."),
            ("kelp-hair-bar", "featured", "Column one, bottles."),
        ),
    ],
)

RECIPE_51 = Story(
    brand=BRAND,
    slug="recipe-fifty-one",
    title="Recipe fifty-one",
    summary="How long does it take to leave out a bottle? Two years, fifty failures and a storm: the history of a bar of shampoo.",
    cover=scene("coast", "Heaps of kelp on a beach after a storm", seed=333),
    published_days_ago=110,
    body=[
        text(
            "A bottle of shampoo is four fifths water. One carries it home, pours it over oneself in a place where there is plenty of water already, and throws away the container. Put like this it sounds like an oversight, which somebody would need only to point out. Oh Tae-yang pointed it out on his first day at Low Tide, in January 2019. Then he began to leave out the water. He thought it would take until Easter.",
        ),
        heading("One to nine: soap"),
        text(
            "The first attempts were simply soap. Soap is wonderful for hands and a misfortune for hair: it’s alkaline, it lifts the scales of the hair like shingles in the wind, and with hard water it leaves a grey film which has to be rinsed off with vinegar. There are people who do so and swear by it. Ye-won’s mother tried number six, looked in the mirror and asked whether she had offended anybody.",
            "So, not soap. Number ten was the first with a surfactant from coconut and sugar, pressed dry, mild, slightly sour like the skin itself. It cleaned. It also felt like being washed by the authorities.",
        ),
        image(
            "workshop",
            "A bench with small presses and numbered bars",
            "Ten to thirty: “excellent for pots”.",
            seed=334,
        ),
        heading("Ten to thirty: slip"),
        text(
            "What we like about shampoo has little to do with washing. It’s the sliding of one hair past the other. In a liquid this is easy, as one adds silicone and thickener, and there it stands, slow and pearly. In something dry there is nowhere to put it.",
            "Tae-yang tried flaxseed, which was good and went off. He tried okra. He tried mallow, marshmallow, slippery elm and the water in which his grandmother washed her hair, which had been poured off from rice. He kept notes in a school exercise book, with a column <i>combability</i>, from one to ten, ascertained on his sister, who has hair down to her hips and was paid in dinners. Number twenty-two got a seven and fell to pieces in the shower. Number thirty held together and got a two. Both are very good for pots, and are still being used on them.",
        ),
        quote(
            "With each recipe I understood better what a bottle is for. I still didn’t want one.",
            "Oh Tae-yang",
            "chemist",
        ),
        figures.PLASTIC_RECYCLED,
        text(
            "Visitors sometimes ask him why, when one could simply make bottles from recycled material. He has nothing against it. He only points to the number, which hangs above the sink, and says that the bottle that’s easiest to recycle is the one that was not filled.",
        ),
        heading("The storm"),
        text(
            "In October 2019 a typhoon passed along the east coast. When they came to the beach the following Thursday there was no beach; there was kelp, knee-deep, for five hundred metres. The ledger has a single entry for that day: <i>Could not see the ground. Slipped twice. T. laughing.</i>",
            "He was laughing because he had slipped. He sat in it and rubbed a piece of the stuff between his fingers. Kelp defends itself against drying with a gel that it carries in its skin. Cooks draw it out for broth, ice-cream makers buy it as alginate; in the villages here women had washed their hair with it until the nineteen-sixties. He had asked his own grandmother about rice water. He should have asked the other one.",
        ),
        gallery(
            "From the beach to the bar.",
            ("sea", "High waves breaking on a shore", "October 2019."),
            ("coast", "Kelp hung over poles to dry", "Two days of wind, no oven."),
            ("hands", "A green bar pressed in a wooden mould", "Number fifty-one, pressed, not poured."),
        ),
        heading("Thirty-one to fifty-one"),
        text(
            "It was not over then. Fresh kelp made the bar go mouldy, roasted kelp made it smell of soup. For a while everything was right, but it dyed blonde hair green, as an exchange student from Utrecht can testify. In number forty-four the kelp was boiled, filtered, and dried to a white powder. In forty-seven the cocoa butter came in. After forty-nine his sister asked whether that might be enough dinners.",
            "Fifty-one got a nine. A ten, she said, there is not, one has one’s pride.",
            "The bar weighs eighty grams. Eighty people washed with it for ten weeks and weighed what was left each Sunday; on average it lasted for seventy-one washes, about as long as three bottles of a quarter-litre each. It needs a dry place, or it will go soft. That’s its only demand. It comes in a paper wrapper, on which you will find the number of the recipe and on the inside, quite small, the other fifty.",
        ),
        product("kelp-hair-bar", "With the fifty failures on the inside of the wrapper."),
        text(
            "What’s next? Tae-yang opens a drawer. Washing-up liquid, number eight, in a glass bottle that’s supposed to travel back and forth. The liquid is finished. The bottle does not like travelling. <i>Easter,</i> he says.",
        ),
        shop(
            "Nothing in a bottle",
            ("kelp-hair-bar", "made", "Number fifty-one."),
            ("tooth-tablets", "featured", "Left out: the tube."),
            ("drip-dish", "featured", "A dry place, from the island of Salt & Sun."),
        ),
    ],
)

STORIES = (THURSDAY, RECIPE_51)
