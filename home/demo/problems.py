"""The rooms of the museum: seven problems, what is known about them and what is being tried."""

from home.demo import figures
from home.demo.composing import heading, image, invite, scene, text
from home.demo.shapes import Problem

WATER = Problem(
    slug="water",
    title="Water within reach",
    korean="가까운 물",
    accent="#1a4f8a",
    summary="One person in four has no safe water at home. The distance to the well decides who goes to school and who stays well.",
    cover=scene("well", "A stone well in a courtyard, a bucket standing on its rim", seed=11),
    body=[
        text(
            "Turn a tap and count. A minute of washing hands is six litres, a shower eighty, a bath a hundred and fifty. Nobody in a house with a tap counts, and that is what safe water is: something you need not think about.",
            "The statisticians of the United Nations call water <b>safely managed</b> when it comes out where you live, whenever you need it, and is free of germs and of poison. It is a modest definition. It asks for no pressure, no warmth, no choice of brands.",
        ),
        figures.WATER_MISSING,
        text(
            "Most of those people do have water somewhere. It is a pipe that runs on two days of seven, a borehole thirty minutes off, a pond shared with cattle. What the figure measures is not thirst so much as time, strength and worry, all of which are spent before the day’s work begins."
        ),
        heading("Who carries it"),
        image(
            "road",
            "A road through fields, two figures carrying vessels",
            "Twenty litres weigh twenty kilograms; nobody carries less than the walk is worth.",
            seed=12,
        ),
        text(
            "When the source is away from the house, somebody has to go. In most families it is the same somebody every day."
        ),
        figures.WOMEN_FETCH,
        text(
            "An hour a day is fifteen days a year. The hour comes out of lessons, out of sleep, out of paid work, and it comes out of one half of the household. A well in the village is therefore also a school, though nobody would write that on the plan.",
        ),
        heading("What helps"),
        text(
            "Nothing new, mostly. A protected well with a hand pump and somebody who is paid to mend it. Chlorine, measured. A clay filter in the kitchen. Soap. The difficulty is seldom to build and nearly always to keep: a pump without spare parts becomes a monument within a few years.",
            "The two makers in this room chose the unspectacular side. One gives a part of every bar of soap to the upkeep of wells that already exist; the other sells filters that can be taken apart, boiled and used again. Neither will end the problem. Both can show what was done with the money, and their labels say so.",
        ),
        invite(
            "Soap from a salt pan that pays for the mending of pumps.",
            "Meet Salt & Sun",
            "/brands/salt-and-sun/",
        ),
    ],
)

SEA = Problem(
    slug="sea",
    title="Plastic in the sea",
    korean="바다의 플라스틱",
    accent="#0a665c",
    summary="Eleven million tonnes of plastic reach the ocean every year, and very little of it ever comes back.",
    cover=scene("sea", "A calm sea under a low sun, a line of floats drifting", seed=21),
    body=[
        text(
            "A net is a good tool. It is light, it does not rot, it catches well, and it costs less every year. When it tears loose in a storm it goes on being all of these things, without anybody to empty it. Fishers call that ghost fishing (유령 어업), and they dislike it more than anyone, because the fish it catches are theirs.",
        ),
        figures.PLASTIC_INTO_SEA,
        text(
            "The ocean is large enough to hide this. What floats is a small part; most sinks, or is ground by waves and light into pieces too small to pick up and small enough to be eaten. Bottles and bags come down the rivers. Ropes, floats and nets start where they end."
        ),
        heading("The part that nobody dropped"),
        image(
            "net",
            "A green fishing net heaped on a quay",
            "A trawl net weighs as much as a small car when it is wet.",
            seed=22,
        ),
        figures.NETS_IN_PATCH,
        text(
            "It is comfortable to think of litter as bad manners. Much of what is found far from land is working gear, lost in weather, cut loose from a snag, or thrown over the side because the harbour asks money for taking it. Where a harbour takes nets back for nothing, nets come back.",
        ),
        heading("Why not simply recycle"),
        figures.PLASTIC_RECYCLED,
        text(
            "Because it hardly happens. Most plastic is made so cheaply that cleaning and sorting the old costs more than making the new. Nets are an exception worth knowing: good nylon, in one kind, in large pieces, which is why a small firm can live from them.",
            "The makers here begin at opposite ends. In Tongyeong they buy retired nets from fishers before the sea gets them. In Gangneung they take the plastic out of the bathroom, one object after another, and spend a morning every week on the beach to see how they are doing.",
        ),
        invite(
            "Bags that used to be nets, sewn fifty metres from the quay.",
            "Meet Net & Knot",
            "/brands/net-and-knot/",
        ),
    ],
)

