"""Two stories from a mill in Daegu."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "again-wool"

MACHINE = Story(
    brand=BRAND,
    slug="too-heavy-to-carry-down",
    title="Too heavy to carry down",
    summary="The history of a carding machine that was bought for suits, left behind as scrap, and started again with a manual nobody could read.",
    cover=scene("loom", "Rollers and bobbins of an old spinning machine", seed=451),
    published_days_ago=36,
    body=[
        text(
            "The machine weighs seven and a half tonnes and stands on the first floor. No one can say any more why. The stairs are ninety centimetres wide and the door is eighty; it must have been there before the wall was. In 2003, when the mills of Daegu (대구) were being cleared out and a dealer paid by the kilogram, he walked around it twice, looked at the stairs, and left his card.",
            "That was the only reason. Ji Sang-u (지상우) stresses this, since visitors like to believe in foresight.",
        ),
        heading("1962"),
        text(
            "His grandfather ordered it from Osaka in the year in which the country drew up its first plan. It came by ship to Busan, by rail in nineteen crates to Daegu, and with a manual of two hundred and eight pages in Japanese, a language that he had been made to learn at school and had since declined to read. He put it together from the drawings. A brass plate was left over. It was screwed to the wall.",
            "A carding machine does one thing. Between rollers set with wire, fine as the teeth of a kitten, wool is combed until each fibre lies beside the next. What comes off at the end is a veil, so thin that one sees the hall through it. For thirty years this veil became suits. Half of the men in the country, it was said, got married in something from this city.",
        ),
        image(
            "workshop",
            "A hall with a long machine under high windows",
            "First floor, on the left. The wall came later.",
            seed=452,
        ),
        heading("2017"),
        text(
            "Sang-u was thirty-four and repaired lifts. He had come to measure the hall for a buyer, who wanted to put in a climbing centre. He took hold of the hand wheel out of curiosity, as a man takes hold of a wheel, and it turned. It turned all the way round. Somewhere far inside, after fourteen years, a chain said something.",
            "He took a week off, and then the other two. The manual was in the drawer beneath the brass plate, with his grandfather’s pencil in it as a bookmark, at page eleven. He could not read a word. He photographed page after page, had them translated by his telephone, and learned that the main cylinder must be given <i>a quiet breakfast of thin oil</i>. He gave it that. He still doesn’t know what it said.",
            "In September it ran. It tore everything that he put in to dust.",
        ),
        quote(
            "A lift you repair until it does what it should. A carder you repair until it tells you what it wants.",
            "Ji Sang-u",
            "spinner",
        ),
        heading("What it wanted"),
        text(
            "New wool was too dear, and cotton it spat out. The answer came from his aunt, who had worked in the hall at nineteen. On a Sunday she brought a cardigan with a burn in it, unpicked the seams, teased the pieces by hand into flakes and laid them on the belt, in the wrong direction, slowly. At the other end a veil appeared. It was mustard-yellow, and it smelled of her kitchen.",
            "She had remembered it of the bad years. When no bales came they had fed it jumpers. One has to drive it at a third of its speed, she said, and to keep the first roller well away from the second, so that it pulls and doesn’t bite. All that mattered was length. A fibre in new wool is as long as a finger. In an old jumper it is as long as a finger joint, and if one tears it in a hurry, it is dust.",
        ),
        figures.FIBRE_TO_FIBRE,
        text(
            "When he first came upon this figure he took it for a misprint. Then he sorted a tonne from the collection bins himself. The label says <i>wool</i> and means a third; the thread in the seams is polyester, the elbows are patched with something that melts. Of thirty tonnes a year there are eleven with which the machine agrees. The other nineteen are passed on to a maker of insulation, and are in the books as what they are: not his.",
        ),
        gallery(
            "From the bin to the bobbin.",
            (
                "recycling",
                "Heaps of knitwear on a floor",
                "Thirty tonnes a year. The zips alone fill a bath.",
            ),
            (
                "loom",
                "A thin veil of wool coming off a roller",
                "The veil. One can read a newspaper through it.",
            ),
            ("workshop", "Bobbins on a wooden rack", "Four parts old and one part lambswool, for length."),
        ),
        heading("The stripe"),
        text(
            "Behind the carder there is a spinning frame, behind that a loom from 1968, which came up the stairs in pieces and complains of it. Nothing is dyed; when a colour ends, the next is simply laid on behind it. For a few metres the yarn is neither the one nor the other. It used to be cut out and swept up. The loom has no counter that could be told about such things, and one day the sweepings ended up in a blanket, as a stripe.",
            "Sang-u found it embarrassing. The first customer who saw it asked whether there were others, and if he could have them all.",
        ),
        product("mill-blanket", "With some metres of yarn that were neither."),
        text(
            "The brass plate is still on the wall. Last winter a guest from Kyoto stood in front of it and laughed, and was asked to translate. It belongs to the foot of the machine, she said. It reads: <i>To be installed on the ground floor only.</i>",
        ),
        shop(
            "First floor, on the left",
            ("mill-blanket", "made", "One stripe; no two alike."),
            ("two-way-hat", "made", "Knitted by the aunt who knew."),
            ("odd-socks", "gift", "Three, in case."),
        ),
    ],
)

GREYS = Story(
    brand=BRAND,
    slug="a-short-dictionary-of-grey",
    title="A short dictionary of grey",
    summary="Ok Hye-rin sorts old jumpers under north light and has names for eighty-one greys. Fourteen of them, with the reasons, in the order of brightness.",
    cover=scene("recycling", "Folded knitwear in many greys on a long table", seed=453),
    published_days_ago=103,
    body=[
        text(
            "A jumper is never grey, says Ok Hye-rin (옥혜린). It is brown with a cold, or blue that has been talked out of it. Whoever throws everything into one basket gets a yarn like dishwater. Whoever sorts gets eighty-one colours for which nobody has to fill a vat.",
            "She has done it since February 2018, from nine until the light goes, at a table beneath the north windows of the mill in Daegu (대구). Before that she tuned pianos. It’s the same work, she thinks: one listens for what is next to it. The names stand on wooden pegs. There is no system, but there is an order, from light to dark. Here are a few.",
        ),
        heading("Light"),
        text(
            "<b>Rice water</b> (쌀뜨물). White that has been washed with something blue, once, years ago. Whoever did it was startled, and then wore it for ten winters. Frequent.",
            "<b>Paper lantern.</b> A cream jumper from a house in which people smoked. It doesn’t smell any longer, but it remembers.",
            "<b>Gull.</b> Light on top, darker below. Made from school cardigans that lay in a window, folded. One sorts it with the fold.",
            "<b>First day of the holidays.</b> A very light, almost silly grey. There was one jumper of it, in 2021. It’s on its peg still; she is waiting for a second one.",
        ),
        image(
            "hands",
            "Hands comparing two pieces of knitting under a window",
            "One listens for what is next to it.",
            seed=454,
        ),
        heading("Middle"),
        text(
            "<b>Station.</b> Uniforms of the railway until 1999: four parts blue, one black, a trace of red from the piping. Inexhaustible, since nobody throws them away and everybody’s widow does.",
            "<b>Accountant.</b> Neither warm nor cold. Goes with everything, which one can hold against it.",
            "<b>Wet slate</b> and <b>dry slate.</b> She took them for one until an afternoon in 2019 when a shower passed over the roof. Since then they have lain three baskets apart.",
            "<b>Elephant.</b> There’s no elephant that is like this. But Ji Sang-u (지상우), who spins what she sorts, and in whose opinion there are six greys, said at first sight: <i>Ah, elephant.</i> It is the only name by him.",
            "<b>Donkey after rain.</b> Brown. It must be said: brown. It lies with the greys since it wishes to be there, and in the scarf called Fog it’s what makes the others look like mist and not like smoke.",
        ),
        quote(
            "You don’t mix them to make a colour. You mix them until nobody stands out, and then they begin to glow.",
            "Ok Hye-rin",
            "sorter",
        ),
        figures.TEXTILE_WATER,
        text(
            "A good part of this water is used to grow cotton, and another to dye and to rinse. In the mill there’s one tap. It is for the tea, and for the final washing of the yarn, in which the oil comes out and the colour stays, because it has nowhere to go. Dyers from the industrial estate come on visits and look for the drain.",
        ),
        product("again-scarf", "Fog takes twelve of the greys; the other colours have their own recipes."),
        heading("Dark"),
        text(
            "<b>Umbrella.</b> Black that has been in the rain for thirty years.",
            "<b>Blackboard.</b> Green, if one looks long enough. From a teachers’ college, forty pullovers at once, all of them with chalk in the right cuff.",
            "<b>Three in the morning.</b> The darkest that’s still grey. Next to it, black looks brown. She uses it a thread at a time.",
            "<b>Mr Bae.</b> The only one with the name of a person. It came in a box of its own, washed and folded: eleven identical pullovers, bought, to judge by the labels, over twenty-six years. There was a note with them. <i>He found that this one suited him.</i> She hasn’t mixed it with anything; the carder was started for four kilograms. It is the colour that thirty-one pairs of Odd Socks have in common, and the first of them went back to the sender.",
        ),
        gallery(
            "Under north light.",
            (
                "recycling",
                "Sorted heaps of cloth",
                "Buttons off, labels off. The buttons have a dictionary of their own.",
            ),
            (
                "library",
                "Shelves with folded wool and wooden pegs",
                "Eighty-one pegs. On seventeen there’s too little yet.",
            ),
            ("roof", "A saw-toothed roof under cloud", "The windows look north; the weather is a colleague."),
        ),
        heading("What is missing"),
        text(
            "Sixty-four are in use; a colour goes to the carder when there are forty kilograms of it. Seventeen wait. Some will wait for ever, and that doesn’t worry her. A peg with one jumper on it is a question, she says, and somebody is wearing the answer.",
            "Does she see them in the street? All the time. She once followed a man through the whole of Seomun Market because of his back. <i>First day of the holidays,</i> without any doubt; a second one. At the fish stalls he turned round, and asked what he could do for her. She told him. He thought it over, looked down at himself, and said that it was the warmest he had.",
            "She gave him a scarf for it on the spot, the one from her own neck. He’s promised to think of her when it has holes.",
        ),
        product("odd-socks", "No two alike, and any two go together."),
        shop(
            "Undyed",
            ("again-scarf", "made", "Moss, Brick, Fog or Night."),
            ("odd-socks", "made", "Holes are darned for three years."),
            ("mill-blanket", "featured", "The greys, with one stripe."),
        ),
    ],
)

STORIES = (MACHINE, GREYS)
