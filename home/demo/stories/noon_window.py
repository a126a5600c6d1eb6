"""Two stories from a table on a hillside in Busan."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "noon-window"

TIMETABLE = Story(
    brand=BRAND,
    slug="a-timetable-for-stairs",
    title="A timetable for stairs",
    summary="A day with Ma Chang-ho, who drove a bus for thirty-one years and now runs a service on foot, with twelve stops, all of them people.",
    cover=scene("roof", "Roofs of a hillside village with a stair between them", seed=411),
    published_days_ago=26,
    body=[
        text(
            "Ma Chang-ho (마창호) drove a bus on this hillside for thirty-one years and was late, by his own account, on four days, two of which were typhoons. He retired in 2016. The first winter he slept. In the second he began to ride his old line as a passenger, up and down, until a colleague asked whether he was inspecting. In March 2018 Ryu Da-hae (류다해) put a chair at the table for him.",
            "He still keeps a timetable. It is written on the back of a calendar sheet and hangs beside the door of the good room. There are twelve stops on it.",
        ),
        heading("10.20, depot"),
        text(
            "Depot is his word for the room before anyone has come. It is never quite true, since Seo Bok-nyeo (서복녀) has always come. She is eighty-four and says good morning without looking up, because she is in a heel.",
            "He fills the kettle, puts two chairs back to back and hangs a skein over them. Wool arrives in hanks and has to become balls. His have a hole through the middle, so that the thread runs from the inside and the ball stays where it is. He winds forty in a week. In his second year he learned to knit as well. His squares in the blankets can be recognised by their being square.",
        ),
        image(
            "hands",
            "Hands winding a ball of wool from a skein",
            "From the inside out: a ball that does not roll under the table.",
            seed=412,
        ),
        heading("11.10, all stops"),
        text(
            "By eleven the sun has reached the table. Whoever comes in signs the list. At ten past, Da-hae reads it, and whoever has not signed is telephoned. If nobody answers, Mr Ma puts on his cap. For every door there is a key with a neighbour; all thirteen agreed to that in writing before anything else was agreed.",
            "In eight years he has put on the cap one hundred and forty-one times. On one hundred and seventeen occasions the person was asleep, at the hairdresser’s, hanging out washing or cross. Nineteen times there was a fever, and soup was carried up. Four times he called an ambulance. Once he came too late, by a few hours, and sat with her until the doctor arrived. Her stool stands by the window. It is used, but nobody moves it.",
        ),
        figures.DIED_ALONE,
        text(
            "Da-hae was a district nurse before she bought wool, and knows what this number is made of. It is made of weeks in which there was no reason for anyone to ring. What she found to set against it was not medicine. It was a list on which a person would be missed by ten past eleven.",
        ),
        quote(
            "A bus doesn’t ask if you have a reason to travel. It stops, and the door opens.",
            "Ma Chang-ho",
            "winds the wool",
        ),
        heading("12.00, lunch"),
        text(
            "Lunch is at twelve, not about twelve. The knitting goes on the sill, out of reach of the soup. Today there is barley rice, mackerel, and radish kimchi from a balcony on the upper stair. Two rules apply: nobody eats standing, and nobody speaks of illnesses before the fruit. Three thousand and twenty lunches were signed for last year. Each piece that leaves the house sets one place.",
        ),
        product(
            "hillside-blanket", "The view from the table, in sixty squares. Four of them are very straight."
        ),
        heading("14.15, last service"),
        image(
            "elders",
            "Two old people on a steep lane with a handrail",
            "Downhill first: those who live below the house go home before the others.",
            seed=413,
        ),
        text(
            "At two the sun leaves the room, and work stops, since by lamplight a dark wool is only dark. Mr Ma sees everyone home, first those who live below. There are one hundred and sixty-eight steps to the bus, and he counts them aloud. Visitors take it for a habit. It is a service: Mrs Heo, who is ninety, no longer sees the edges, and steers by number. The broken step was the ninety-fourth. Last spring the district mended it. They still say <i>ninety-four</i> all together, and lift their feet.",
            "He is paid for this by the hour, like a driver, and for socks by the pair, like a knitter. He would have done it for nothing, he says, and that is exactly why Da-hae didn’t let him. What is done for nothing can be left off on a wet day.",
            "He himself lives higher than anyone else, and there is nobody to walk him home. At half past three his telephone rings twice and stops. That is Mrs Seo. He takes off his cap, dials, lets hers ring twice, and hangs up. At the terminus, he explains, one reports.",
        ),
        shop(
            "Along the line",
            ("hillside-blanket", "made", "With a map of who knitted what."),
            ("window-doll", "featured", "The one with the cap is not Mr Ma, says Mr Ma."),
            ("persimmon-cushion", "made", "From what is left when the balls are wound."),
        ),
    ],
)

HEEL = Story(
    brand=BRAND,
    slug="five-letters-about-a-heel",
    title="Five letters about a heel",
    summary="In November somebody wrote to complain about a sock. The correspondence lasted until spring; both sides have allowed us to print it.",
    cover=scene("letter", "Letters and a ball of wool on a table in the sun", seed=414),
    published_days_ago=71,
    body=[
        text(
            "<i>Each pair of Telephone Socks leaves the house in Busan with a card that bears two signatures and an address. About one buyer in five writes. The answers are dictated over coffee, and Ryu Da-hae (류다해) takes them down; Seo Bok-nyeo (서복녀) prefers to keep her hands free.</i>",
        ),
        heading("Seoul, 9 November"),
        text(
            "Dear Noon Window, I bought your socks in October. There is a hole in the left one, beside the heel. I looked for a form for complaints and found only a postal address. I would like to know how to return them. Yours faithfully, Yoon Jae-hyun (윤재현).",
        ),
        heading("Busan, 14 November"),
        text(
            "Dear Mr Yoon, the heel is mine, so this is for me to answer. In eight years no heel of mine has gone in a month. I do not say that you are lying. I say: do you walk up and down at night? On one side only the heel wears when a person turns, always the same way, in a small room.",
            "Send us the left one. Keep the right one, so that we shall hear from you again. S.",
        ),
        image(
            "night_window",
            "A single lit window in a dark house front",
            "Drawn after a photograph that came with the third letter.",
            seed=415,
        ),
        heading("Seoul, 20 November"),
        text(
            "Dear Mrs Seo, it is four steps from the desk to the door. I turn to the left. I am preparing for the examination for the civil service, for the third time. I hadn’t known that one could see it from a sock.",
            "You need not answer this. It is only that I noticed, when I read your letter aloud, that I had not heard my voice since Sunday.",
        ),
        figures.ONE_IN_SIX_LONELY,
        text(
            "<i>The table talked about this letter for two lunches. It had been generally believed that one had to be old for it. Ma Chang-ho (마창호) said that on the last bus it had always been the young ones who sat right behind the driver.</i>",
        ),
        heading("Busan, 27 November"),
        text(
            "Dear Jae-hyun, here is your sock. I have not hidden the mend; it is in plum, so that you can find it with your eyes when you’re tired of the book. Now I will tell you how a heel is made, since you study and should know something useful.",
            "A sock is a tube. A foot is not. At the ankle, one half of the stitches must wait. With the other half you go back and forth until there is a little flap, and everyone thinks you have lost your way. Then you turn in the middle: before the end of the row you stop, and go back. Each time you go a little further. You never reach the end, and while you’re thinking that it will never come to anything, it has become round. Then you fetch the ones that have waited. Not one may be missing.",
            "It takes me fifty minutes. The first one took me three evenings, and my mother undid it. I was nine. There was a war, and she undid it all the same.",
        ),
        quote(
            "You go back before the end, each time a little later. That is all. People call it turning.",
            "Seo Bok-nyeo",
            "knits the heels",
        ),
        product("telephone-socks", "With a heel by Mrs Seo, who would like to know how it is wearing."),
        gallery(
            "A heel, in three states.",
            ("hands", "Needles and the flap of a heel", "The flap: here one thinks one has lost the way."),
            ("elders", "An old woman bent over her knitting", "The turn: best done without looking."),
            ("home", "A sock drying beside a window", "Round."),
        ),
        heading("Busan, 8 December"),
        text(
            "Dear Jae-hyun, you haven’t written. That’s not a reproach; it is ten past eleven. At our table, whoever has not come is telephoned at ten past eleven, and for you we have no number. Therefore a card with a stamp. Write on it: <i>I am here.</i> More is not needed. S., and twelve others who have signed below, some of them twice.",
        ),
        text(
            "<i>The card came back within three days. It said that he was there. After that there were eleven more, one each week, and on each the sentence was a little longer. In March he wrote that he had walked to a river and had not turned. He failed the examination by two marks, and took work in a library, in the returns department, where he is valued for looking closely.</i>",
            "<i>In May a parcel arrived in Busan. In it lay a heel: no leg, no foot, only that. Mrs Seo turned it over for some time. It had forty stitches where there should have been forty-two. Then she laid it on the sill, where the sun comes first, and said that his mother should have undone it. She has not let anyone else touch it.</i>",
        ),
        product("sunday-letter-set", "Ten first sentences, for those who have no hole to complain of."),
        shop(
            "To be continued by hand",
            ("telephone-socks", "made", "Two signatures, one address."),
            ("sunday-letter-set", "gift", "The first sentence is done."),
            ("persimmon-cushion", "featured", "For sitting next to whoever reads aloud."),
        ),
    ],
)

STORIES = (TIMETABLE, HEEL)