FOOD = Problem(
    slug="food",
    title="Food that is thrown away",
    korean="버려지는 음식",
    accent="#9a4510",
    summary="A fifth of all food that reaches us is thrown away, most of it at home, while hundreds of millions go hungry.",
    cover=scene("market", "A market stall in the early morning, crates of fruit", seed=31),
    body=[
        text(
            "An apple with a scar tastes like an apple without one. A loaf at eight in the evening is the loaf it was at four. Between those two sentences and the bin stands a long chain of people, none of whom wants to throw food away, and each of whom has a reason to.",
        ),
        figures.FOOD_WASTED,
        text(
            "The grower grades by size because the packing crate has holes of one size. The shop wants full shelves at closing time, because an emptying shelf sells less. The caterer cooks for the largest number that might come. The family buys the large bag, since it is cheaper by weight. Every single decision is sensible."
        ),
        heading("At home, above all"),
        figures.FOOD_AT_HOME,
        text(
            "That is the uncomfortable finding: not the supermarket, not the restaurant, but the refrigerator. It holds in rich countries and, as far as anyone has measured, in poorer ones too. Korea has weighed its kitchen waste and charged for it by the kilogram for more than ten years, and most of it is composted or fed to animals. What is weighed is at least known.",
        ),
        image(
            "kitchen",
            "A kitchen table with a cutting board, roots and peels",
            "Peel, crust, stem: three words for food that was food a minute ago.",
            seed=32,
        ),
        heading("Before the shop"),
        figures.FOOD_LOST,
        text(
            "Earlier in the chain the word is loss, not waste: fruit that ripens faster than the lorry comes, grain that gets wet, tangerines left on the tree because picking costs more than they bring. Drying, boiling and baking are the old answers. They turn a surplus of one week into the supply of a year.",
            "Both makers in this room are preservers. One works in an orchard valley with the fruit that fails the grading machine; the other collects the bread of thirty bakeries when they close. They print on every packet how much of it would have been thrown away.",
        ),
        invite("Apples that failed a beauty contest.", "Meet Second Table", "/brands/second-table/"),
    ],
)

ALONE = Problem(
    slug="growing-old-alone",
    title="Growing old alone",
    korean="홀로 늙는다는 것",
    accent="#7d2a60",
    summary="Korea has grown old faster than its habits have changed. Many of the old are poor, and many speak to nobody for days.",
    cover=scene("night_window", "One lit window in a dark hillside of houses", seed=41),
    body=[
        text(
            "In the villages above Busan’s harbour the streets are stairs. They were built in a hurry, in the nineteen-fifties, by families who had fled the war and meant to stay a year. The families moved down, one after another, to flats with lifts. The ones who stayed are over eighty, and the stairs have the same number of steps as before.",
        ),
        figures.ONE_IN_FIVE_OLD,
        text(
            "Hardly another country has made the way from young to old in so few years. Pensions came late: those who are eighty now paid in for a short time or not at all, and raised children in the belief that the children would be the pension. Both generations kept their word as well as they could. It was not enough.",
        ),
        figures.OLD_AND_POOR,
        heading("The quiet part"),
        image(
            "elders",
            "Two old people on a bench, seen from behind",
            "The bench above the last bus stop, eleven in the morning.",
            seed=42,
        ),
        text(
            "Poverty can be counted in won. Silence is harder. People who live alone and have no reason to go out will, after some weeks, not go out. Nobody decides it. The Ministry of Health and Welfare counts what can come at the end, and publishes the number.",
        ),
        figures.DIED_ALONE,
        text(
            "Physicians have come to treat loneliness as they treat smoking: as something that shortens lives and can be reduced. The means are plain. A call at a fixed hour. A lunch that takes place whether one is hungry or not. Above all, to be needed for something on Tuesday.",
        ),
        heading("Work as a reason to come down the stairs"),
        text(
            "The maker in this room pays old women and men for what they know, by the piece and properly, and has arranged the work so that it cannot be done alone. The knitting is good. The table at which it is done is the point.",
        ),
        invite("Socks, blankets and a table for thirteen.", "Meet Noon Window", "/brands/noon-window/"),
    ],
)

WORK = Problem(
    slug="work-for-everyone",
    title="Work that leaves nobody out",
    korean="모두의 일",
    accent="#5a3a9e",
    summary="One person in six lives with a disability. Most want to work; the gap to everyone else has hardly moved in years.",
    cover=scene("workshop", "A workshop with a long bench and tools on the wall", seed=51),
    body=[
        text(
            "Ask a grown person who they are and they will tell you what they do. It is not a deep answer, but it opens every conversation, and to have none is tiring. A job is money first. After that it is a place to be late for, colleagues to complain about, and something to put down at six o’clock.",
        ),
        figures.ONE_IN_SIX_DISABLED,
        text(
            "The number is larger than most people expect because most disabilities cannot be seen, and because nearly everybody who lives long enough will have one. It includes the bookkeeper who does not hear, the printer who needs every instruction one at a time, and the colleague whose back allows four hours and not eight.",
        ),
        figures.EMPLOYMENT_GAP,
        heading("What stands in the way"),
        image(
            "loom",
            "A loom with a half-finished cloth",
            "Good work can be cut into steps. The question is who does the cutting.",
            seed=52,
        ),
        text(
            "Rarely the task itself. More often the interview, which tests small talk; the office, which is loud; the shift, which is long; the phrase <i>fast-paced environment</i>. In Korea, as in many countries, the law asks larger employers to fill a share of their jobs with disabled people or to pay a levy. Many pay.",
            "There is also the kindness that does harm: the workshop where nothing can go wrong because nothing is sold. A person knows when the thing in their hands is going to be thrown away.",
        ),
        heading("What it takes"),
        text(
            "Time, mostly, and it turns out to be time that pays. When a printing job is written down so clearly that somebody with a developmental disability can do it without asking, everybody makes fewer mistakes. When a workshop is arranged so that people who sign can see one another, accidents with machines become rarer.",
            "The two makers in this room sell what they make at the price it costs. Nobody is asked to buy a notebook out of pity. It is a good notebook.",
        ),
        invite(
            "A printing house where everyone knows the next step.", "Meet Slow Press", "/brands/slow-press/"
        ),
    ],
)

