"""Two stories from the salt island."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "salt-and-sun"

TWENTY_DAYS = Story(
    brand=BRAND,
    slug="twenty-days-of-sun",
    title="Twenty days of sun",
    summary="A day on the salt pans of Jeungdo, where a man moves the sea from field to field with a rake, and a bar of soap begins.",
    cover=scene("coast", "White lines of salt across a shallow pan at evening", seed=301),
    published_days_ago=12,
    body=[
        text(
            "At ten past five Jang Du-sik opens the kitchen door, smells the air and closes it again. East wind, he says, we have until three. He is sixty-one. His father opened the same door and gave the same forecast, and was, he adds, more often right.",
            "The pans begin where his garden ends. There are twenty-four of them in six rows, each as large as a tennis court and as deep as a hand. Seen from the dyke they look like a shop window for skies. In every row the sea is a little older: in the first it arrived with the spring tide last night, in the last it is three weeks old and no longer behaves like water.",
        ),
        image(
            "coast",
            "Salt pans in rows, the water a different grey in each",
            "Twenty-four skies. The one on the far left is ready.",
            seed=302,
        ),
        heading("How to move a sea"),
        text(
            "Nothing is pumped that can flow. Between the pans there are sluices the size of a schoolbook, and the day consists in pulling them out and putting them back. The art is to know when. Sea water carries about thirty-five grams of salt in a litre; salt begins to fall out when there are roughly ten times as many. In between lie wind, cloud, and the chance of rain.",
            "Rain is the enemy, and for it there is a house, or rather a roof without one: a long low shed beside each row, with a basin under it. When it rains, the old brine is let run in there and waits. It is an arrangement of great simplicity that has to be carried out in eleven minutes. Last August it rained on nineteen days.",
        ),
        quote(
            "People think I make salt. The sun makes salt. I only make sure it isn’t disturbed.",
            "Jang Du-sik",
            "salt raker",
        ),
        text(
            "By ten the surface of the last pan has begun to glitter. Small pyramids form on it, upside down, float for a moment and sink. These are the flowers of salt, and sell for four times as much. Du-sik looks at them with some irritation. They are pretty, he says, but they get in the way of the rake.",
        ),
        heading("The rake"),
        image(
            "hands",
            "Two hands on the handle of a wooden rake",
            "Pine, cut in winter; it lasts nine seasons, the blade four.",
            seed=303,
        ),
        text(
            "It is three metres long and has no teeth. He walks backwards, and the board pushes a wave in front of it that slowly turns from water to porridge to snow. In an hour there is a ridge across the pan. Eighty kilograms, he says, without weighing it. Later the scale says eighty-three.",
            "Then comes the hard part, which is the carrying. The salt is shovelled into barrows, wheeled along a plank and tipped into the shed with the slatted floor. There it will drip. What drips is bitter and is caught in a trough: brine full of magnesium, which tofu makers buy, and out of which Han Mi-rae makes a hair bar.",
        ),
        product("island-bath-salt", "Three summers in that shed before it goes into the tin."),
        heading("Behind the ticket window"),
        text(
            "Mi-rae arrives at noon with the ferry’s newspapers. The soap house is four rooms behind the harbour office, and in the largest stand two steel pots, in which oils have been warming since eight. She tells us to stand back, pours in the lye, and for some minutes there is no sound but that of the stirrer.",
            "A quarter of the pot is then salt. It goes in late and all at once. From that moment there are about twenty minutes before the mass is too hard for a wire; so at twelve forty everyone in the building puts down whatever they are holding and cuts soap, including, twice a week, the man who sells the ferry tickets.",
            "Why so much trouble? Because a salt bar is the opposite of a liquid. It gives off little of itself at a time. Nobody pumps twice because the first time was so pleasant. She has measured it in the households of nineteen friends: fifty days for a bar, against twenty-two for the same weight from a dispenser.",
        ),
        product("salt-soap", "Cut at twelve forty on a Tuesday, sold eight weeks later."),
        figures.SURFACE_WATER,
        text(
            "A printout with this number hangs beside the cutting table. It has hung there since the second year. When visitors ask why, she says that soap is made for water and that one should remember both halves of a thing. From every bar 180 won go to mechanics who look after hand pumps. The accounts are pinned up beneath it.",
            "At three the wind turns, as announced. Du-sik closes eleven sluices, covers the ridge with a tarpaulin and comes in for coffee. It does not rain. He is a little offended. <i>My father</i>, he begins.",
        ),
        shop(
            "From the pans",
            ("salt-soap", "made", "Four scents, one of them none."),
            ("brine-hair-bar", "made", "What drips out of the shed."),
            ("island-bath-salt", "made", "The oldest salt in the house."),
            ("first-boil-box", "gift", "One of each, with a card."),
        ),
    ],
)

NINETY_LITRES = Story(
    brand=BRAND,
    slug="what-ninety-litres-are",
    title="What ninety litres are",
    summary="The label says: one bar pays for ninety litres of clean water. We asked how anybody can know that, and followed 180 won to a pump.",
    cover=scene("well", "A hand pump on a concrete plate, a bucket beneath it", seed=304),
    published_days_ago=47,
    body=[
        text(
            "A promise on a label should be small enough to be checked. When Salt & Sun began to print theirs, friends advised <i>a bar for a well</i>, or at least <i>a bar for a child</i>. Amina Osei, who had repaired pumps in Ghana for eleven years and was to sign the sentence, asked for something that could be divided by a meter.",
            "So it became litres. Ninety of them. This is how the number is made.",
        ),
        heading("First: what a pump costs when nobody is looking"),
        text(
            "A drilled well with a hand pump costs several thousand dollars and is inaugurated with a ribbon. After that it costs a few hundred a year, and there is no ribbon. Rubber seals wear out after some hundred thousand strokes. Chains rust. Rods break at the thread, always at the thread. A bearing is the price of a chicken, and if there is no bearing, two hundred people go back to the stream.",
            "Nobody likes to pay for bearings. The village collects, for a year or two, and then somebody’s nephew runs off with the tin, or a harvest fails, or the only mechanic moves to town. The pump is still there. It appears in the statistics as a pump.",
        ),
        image(
            "road",
            "A red road with a bicycle loaded with pipes",
            "The mechanic’s workshop weighs thirty-one kilograms and fits a bicycle.",
            seed=305,
        ),
        figures.UNSAFE_WATER_DEATHS,
        heading("Second: a man with a bicycle"),
        text(
            "Salt & Sun, together with four other small firms and a water union, pays retainers. Forty-six pumps in two districts are looked after by seven mechanics, who receive a fixed sum each month for every pump that <i>works</i>, and nothing for repairs. It sounds like a trick and is one. A mechanic who is paid for repairs needs breakdowns. A mechanic who is paid for water changes the seal before it leaks.",
            "Each pump has a counter on its handle, of the kind used for turnstiles. On the first of the month its photograph is sent to Amina’s telephone. She knows from strokes to litres: on this model, at that depth, 0.28 to a stroke, measured with a bucket, three times, by two people.",
        ),
        quote(
            "I don’t want to be told that people are grateful. I want to be told what the counter says.",
            "Amina Osei",
            "follows the money",
        ),
        heading("Third: a division"),
        text(
            "In 2025 the forty-six pumps gave 69 million litres; that is about thirty litres a day for each of six thousand people. Keeping them in order, with all that belongs to it, retainers, spare parts, Amina’s journeys, her salary for the days she spends on it, and a test of the water twice a year, came to 46 million won: two won for each litre that would not otherwise have been there.",
            "That last half-sentence is the one she is proud of. For most of the pumps would have gone on for some time. In the districts next door, where nobody pays a retainer, a third stand still at any moment. Only the difference is counted: the water of the pumps that would have been broken. One hundred and eighty won divided by two are ninety litres. Before the subtraction it would have been two hundred and seventy.",
        ),
        product("salt-soap", "One bar, 180 won, ninety litres: the same for every scent."),
        heading("And is that much?"),
        gallery(
            "Ninety litres, three ways.",
            ("water", "A shallow basin of clear water", "A bath, not quite full."),
            (
                "kitchen",
                "A pot on a stove",
                "Cooking and drinking for a family of five, for about four days.",
            ),
            ("hands", "Hands held under running water", "One person’s share of a hand pump for three days."),
        ),
        text(
            "It isn’t a life saved; it isn’t a school. If a household of two washes with this soap for a year, there will have been three weeks in which one person had clean water because of it, and would otherwise have gone to the stream. We think that is quite a lot for a bar of soap. We also think you should know that it is not more.",
            "Two of the wells were dry in spring. They have been written off, with their photographs, on page nine of the report. When a wholesaler asked whether that page could be left out, Han Mi-rae replied that it was the only one which proved that somebody had been there.",
            "The evidence is a click away on each label. It is not exciting reading. There is a table in it with forty-six lines, and if you look up line seventeen you will find a remark in brackets: <i>handle stolen, handle found, was a goat pen</i>.",
        ),
        shop(
            "Counted in litres",
            ("salt-soap", "featured", "Ninety litres."),
            ("drip-dish", "featured", "Three hundred and sixty, and the soap lives longer."),
            ("first-boil-box", "gift", "Twelve hundred, with the name of a mechanic."),
        ),
    ],
)

STORIES = (TWENTY_DAYS, NINETY_LITRES)
