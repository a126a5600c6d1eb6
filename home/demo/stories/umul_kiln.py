"""Two stories from a pottery in Icheon."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "umul-kiln"

HOLES = Story(
    brand=BRAND,
    slug="a-wall-full-of-holes",
    title="A wall full of holes",
    summary="A short history of the clay filter: an accident that potters tried for millennia to avoid, and then learned to make on purpose.",
    cover=scene("workshop", "Unfired filter pots on a rack in a pottery", seed=311),
    published_days_ago=20,
    body=[
        text(
            "For as long as there have been pots, they have leaked. Low-fired clay is porous; fill it with water and after an hour the outside is damp. Potters everywhere worked against it, with pitch, with milk, with slip and finally with glaze. In hot countries people noticed that a leaking jar has one virtue, since water which evaporates on the outside cools the water within. They noticed, too, that it came out clear.",
            "It takes a certain mind to look at a fault and see a function. The rest of this story consists of people with such a mind.",
        ),
        heading("Guatemala, 1981"),
        text(
            "The pot as it is used today comes from Fernando Mazariegos, a chemist in Guatemala, who was looking in 1981 for a filter that village potters could make without a factory. His recipe was as plain as a recipe for bread: clay, and something that burns. Sawdust, rice husk or coffee husk is ground, sieved and kneaded into the clay. In the fire it disappears. What it leaves behind is its own absence, in the form of millions of fine, crooked channels.",
            "Water finds its way through them in an hour or so. A bacterium, which is a thousandth of a millimetre long, mostly does not; there are too many corners. A thin coat of silver keeps anything from growing inside.",
            "An organisation of potters carried the idea on through Nicaragua in the nineteen-nineties, and from there it went to Cambodia, Ghana, Kenya, and some fifty workshops elsewhere. Nobody holds a patent. That was intended.",
        ),
        image(
            "hands",
            "Hands pressing clay into a form",
            "The clay is pressed, not thrown: the wall must be the same everywhere.",
            seed=312,
        ),
        figures.WATER_MISSING,
        heading("Icheon, 2014"),
        text(
            "Cho Ara read about it on a train. She had learned to throw porcelain so thin that a candle shone through, and was on her way to a fair at which nobody would ask what it was for. Beside her sat Bae Sung-min, to whom she had been married for a year and who designed the seals of industrial pumps. She held the article out to him. He said that the flow rate must vary enormously. She said that depended on the potter.",
            "They still describe the following eighteen months as a quarrel. He wanted a machine to press the clay. She wanted to feel it. He tested each filter with a stop-watch and rejected four out of five. She changed the husk, from barley to a rice that is grown two villages on and has, for whatever reason, a finer skin, and he rejected two out of five.",
        ),
        quote(
            "He believed in the numbers and I believed in the clay. The clay turned out to have numbers.",
            "Cho Ara",
            "potter",
        ),
        text(
            "What came of it is a pressed filter with a wall of eleven millimetres, fired at 890 degrees, at which clay is hard enough to be scrubbed and still soft enough to breathe. One in ten fails. The failures stand along the path to the kiln with parsley in them.",
        ),
        heading("Why it stands on a table"),
        product("clay-filter-jug", "The filter from the quarrel, in a jug that came out of the peace."),
        text(
            "The filters of the aid workshops sit in a plastic bucket with a tap. It works, it’s cheap, it’s the right thing in most kitchens of the world. In Icheon they asked themselves what a household would need that already has a tap and buys bottles all the same, because the water tastes of pipe. The answer was not performance. It was something one does not put away.",
            "So the bucket became a jug. Ara gave it the shoulders of a moon jar and a spout that cuts off the last drop. It has three parts, and none is glued to another, because whatever is glued can be replaced only as a whole.",
        ),
        gallery(
            "Three parts.",
            ("workshop", "Lids and jugs drying on boards", "The jug: stoneware, glazed inside and out."),
            ("water", "Water seeping through a clay wall", "The filter: earthenware, glazed nowhere."),
            ("kitchen", "A jug on a table in morning light", "The lid: keeps out the cat."),
        ),
        text(
            "It has limits, and they are printed in the lid. A clay filter does not take out salt, lime, nitrate or a chemical spill. Viruses are smaller than its holes. Whoever has a doubtful well should have it tested, and then boil or chlorinate as well. On the other hand it will do what it does without electricity, without a cartridge and without an app, for about fifteen hundred litres, and then it can be ground and put under a geranium.",
            "Three investors have suggested a subscription. They were given water, which they praised, and parsley to take home.",
        ),
        shop(
            "With holes and without",
            ("clay-filter-jug", "made", "Two litres an hour, for years."),
            ("spare-filter", "made", "For the day after the tiled floor."),
            ("well-mug", "featured", "No holes at all."),
        ),
    ],
)

BRUSH = Story(
    brand=BRAND,
    slug="to-whoever-has-the-brush",
    title="To whoever has the brush",
    summary="With every filter for a school goes a letter, addressed to the pupil who will be responsible. We were allowed to print it.",
    cover=scene("classroom", "A classroom with low benches and a jug on the sill", seed=313),
    published_days_ago=83,
    body=[
        text(
            "<i>For each jug sold, Umul Kiln sends one filter element to a school that has a well and no laboratory. Fifty-eight schools have received some. In the crate, on top, lies this letter. Cho Ara wrote it in 2016 and has rewritten it every year.</i>",
        ),
        heading("Dear keeper of the brush,"),
        text(
            "We don’t know your name yet. We know that you exist, because your headmistress has promised us to choose somebody, and we asked her not to take the best pupil but one who looks at things for a long time.",
            "In this crate you will find eight pots without a glaze. They look unfinished. They are finished. Please do not paint them, although you will be asked to: the paint would close the holes, and the holes are what we’ve sent you. The pot round about is only there to hold them.",
        ),
        image(
            "well",
            "A well in a school yard with a queue of small buckets",
            "From the photographs that came back: the queue before the first lesson.",
            seed=314,
        ),
        heading("What you have to do"),
        text(
            "Every morning, before lessons, somebody fills the pots with water from your well. You need not do that yourself. You should see to it that it is done, which is harder, and will be of use to you later in life.",
            "When the water runs slowly, it is your turn. Take the brush, hold the pot under water that has already been filtered, and brush the inside, gently, round and round, about as long as it takes to sing a song of three verses. What comes off is brown. That is what you would have drunk. Show it to the small ones once, and they will never again ask why.",
            "Never use soap. The pot would remember it. Never put the clean side down on the ground. And once in a month, on a day you choose yourself, boil the pot for as long as an egg.",
        ),
        product("spare-filter", "The same element as in the crate, with the same brush."),
        figures.WOMEN_FETCH,
        text(
            "We have a question about this number, and you can answer it better than the people who counted. Who fetches the water at your house? How many steps is it? Would you count them, once, and write them down for us? We are collecting steps. On the wall of our workshop there is a long paper strip with the steps of four hundred and twelve children, and visitors walk along it and become quiet.",
        ),
        heading("What can go wrong"),
        text(
            "One of the pots may break. You won’t be punished; we have asked about that. Take the largest shard and write on it what happened: dropped, goat, football, don’t know. Keep the shards. After a year you will know what pots die of in your school, and that is science. At a school on a hill it turned out to be a single step of the stairs, and the step was mended.",
            "It may be that somebody says the water tasted better before. That is possible. Tastes are what one is used to. Ask them to drink from the pots for twenty days and then to taste the other.",
            "It may be that some day no one fills the pots, because there’s a holiday or an examination or because it rains. That’s the real danger. We have visited schools in which every pot was whole and all of them were dry. Nobody had decided it. Then a girl called Esi made a list with names, hung it on a nail, and allowed those who had filled the pots to ring the bell. We have not had a better idea in ten years, and pass it on to you.",
        ),
        quote(
            "The list is more important than the pot. But the list without a pot is only a list.",
            "Esi, aged eleven",
            "keeper of the brush, third year",
        ),
        image(
            "school",
            "A school building with a bell under the roof",
            "The bell. There is a waiting list for the list.",
            seed=315,
        ),
        heading("What you’ll get for it"),
        text(
            "Nothing, I’m afraid. Or this: at the end of the year you choose who will have the brush after you. You explain to them all that is written here, and what we have forgotten. We would be glad if you told us what that was. Half of this letter is by keepers before you; the sentence about the song comes from Joseph, who sings too fast and therefore takes four verses.",
            "I’m a potter. My pots stand in houses with beautiful kitchens, and now and then in a glass case with a lamp. I am pleased about that. But if I’m asked which of them I think of before I fall asleep, it is yours.",
            "Write to us. The postage is in the envelope.",
            "<i>Cho Ara, Icheon</i>",
        ),
        product("clay-filter-jug", "One jug here, one filter there."),
        text(
            "<i>P.S. My husband says I should mention that the weakest of the twelve filters he tested gave 1,540 litres. He drank the last one himself. He’s fine.</i>",
        ),
        shop(
            "A jug here, a filter there",
            ("clay-filter-jug", "featured", "Sends one element to a school."),
            ("spare-filter", "featured", "With brush and corks."),
            ("carry-bottle", "gift", "For those who walk to school with water."),
        ),
    ],
)

STORIES = (HOLES, BRUSH)
