"""Two stories from a printing house in Paju."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "slow-press"

CARDS = Story(
    brand=BRAND,
    slug="the-card-that-was-wrong",
    title="The card that was wrong",
    summary="A short history of two hundred and twelve sentences on the walls of a printing house, of which one had to be written six times.",
    cover=scene("workshop", "A printing press with small cards on the wall beside it", seed=421),
    published_days_ago=33,
    body=[
        text(
            "The first card was an act of impatience. It was August 2016, thirty-four degrees, and Hwang In-sook (황인숙) had explained for the fifth time that morning how a sheet is taken from the pile. She was fifty-six, had printed since she was nineteen, and had never been asked so precise a question about it: <i>with which fingers?</i>",
            "She did not know. She had to take a sheet in order to find out. Then she drew two hands on the back of a menu, wrote <i>Take the sheet by its corners</i> beneath them, and pinned it to the wall. Nobody asked again, and by the evening she had drawn eight more.",
        ),
        heading("Three for a month"),
        text(
            "In February of that year she had bought four Heidelberg presses, which the large printers of Paju (파주) were giving away by weight. She could run one of them herself. For the others she needed people who would look at the same thing eight hundred times an hour and still see it. A friend who taught at a special school sent three of her graduates for a month. Two of them, Go Min-jun (고민준) and Nam Ji-woo (남지우), are there today. The third left after four years for a bakery, on account of the bread.",
        ),
        figures.EMPLOYMENT_GAP,
        text(
            "In-sook distrusts explanations of this number that begin with what people lack. In her trade, she says, everything was always handed on by standing beside a master and being shouted at. It works for those who can guess. A person who doesn’t guess is called slow. But guessing is how sheets are spoilt; she has thirty-seven years of her own guesses in the cellar.",
        ),
        heading("How a card is written"),
        image(
            "letter",
            "Small cards with drawings pinned in a row",
            "One drawing, one sentence, one thing to do.",
            seed=422,
        ),
        text(
            "The rules came gradually. A card says one thing. It says what to do and not what to avoid, for whoever reads <i>do not touch the roller</i> has already thought of the roller. It contains no <i>usually</i>. It must be possible to see when one has finished: not <i>wipe well</i> but <i>wipe until the cloth stays white</i>. And it is not valid until three people have followed it while she stands behind them with her hands in her pockets.",
            "Most cards needed two versions. Number one hundred and thirteen needed six.",
        ),
        heading("One hundred and thirteen"),
        text(
            "It was to say what happens when something goes wrong that is on no card. The first version read: <i>If there is a problem, call In-sook.</i> In one week she was called sixty times, and once, when a belt had begun to smoke, she was not. Nobody had been sure if it was a problem.",
            "The second version listed problems. The third listed them with drawings, and covered a door. The fourth asked people to call if they felt uneasy, which Ji-woo returned with the remark that she always felt uneasy, it was how she counted so well. The fifth is lost.",
            "The sixth was found by accident. One afternoon Min-jun stood before a sheet and did not move. In-sook asked what the matter was. He said: I don’t know. She was about to answer, and then noticed that the press stood still, that he had taken his hands away, and that he had said it aloud. Everything was already right. She drew him as he stood there.",
        ),
        quote(
            "Stop. Hands away. Say: I don’t know. Then it is my turn.",
            "Card 113",
            "sixth version, by Hwang In-sook",
        ),
        text(
            "It hangs in every room now, the kitchen included. It is the only card that has two people in it, and the only one about which visitors from other firms become silent. An engineer from a shipyard asked for a copy, then for forty. He wrote afterwards that the hard part hadn’t been to hang it up. The hard part was the last sentence, for which somebody has to come.",
        ),
        product("book-of-steps", "All two hundred and twelve, in the order of a working day."),
        heading("What is not on the wall"),
        gallery(
            "Three stations, three cards.",
            ("hands", "Two hands holding a sheet by its corners", "Card 1: now with the right fingers."),
            (
                "workshop",
                "A press at rest beside a folded cloth",
                "Card 58: wipe until the cloth stays white.",
            ),
            ("library", "Stacks of counted notebooks", "Card 204: count. Then somebody else counts."),
        ),
        text(
            "Not one card names the person for whom it was drawn. She has forgotten about half of them, she says, and of the rest a fair number were for herself. Card nineteen, <i>Breathe out</i>, is from the week in which her mother died. It turned out that the sheets lie straighter.",
            "Since the book appeared there have been suggestions for further cards from readers. So far two have been hung up. The last came from a school class, and it now hangs beside the kettle: <i>If two people want to be first, make tea for both.</i> They do not count. The number, she thinks, should stay one that a person can walk past in a morning.",
        ),
        shop(
            "Off the wall",
            ("book-of-steps", "made", "Card 113 is on page 113. That was not easy."),
            ("five-pencils", "featured", "Five very short instructions."),
            ("pocket-notebook", "gift", "For cards of your own."),
        ),
    ],
)

HAIR = Story(
    brand=BRAND,
    slug="a-hair-too-high",
    title="A hair too high",
    summary="A portrait of Go Min-jun, printer, who sees what others feel with their thumbs, and of the woman at the next table, who does not let him miscount.",
    cover=scene("letter", "Metal type locked in a frame, seen from the side", seed=423),
    published_days_ago=118,
    body=[
        text(
            "The type in this house is 23.45 millimetres high. So it must be, every piece, from the largest ㅎ to the full stop, since the paper touches all of them at once. A letter that stands out by the width of a hair prints too dark and bites into the sheet. One that is too low prints like somebody who would rather not have come.",
            "Other printers find it by pulling a proof and turning it over. They pass a thumb across the back. Go Min-jun (고민준) bends down until his eyes are level with the metal, looks along it as one looks along a street, and points. He is right so often that they have stopped counting, apart from Nam Ji-woo (남지우), who has not stopped counting anything.",
        ),
        heading("Looking"),
        text(
            "He is thirty. At school his looking was regarded as a difficulty. He looked at the screws of the desks and at the edge of the blackboard, which was not straight, and was moved to another seat, from which he could see it better. His report for the final year says that he is <i>easily absorbed</i>. Hwang In-sook (황인숙) read it at the interview, which consisted of a walk through the house. He stopped at the third press. The guard was crooked, he said. It had been crooked since Germany.",
        ),
        image(
            "workshop",
            "A press, its wheel and a low lamp",
            "The third press. The guard is straight now.",
            seed=424,
        ),
        text(
            "He has been there ten years. He prints in the mornings, when the light comes from the north and tells the truth, at eight hundred sheets an hour. At that speed each one can be seen. In the afternoon he signs: inside the cover of every notebook stands the name of whoever printed it, in pencil, and he regards a crooked signature as a fault of the product.",
        ),
        quote("It’s not difficult. You only have to look until it is there.", "Go Min-jun", "printer"),
        product("pocket-notebook", "Look inside the cover: if the name is straight, it is his."),
        heading("Counting"),
        text(
            "At the table beside his sits Ji-woo, who folds. A sheet, a bone, an edge: eight hundred times in a day, neither more nor less. At eight hundred she puts down the bone, even if it is ten to five. She has explained that seven hundred and ninety-nine is a number one takes home with one.",
            "They rarely talk. But she hears the press, and notices before he does if it has changed its step; and he sees her stacks, and will get up without a word to push a corner in by something that nobody else would call a distance. In ten years they have had one quarrel. It was about a delivery of a thousand covers, of which she had counted a thousand and one. He had slipped in one more, because it was beautiful.",
        ),
        figures.ONE_IN_SIX_DISABLED,
        text(
            "In-sook has been asked to give lectures about this number, and declines. She would rather show people the sheet. What she has to say about disability fits on a proof: each of the nine who work here is unable to do something, and for each of them there is a press, a table or an hour at which that is of no importance. Her own is arithmetic. Ji-woo does the estimates.",
        ),
        heading("Two colours"),
        gallery(
            "The poster, in three looks.",
            (
                "letter",
                "Wooden type in a frame",
                "Wooden type by Still Wood: each letter its own height, at first.",
            ),
            (
                "hands",
                "Hands laying a sheet against a guide",
                "The second run: every sheet is laid in by hand.",
            ),
            ("school", "A school building with tall windows", "Where forty of the posters hang."),
        ),
        text(
            "The hardest thing he ever printed was the poster with the twenty-four letters. Its type is of wood, and wood has opinions: on a wet morning it is higher than on a dry one. The woodworkers of Wonju, who are deaf, and Min-jun, who is not fond of the telephone, settled the matter by post. He sent a print with pencil rings around whatever stood too high. They sent back the letters with a shaving from each, rolled up in paper and labelled. Seven parcels went to and fro. No correspondence in the house has been more exact, and it does not contain a word.",
            "On the last shaving they had written its thickness: 0.06 millimetres. He measured it. Then he took a hair from his own head, and measured that, and sent it to them.",
        ),
        product("hangul-poster", "The colours meet within the width of that hair."),
        heading("Six o’clock"),
        text(
            "In the evening he wipes the press until the cloth stays white. He takes the bus to a flat that he has rented since his second year there, from his wages, which are those of the trade. On the wall hangs a single print. Guests take it for a blank sheet. It’s the thousand-and-first cover, pressed without ink; Ji-woo gave it to him after the quarrel, and one has to stand to the side of it, in low light, and look until it is there.",
        ),
        shop(
            "Look until it is there",
            ("hangul-poster", "made", "Seven parcels, two colours."),
            ("pocket-notebook", "made", "Signed, and straight."),
            ("five-pencils", "gift", "For rings around what stands too high."),
        ),
    ],
)

STORIES = (CARDS, HAIR)
