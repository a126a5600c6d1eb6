"""Two stories from the quay of Tongyeong."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "net-and-knot"

READS_A_NET = Story(
    brand=BRAND,
    slug="mrs-mun-reads-a-net",
    title="Mrs Mun reads a net",
    summary="She mended nets for forty years and never wrote a line. A portrait of a woman who can tell from a knot which boat it was.",
    cover=scene("net", "A net spread across a quay, mended in three colours", seed=321),
    published_days_ago=5,
    body=[
        text(
            "Mun Ok-ja sits on an upturned fish crate with a cushion on it. The cushion is the only thing in the hall that she won’t have touched. To her left lies a green heap as high as a delivery van, to her right there are three crates without labels. She pulls a corner of the heap across her knees, and her thumbs begin to walk.",
            "They walk along the mesh, two knots at a time, with a small sideways jerk, as other people tell beads. Her eyes are on the television. At some point the thumbs stop. She looks down, spreads the place, says <i>crab</i>, and throws the piece into the middle crate.",
            "How does she know? A crab cuts, she says. A rock saws. A dolphin, if it’s unlucky, leaves a hole with hair in it, but she has had that only twice. Sun makes the twine brittle and pale, so you can see how the net hung. And this here – she holds up a knot that looks to us like the others – this is Kim from the <i>Haesong</i>. He can’t do it properly. His father couldn’t do it either.",
        ),
        image(
            "hands",
            "An old woman’s hands in a green mesh",
            "Two knots at a time, the television on.",
            seed=322,
        ),
        heading("Forty years on the quay"),
        text(
            "She was born on Yokjido, an island from which the ferry still takes an hour, and came to Tongyeong at nineteen to marry a man who mended engines. Nets paid better. In the eighties there were two hundred menders on this quay, nearly all women, who sat in rows in the sun in sleeves and hats and could earn in the anchovy season as much as a teacher. One was paid by the hole.",
            "Then nets became so cheap that holes did not matter. A net that used to be mended for nine years is replaced after three. In the year in which Ok-ja stopped there were eleven women left. She was sixty-one and planned to grow sesame.",
        ),
        quote(
            "Nobody threw nets into the sea. They only stopped bringing them back.",
            "Mun Ok-ja",
            "net mender",
        ),
        figures.GEAR_LOST,
        text(
            "She says that she never thought about where old nets go. Nobody did. One had a heap behind the house, for the cabbages; when it grew too large it was set alight or went out with the boat in the evening and did not come back. It was no secret and no crime. Only when Kwon Hae-jin, whom she had known as a boy and then as a bad deckhand, asked her to look at some nets <i>for sewing</i> did she go out on the breakwater, and look down at low water, and see what lay there.",
        ),
        heading("Three crates"),
        text(
            "The left crate is for <i>yes</i>. About one net in three ends there: supple, evenly coloured, no more than one hole to the arm’s length. The middle is for rope, which can be coiled into baskets. The right one is for the factory, where net is melted and turned back into yarn. It earns less than the journey costs, and Hae-jin enters it in the books under <i>rent to the sea</i>.",
            "Two young women are learning from her. It takes about two years. She does not explain; she takes their thumbs and puts them where they should be. One of them has a degree in oceanography and has begun to film the thumbs.",
        ),
        product("coil-basket", "About six a month, because Mrs Mun does not like to be hurried."),
        gallery(
            "Left, middle, right.",
            ("net", "Fine green mesh in soft folds", "Yes."),
            ("harbour", "Coils of mooring rope on the quay", "Rope."),
            ("recycling", "Bales of net, tied", "Rent to the sea."),
        ),
        text(
            "At four she puts the needle away: a flat shuttle of bamboo that her mother-in-law carved, polished by sixty years of twine. Somebody from a museum, a real one, has asked for it. She said that they might have it when she has finished.",
            "What she keeps of the bags? None. She has a plastic one from the supermarket, folded in four, that she has used since the Asian Games, she can’t say which. It’s still good, she says, and looks at us, in case we should want to make something of it.",
        ),
        product("harbour-tote", "Left crate only."),
        shop(
            "Through Mrs Mun’s hands",
            ("harbour-tote", "made", "Supple, even, one hole to the arm’s length."),
            ("knot-wallet", "made", "The finest mesh she lets pass."),
            ("float-line-bracelet", "gift", "With her splice, in six drawings."),
            ("coil-basket", "made", "When there are any."),
        ),
    ],
)

FOURTH_LIFE = Story(
    brand=BRAND,
    slug="the-fourth-life-of-a-net",
    title="The fourth life of a net",
    summary="A walk of six hundred metres along the harbour of Tongyeong, from a boat to a backpack, with eleven stops and one detour.",
    cover=scene("harbour", "A harbour basin with boats and sheds in the morning", seed=323),
    published_days_ago=64,
    body=[
        text(
            "Begin at the northern mole, early, where the anchovy boats lie three deep. The one on the outside is called <i>Number Seven Manseon</i>, a full boat, which is what everyone hopes to be. On her deck four men are pulling a net out of the hold. It has been in use for three seasons, and this morning its owner has decided that a fourth would cost more in fuel than it brings in fish, because a worn net drags.",
            "It is two hundred and ten metres long. It came into the water from this deck about nine hundred times. Walk along with it.",
        ),
        heading("Stop one: the scale"),
        text(
            "Every Monday a scale stands under the crane, and next to it Kwon Hae-jin with a book. Four hundred and fifty won a kilogram: dry, sorted, without lead. The price is what one pays at the waste yard to get rid of a net, with the sign turned round. That was his whole idea. A net that costs something to give away gets lost. A net that brings something doesn’t.",
            "He himself went to sea for six years and lost two fingers to a winch. The fishers say he buys nets so as to have the last word with them.",
        ),
        image(
            "harbour",
            "A scale hung from a crane, a net in its hook",
            "Three hundred and twelve kilograms, of which eight were crabs.",
            seed=324,
        ),
        figures.NETS_IN_PATCH,
        text(
            "Hae-jin has no illusions about the patch in the Pacific. He isn’t going to empty it with bags. What he can do something about lies between here and the ice house, and he knows the number by heart: sixty-one boats in the book, out of a hundred and four.",
        ),
        heading("Detour: what floats"),
        text(
            "Turn left at the ice house and go down to the small beach behind it. It’s not in any guide. Look among the stones: float, float, rope, half a crate, a glove, float. White crumbs lie in the cracks like old snow. These are from the floats of oyster farms, which were of foamed polystyrene until the law forbade new ones. They were cheap and light, and they crumbled. One float, they say here, makes seven million crumbs; nobody has counted, but take off your shoes.",
        ),
        heading("Stops two to six: water, hot knife, light"),
        text(
            "Back to the quay and through the blue gate. In the yard stand four tanks, fed from the roof. The net is laid in rain water, drained, laid in the next. After the second it no longer smells, after the fourth it’s greener than anyone had expected. The sludge from the bottom goes to an onion farmer, who asks for more.",
            "Inside, it is spread over a table with a lamp beneath it. Mrs Mun’s pupils mark the bad places with chalk; a young man with a hot knife cuts around them. It hisses, smells of burnt sugar, and the edge is sealed. Out of two hundred and ten metres he gets ninety-four.",
        ),
        gallery(
            "Six stops.",
            ("water", "A tank of water with a net in it", "The second bath."),
            ("workshop", "A light table with mesh on it", "What the lamp shows."),
            ("hands", "A hot knife along a chalk line", "Sealed as it is cut."),
            ("net", "Cut panels of mesh, stacked", "Ninety-four metres of two hundred and ten."),
        ),
        heading("Stop seven: the needle"),
        text(
            "Upstairs are nine sewing machines and a window over the harbour. Lê Thị Hoa runs this room. She came from Hải Phòng to marry a man from the next bay, learned Korean from weather reports, and had sewn shoes, sails and a tent for an elephant. Net is difficult, she says, because most of it is holes. An ordinary seam has nothing to hold on to. Hers goes over and back and locks around the knot itself. It’s the seam of the trawl maker, only smaller.",
        ),
        quote(
            "You must sew where the net is already strong. It has told you where, with a knot.",
            "Lê Thị Hoa",
            "head of the sewing floor",
        ),
        product("trawler-backpack", "The machine was built for horse blankets."),
        text(
            "The thick black trawl net has a table of its own. Nobody believed it could be sewn until she found, in a closed saddlery in Daegu, the machine that now stands there and is called <i>Uncle</i>.",
        ),
        heading("Stops eight to eleven"),
        text(
            "Lining. Handles. A number, stamped in sailcloth; the book says which boat it belongs to. Then the shelf by the stairs, where this week there are forty bags and a smell of nothing at all.",
            "From here it’s thirty metres to the mole. The <i>Number Seven Manseon</i> has gone out with a new net, which will come to the scale in three years if everything goes well. Her skipper’s wife was in the shop on Saturday. She bought a tote, turned up the flap, read the name of the boat and put it back. Then she looked through the pile until she had found her own.",
        ),
        product("knot-wallet", "From the same ninety-four metres: the corners."),
        shop(
            "At the end of the quay",
            ("harbour-tote", "made", "The name of the boat is under the flap."),
            ("trawler-backpack", "made", "Sewn on Uncle."),
            ("knot-wallet", "made", ""),
            ("float-line-bracelet", "gift", "Salt water is good for it."),
        ),
    ],
)

STORIES = (READS_A_NET, FOURTH_LIFE)
