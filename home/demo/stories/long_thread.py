"""Two stories from a sewing room in Changsin-dong."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "long-thread"

WAGE = Story(
    brand=BRAND,
    slug="eighteen-thousand-four-hundred",
    title="Eighteen thousand four hundred",
    summary="Inside every T-shirt stands what the seamstress earned for it. How the number came about, line by line, down to the won.",
    cover=scene("street", "A steep alley with sewing rooms and cables overhead", seed=441),
    published_days_ago=23,
    body=[
        text(
            "The label is sewn into the left side seam, where it does not scratch. It says: <i>Sewn by Kang Mal-sun (강말순). Sixty minutes. 18,400 won.</i> On other shirts stand other names, and sometimes sixty-four minutes, or fifty-seven. The amount is always the hour’s wage, since nobody in this room is paid by the piece.",
            "Customers ask about the figure more than about the size. Some find it too low, some find it too high, and one wrote that it was indiscreet. Tak Ji-hoon (탁지훈) answers all of them with the same sheet of paper. It has nine lines. We have asked him to go through it aloud.",
        ),
        heading("Before the sheet"),
        text(
            "For nine years he bought shirts for a large company. A shirt went through thirty-one hands, and it was his job to know what each of them could do without. He was good at it. In Changsin-dong (창신동) he was called Mr Fifty, for the last fifty won, which he always got.",
            "In 1988, the year of the Olympics, Mal-sun had nine hundred won for the sewing of such a shirt. In 2014, across the table from him, she was offered one thousand and fifty. She said that noodles had been seven hundred won then and were six thousand now. He said that he did not decide about the noodles. That evening, on the underground, he took out a pencil in order to prove to himself that it could not be otherwise, and missed his stop.",
        ),
        quote(
            "He came back a year later and asked how long it takes. Not how much. How long.",
            "Kang Mal-sun",
            "head of the sewing room",
        ),
        image(
            "hands",
            "Hands guiding cloth under a needle",
            "The seam under the arm, sewn twice: four of the sixty minutes.",
            seed=442,
        ),
        heading("The sheet"),
        text(
            "The T-shirt costs 49,000 won. First, 4,455 of these are value-added tax, and go where it goes. There remain 44,545.",
            "The cloth, organic cotton, 240 grams to the square metre: 9,600. Thread, neck rib, tape, label and the box in which it travels: 2,100. Cutting, by a man two doors further up who has done it for forty years and is paid by the hour as well: 3,400. Then the longest line, the sewing: 18,400. With it belong 1,900 for the employer’s part of insurance and pension. Mal-sun worked thirty-eight years before anybody paid that for her.",
            "2,900 are laid aside for mending. That is the line about which he had argued with himself longest, for nobody could tell him what a promise costs that runs for ten years. The first summer he put in a thousand and was wrong. Pham Lan’s list taught him better.",
            "The room, with its nine machines, its rent, its light, and a boiler for the irons: 3,045. And at the bottom, 3,200 for everything else: the shop, the parcels, the bookkeeping, and Ji-hoon, who is paid by the hour too. His is 18,400. It seemed simplest.",
        ),
        text(
            "If you add it up you get 49,000. There is no line for advertising, and none for what is sold off in January, because nothing is. What isn’t sold this year has the same cut next year.",
        ),
        product("ten-year-shirt", "With the sheet folded up in the box."),
        heading("What other shirts cost"),
        text(
            "We put the obvious question. There are T-shirts for nine thousand nine hundred. He does not speak ill of them; he has bought some hundred thousand. But he asks one to calculate to the end. A shirt for 9,900 that is worn twelve times comes to 825 won a day. His own, at once a week for ten years, comes to ninety-four. The unknown in this sum is not the price. It is how often.",
        ),
        figures.WORN_LESS,
        gallery(
            "Sixty minutes.",
            ("workshop", "A row of sewing machines under lamps", "Nine machines, of which one is spare."),
            (
                "street",
                "A motorcycle with bundles in an alley",
                "Cut parts arrive by motorcycle, downhill with the engine off.",
            ),
            (
                "hands",
                "A label being sewn into a seam",
                "The label is the last thing. Whoever sews it in signs.",
            ),
        ),
        heading("What the number did"),
        text(
            "It was expected that other rooms would be angry. There was one evening, in the first winter, with eleven owners on stools. They said that a printed wage was a provocation. Mal-sun, who had taught four of them to sew, gave them tea and the sheet.",
            "Three now print it. The amounts differ, 15,900, 17,200, 18,400. That is exactly right, says Ji-hoon: a number about which one can quarrel is better than a price about which one can’t. When the minimum wage goes up, the label changes on the same day. It has been raised six times. The shirt became dearer four times, and twice they found something on the sheet.",
            "Mal-sun keeps her first label in a tin. It gives seventy-five minutes, for she was nervous. At home she has another piece of paper, from 1978, on which a fifteen-year-old wrote down what she had earned in her first month, in pencil, so that it could be rubbed out if someone at home should ask for it. She does not say what was on it. <i>A fifty-won question,</i> she says, and threads the needle with her eyes on us.",
        ),
        shop(
            "With a name and a number inside",
            ("ten-year-shirt", "made", "About an hour of it."),
            ("alley-apron", "made", "Hers, since 1994, with one more pocket."),
            ("monsoon-coat", "made", "A day and a half; the longest label in the house."),
        ),
    ],
)

LIST = Story(
    brand=BRAND,
    slug="ten-things-that-break",
    title="Ten things that break",
    summary="Pham Lan has mended clothes on Saturdays since 2019 and written down where they gave way. Her list, from ten to one, with what she does about it.",
    cover=scene("workshop", "A table with threads, scissors and a lamp", seed=443),
    published_days_ago=90,
    body=[
        text(
            "On Saturdays from ten to four there is a table in front of the sewing room in Changsin-dong (창신동), under the awning of the former coal merchant. Pham Lan (팜 란) sits at it. Whoever has one of the four garments pays nothing; whoever brings something else pays into a jar. In 2025 it was 1,116 garments. Each has a line in the book: what, where, how old, and, if people want to tell it, why.",
            "Once a year she counts. This is the list, from the end.",
        ),
        heading("Ten to seven"),
        text(
            "<b>10. The hem.</b> Comes down at the back of the left leg, where a heel catches it. Two minutes. People apologise for bringing it, and then look on as if it were a card trick.",
            "<b>9. The zip.</b> Nearly always the slider and not the teeth. One squeezes it with pliers, a hair on either side. She has saved jackets whose owners had already said farewell.",
            "<b>8. The collar.</b> It frays along the fold. One unpicks it, turns it over and sews it on again, and has another ten years. Every tailor’s wife used to know that. Lan learned it in Nam Định from an aunt, and in Seoul had to explain it to a tailor.",
            "<b>7. The button.</b> Not the button: the thread. Machines sew it on with a single one, which runs out of the cloth as soon as one end is free. By hand, with wax and a stem, it outlives the coat. A boy once brought a button and asked for a coat to go with it. He was four. She found him a jacket.",
        ),
        image(
            "hands",
            "Hands drawing a dark thread through pale cloth",
            "The thread is a little darker. A mend need not hide, but it shouldn’t shout.",
            seed=444,
        ),
        heading("Six to four"),
        text(
            "<b>6. The cuff.</b> On the right in people who write by hand, on both in people who type. <b>5. The elbow.</b> There are two schools: patch on the outside, darn from inside. She asks what the person does. Teachers take the patch.",
            "<b>4. Under the arm.</b> Here every T-shirt went first, and for this reason the list has changed a garment. In her first autumn it was forty-one out of fifty. She laid them side by side on the floor of the sewing room, arms outstretched, and fetched Kang Mal-sun (강말순). Mal-sun looked at them for some time. She had sewn about a third of them. The next morning she took the pattern off its hook, and since then the seam is sewn twice, the second time from the other side. It costs four minutes. In the year 2025 it was six.",
        ),
        quote(
            "A hole is a letter to whoever cut it out. Somebody has to deliver it.",
            "Pham Lan",
            "runs the mending table",
        ),
        figures.TRUCK_A_SECOND,
        text(
            "Lan has this figure on a note beside the jar. She finds it of little use as a reproach. What is on the lorries, she says, is not what people have wanted to throw away; it is what nobody within reach could sew. In her street in Nam Định there were four women who could. Here she counted once how many households between the underground and the table own a needle. She rang at thirty doors. It was nine, and in two of them it was rusty.",
        ),
        product("mending-tin", "Two sharp needles, one blunt one, and this list with drawings."),
        heading("Three, two, one"),
        text(
            "<b>3. The seat.</b> Bicycles. One says as little as possible and works quickly.",
            "<b>2. The pocket.</b> Keys, and since about 2010 telephones, which hang in the cloth like a stone. One can put in a new bag, of a cotton stronger than the trousers. The apron of the sewing rooms has a pocket that is too small for a telephone, for exactly this reason.",
            "<b>1. The knee.</b> Always the knee. Gardeners, kindergarten teachers, tilers, people who propose, people who look under the bed for the cat. It’s the only place in which she asks nothing, since everyone tells it of their own accord. A woman brought the trousers of her husband, who had died in spring. Both knees were through, from the strawberries. She didn’t want them closed. She wanted the edges secured, so that it would not go on.",
            "That took Lan the longest of all the 1,116: fifty minutes, in a thread that is not darker. In the book, under <i>done</i>, it says: <i>left open, holds</i>.",
        ),
        gallery(
            "A Saturday.",
            ("street", "An alley with an awning and a table", "From ten. The queue has its own stool."),
            ("recycling", "Folded clothes in heaps", "Left to right: today, next week, beyond help so far."),
            ("letter", "An open ledger and a pencil", "Line 1,116: knee."),
        ),
        heading("What has never come"),
        text(
            "There is a final page, on which stands what she had expected and what has not come in. Shoulder seam of the coat: never. Its wax has had to be renewed, with a candle-end, at this table, by the owner, under supervision. Neck of the T-shirt: twice, both times a dog. And in seven years not one piece was handed over with the words that it was no longer being worn.",
            "At four she closes the book. Her own apron, we see in packing up, has a mend at the second pocket in a thread that is considerably too red. Mal-sun did that, she says. She has sewn a million shirts and can’t darn. <i>I leave it as it is. It’s a letter.</i>",
        ),
        shop(
            "From ten to four",
            ("mending-tin", "featured", "Refilled at the table for nothing."),
            ("ten-year-shirt", "made", "Number four on the list, sewn twice."),
            ("alley-apron", "worn", "By Lan, with one red mend."),
        ),
    ],
)

STORIES = (WAGE, LIST)
