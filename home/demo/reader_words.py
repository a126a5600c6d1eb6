"""What the invented readers wrote; days before the day on which the museum is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReaderPost:
    """`refusal`: why it is not public. `waits`: nobody has read it yet. Without a name the editor wrote it."""

    days: int
    title: str
    body: str
    nickname: str = ""
    brand: str = ""
    problem: str = ""
    waits: bool = False
    refusal: str = ""
    of_demo_shopper: bool = False


@dataclass(frozen=True)
class ReaderQuestion:
    days: int
    product: str
    nickname: str
    text: str
    answer: str = ""
    waits: bool = False


@dataclass(frozen=True)
class ReaderReview:
    """Written `days_after` the goods arrived, by somebody who has them and is called `nickname` from now on."""

    days_after: int
    product: str
    nickname: str
    rating: int
    text: str
    waits: bool = False


POSTS = (
    ReaderPost(
        38,
        "What becomes of what you write",
        "Since this spring readers write in the museum: posts, questions about an object, and reviews of what they "
        "bought. One of us reads each of them before it hangs here. We take out nothing and put in nothing; what we "
        "cannot show goes back to whoever wrote it, with a sentence that says why.\n\n"
        "We do not refuse bad reviews. A soap that broke and a coat that ran in the rain are worth more to the next "
        "buyer than a third person who is happy, and the people who made them read along.\n\n"
        "Advertisements, prices of other shops, and other people’s names and addresses stay outside.",
    ),
    ReaderPost(
        27,
        "Two hundred and forty grams",
        "I weighed my T-shirts. The one from the station weighs 140 grams and has a hole where the bag rubs. The one "
        "from the alley weighs 241, and the date in its hem is so far away that my daughter, who is six, asked "
        "whether she would be allowed to drive by then.\n\n"
        "I sent it in once, because of a bicycle chain. It came back with a dark line under the arm that looks like "
        "a path on a map, and with a note of eleven words. I have it on the fridge.",
        nickname="gray bicycle",
        brand="long-thread",
    ),
    ReaderPost(
        19,
        "My mother and the loofah",
        "My mother grew up in Yangyang and laughed when she saw what I had paid for. In her house susemi hung from "
        "the fence like washing. Then she took it to the sink and did not give it back.\n\n"
        "Last Sunday she brought seeds.",
        nickname="Nuri",
        brand="low-tide",
    ),
    ReaderPost(
        9,
        "How far is water?",
        "We read the room about water with my fourth form. Then we filled two buckets and walked around the school "
        "yard, once for each hundred metres. After the third round nobody talked.\n\n"
        "The children wrote down what they would use the last bucket for. Nobody wrote “toilet”, and everybody "
        "wrote “cat”.",
        nickname="Form 4-2",
        problem="water",
    ),
    ReaderPost(
        2,
        "A stall at our market",
        "In Mangwon there is a market on the first Saturday of the month. We have a table free beside the "
        "knife-grinder, and I think that the crooked apples would like him. Who could I write to?",
        of_demo_shopper=True,
        waits=True,
    ),
    ReaderPost(
        6,
        "Found: one wooden spoon",
        "On Saturday somebody left a wooden spoon on line 6, wrapped in a page of The Book of Steps. It has a knot "
        "near the handle that looks like an eye. If it is yours, write to spoon@example.org.",
        of_demo_shopper=True,
        refusal="A lovely find. Please leave the e-mail address out, and it can hang here: machines read this too.",
    ),
)

QUESTIONS = (
    ReaderQuestion(
        24,
        "carry-bottle",
        "Dalbit",
        "Does the lid close tightly enough to lie in a bag beside a laptop?",
        "Yes, if the ring of the lid sits in its groove: screw it down until the cord no longer turns. We laid forty "
        "bottles on blotting paper for a night, and one left a mark. Its ring was missing.",
    ),
    ReaderQuestion(
        12,
        "carry-bottle",
        "Nuri",
        "Can it go into the dishwasher?",
        "The steel can, the coat should not: it goes dull after a few months. The neck is wide enough for a brush.",
    ),
    ReaderQuestion(
        3, "carry-bottle", "gray bicycle", "Is the cord of the lid sold by itself? My cat has eaten mine."
    ),
    ReaderQuestion(
        16,
        "salt-soap",
        "Form 4-2",
        "Is the salt soap all right for the hands of children with small cuts?",
        "It stings, as the sea does, and does no harm. For sore hands take Plain, and leave the salt for later.",
    ),
    ReaderQuestion(
        10,
        "monsoon-coat",
        "Table by the door",
        "I am between M and L, and wear a thick pullover. Which one?",
        "The sleeves are cut like wings, so that M goes over a pullover. Take L if it is to go over a jacket or a "
        "child on your back.",
    ),
    ReaderQuestion(
        1, "hangul-poster", "Dalbit", "Does the A2 sheet fit a frame from a department store?", waits=True
    ),
)

REVIEWS = (
    ReaderReview(
        9,
        "carry-bottle",
        "gray bicycle",
        5,
        "Fits the holder of the bicycle, which was all I asked. In a month I bought no bottle at a kiosk; before "
        "that it was every second day.",
    ),
    ReaderReview(
        21,
        "carry-bottle",
        "Dalbit",
        4,
        "Light, and no smell at all. One star less because the coat has a scratch from my keys already. It says "
        "that it does not keep coffee hot, and it really does not.",
    ),
    ReaderReview(
        5, "carry-bottle", "Siwoo’s aunt", 5, "Bought one, then three more, since nobody gives it back."
    ),
    ReaderReview(14, "carry-bottle", "Onnuri", 4, "Good bottle. I would like one for a whole litre."),
    ReaderReview(
        12,
        "ten-year-shirt",
        "Table by the door",
        5,
        "Heavy, and stiff in the first week. After the third wash it is the only shirt that I look for in the "
        "morning. I read the label to everybody.",
    ),
    ReaderReview(
        30,
        "ten-year-shirt",
        "Haneul 88",
        3,
        "The cloth and the seams are the best I own. The neck is too tight for me, though, and there is no L in "
        "navy.",
    ),
    ReaderReview(
        7,
        "rain-bowl",
        "Nuri",
        5,
        "The glaze is darker than in the picture and nicer. It has a thumbprint at the foot.",
    ),
    ReaderReview(
        4, "crust-chocolate", "Form 4-2", 5, "Salt. There is nothing else to say, and nothing left."
    ),
    ReaderReview(
        6,
        "crust-chocolate",
        "Bori",
        4,
        "It crunches where one expects a nut. My father, who is not allowed nuts, looked at me very long.",
    ),
    ReaderReview(
        18,
        "monsoon-coat",
        "Jangma",
        5,
        "Two rainy seasons’ worth of rain in one week of July, and dry. It smells of candles for the first days.",
    ),
    ReaderReview(
        25,
        "monsoon-coat",
        "Seventh floor",
        2,
        "It held the rain off for an hour, then the seam at the left shoulder let it in. I waxed it anew, and it has been "
        "better since. For this price I had expected not to have to.",
    ),
    ReaderReview(
        8,
        "hangul-poster",
        "Mina & Jun",
        5,
        "Hangs where the children brush their teeth. They make the mouths.",
    ),
    ReaderReview(
        10,
        "persimmon-cushion",
        "Podo’s human",
        4,
        "The dog has decided that it is his. Cover washed, colour kept.",
    ),
    ReaderReview(
        3, "loofah-slice", "Sea-green", 5, "Six weeks at the sink and still in one piece.", waits=True
    ),
)