CLOTHES = Problem(
    slug="clothes",
    title="Clothes that do not last",
    korean="오래가지 않는 옷",
    accent="#a3262f",
    summary="We buy more clothes than ever and wear each of them less. What is cheap for the buyer is paid for elsewhere.",
    cover=scene("street", "A narrow street of sewing shops, cables overhead", seed=61),
    body=[
        text(
            "Take the shirt you are wearing and look for the seam under the arm. Somebody sat at a machine and guided it, by hand; there is still no robot that can. Whatever the shirt cost, that seam was sewn by a person, in a few seconds, one of some thousand seams that day. The price of a garment is above all the price of such seconds.",
        ),
        figures.WORN_LESS,
        text(
            "When clothes were dear they were mended, turned, handed down and at last cut into rags. That was not virtue, it was arithmetic. The arithmetic has changed: a new shirt costs less than an hour of a tailor’s time, so that repairing it is a luxury and throwing it away is thrift.",
        ),
        heading("Where it goes"),
        figures.TRUCK_A_SECOND,
        text(
            "Collecting helps less than one hopes. Good pieces are sold second-hand, many of them in countries that did not ask for them. The rest becomes wadding and wiping cloths. To turn an old garment into a new one the fibres must be long and of one kind, and most cloth today is a mixture that cannot be taken apart again.",
        ),
        figures.FIBRE_TO_FIBRE,
        image(
            "recycling",
            "Sorted heaps of cloth, colour by colour",
            "Sorted by colour, wool needs no dye the second time.",
            seed=62,
        ),
        heading("Two old answers"),
        text(
            "The first is to make fewer and better, at a wage that can be named, and to mend them. In Changsin-dong (창신동), where Seoul’s clothes have been sewn since the nineteen-seventies, there are still people who can do this with their eyes on the television. The second is wool. Wool has been torn, carded and spun again for two hundred years, and stands it several times.",
            "In this room both are for sale. Neither is cheap. Divide the price by the years, and look again.",
        ),
        invite(
            "A T-shirt with a ten-year promise sewn into the hem.", "Meet Long Thread", "/brands/long-thread/"
        ),
    ],
)

BEES = Problem(
    slug="bees-and-soil",
    title="Bees and soil",
    korean="벌과 흙",
    accent="#566311",
    summary="Three crops in four need animals to pollinate them, and nearly all of them need living soil. Both are wearing thin.",
    cover=scene("bees", "Hives at the edge of a flowering meadow", seed=71),
    body=[
        text(
            "An apple has five chambers with two pips in each. If all ten are there the apple is round; if some are missing it grows crooked on that side. Every pip is one grain of pollen that was carried to the right place on the right day, by an insect that was thinking of something else.",
        ),
        figures.CROPS_AND_BEES,
        text(
            "We would not starve without bees: rice, wheat and maize are pollinated by the wind. But we would eat rice, wheat and maize. Fruit, nuts, oil seeds, squash, coffee and cocoa would be rare, and with them a good part of what makes food healthy.",
        ),
        heading("Wild ones too"),
        image(
            "field",
            "A field with a strip of flowers along its edge",
            "Two metres of flowers along a field: enough for the bees, hardly missed by the plough.",
            seed=72,
        ),
        text(
            "The honeybee is a farm animal and has keepers who worry about her. There are some twenty thousand other kinds of bee, most of which live alone, in a hole in the ground or a hollow stem, and fly no farther than a few hundred metres. They need flowers through the whole season and a place that is left alone. Tidy land has neither.",
        ),
        figures.HARVEST_AND_BEES,
        heading("What is underneath"),
        figures.SOIL_DEGRADED,
        text(
            "Soil is made slowly, by roots, worms and fungi, some centimetres in a lifetime, and can be lost in a few wet springs when it lies bare. It is nothing that has to be invented: cover it, feed it with compost, turn it seldom, let something flower on it. Farmers know this. What they lack is a price that lets them do it.",
            "In Gurye (구례), below Jirisan, one family farm went back to half of its land and gave the other half to flowers, hives and hedges. The shop is how that half earns its keep.",
        ),
        invite("Half for the harvest, half for whoever flies by.", "Meet Half Acre", "/brands/half-acre/"),
    ],
)

PROBLEMS = (WATER, SEA, FOOD, ALONE, WORK, CLOTHES, BEES)
