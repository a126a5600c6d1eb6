"""Two stories from a workshop in Wonju."""

from home.demo import figures
from home.demo.composing import gallery, heading, image, product, quote, scene, shop, text
from home.demo.shapes import Story

BRAND = "still-wood"

FLOOR = Story(
    brand=BRAND,
    slug="how-to-knock-on-a-floor",
    title="How to knock on a floor",
    summary="A walk through a workshop that five deaf woodworkers built for their eyes and feet, with directions for visitors who can hear.",
    cover=scene("workshop", "A long bench under tilted mirrors", seed=431),
    published_days_ago=54,
    body=[
        text(
            "There is a bell beside the door in Wonju (원주), and it works, but you will not hear what it does. Inside, eleven lamps dim twice, as if a cloud had passed. Somebody looks up, looks into a mirror, sees you behind the glass with your finger still on the button, and raises a hand. You are in.",
            "The walk takes twenty minutes. Do Kyung-hwan (도경환), who built the place in 2013, leads it himself on Fridays. He teaches Korean Sign Language (한국수어) to anyone who asks; for those who have not asked yet, an apprentice interprets. Please look at Kyung-hwan, though, and not at her. It is he who is speaking.",
        ),
        heading("First stop: the mirrors"),
        text(
            "There are nineteen of them, one above each machine and the rest in corners. He bought them from a hairdresser who was closing down. Each is tilted so that a person bent over a piece sees the door, the window and at least two colleagues. It took four weekends with a ladder and a ball of string. A twentieth mirror was removed, since in it one saw only oneself.",
            "In his last job before this one he had been told to leave because he could not hear a saw start up behind him. He thought about the sentence for some years. What troubled him was not the word <i>hear</i>. It was the word <i>behind</i>.",
        ),
        quote(
            "Nobody should have a saw behind him. Not I, and not you either.",
            "Do Kyung-hwan",
            "turner, in sign",
        ),
        image(
            "workshop",
            "A lathe with a lamp above it and a mirror on the wall",
            "Lamp on, machine on. There are no exceptions, not even for the vacuum cleaner.",
            seed=432,
        ),
        heading("Second stop: the floor"),
        text(
            "Take off your shoes; there are felt slippers in six sizes. The floor is of larch, laid on battens, which lie on strips of old tyre. A stamp of the heel travels through it to all the walls. One stamp means <i>look here</i>, two mean <i>come</i>, and three have been used only once in thirteen years, for the splinter.",
            "Not every stamp is answered. There are manners. One does not stamp when somebody is at the band saw, or in order to tell a joke. Whoever drops something heavy raises both hands at once, so that everyone can see it was only a board. You may try it. It is a strange feeling to say something with your foot to a person twelve metres off and to see him turn round.",
        ),
        figures.DEAF_PEOPLE,
        text(
            "Korea has recognised its sign language by law since 2016. Kyung-hwan learned his trade before that, among people who did not know a word of it, and lipread. On a good day, he says, one gets a third of it, and guesses the rest. With a moustache, nothing.",
        ),
        heading("Third stop: the long table"),
        text(
            "Here the drawing is done, and here you will notice that no bench has a back to another. Ahn So-mi (안소미), who designs the toys, sits in the middle, with the window at her left. Sign needs light as speech needs air. At dusk the lamps over the table go on before those over the machines, and if the bulb in one fails the conversation moves.",
            "In front of her lies the skyline of Chiaksan, cut from grey card into twenty-four parts. Every block is a piece of it. She tests them on four nieces, and what they cannot knock over, put in the mouth or quarrel about is taken off the table again. The bridge was the idea of the second niece. It stands only if two people hold their breath.",
        ),
        product("hill-blocks", "The skyline of Chiaksan, in seven woods, approved by four nieces."),
        gallery(
            "What is looked at, and how.",
            (
                "mountain",
                "A long ridge in grey light",
                "The ridge behind the workshop, before it was cut up.",
            ),
            ("hands", "Two hands above a table", "The sign for wood. The same two hands then show which."),
            ("forest", "Straight trunks in morning light", "Zelkova and birch, forty kilometres at most."),
        ),
        heading("Fourth stop: the loudest room"),
        text(
            "At the end you are shown the kitchen, where lunch is eaten and where, says So-mi, most of the shouting takes place. The table is round; people who sign need to see one another, and a long one would divide them into two parties. There are chopsticks that rest with their tips in the air. They were made because in this kitchen one puts them down after every mouthful. Nobody can talk with full hands.",
            "Seven apprentices have learned here so far, and two of them could hear. We asked one what had been hardest. Not the signs, she said. It was to stop looking away while thinking. Among the hearing it is polite to look at the ceiling for a moment before one answers. Here that is as if you had left the room.",
            "When you go, you don’t say goodbye at the door to a row of backs. You stamp once, gently, and all of them turn.",
        ),
        product("table-set", "For people who put them down after every mouthful."),
        shop(
            "Seen on the walk",
            ("hill-blocks", "made", "From the third stop."),
            ("table-set", "made", "From the fourth, in three woods."),
            ("letter-tray", "featured", "From the bench beneath the sixth mirror."),
        ),
    ],
)

TREE = Story(
    brand=BRAND,
    slug="one-tree-in-ten",
    title="One tree in ten",
    summary="The life of a persimmon in a garden at Munmak, from a seedling in a soya sauce jar to thirty-one plates, as far as it can be known.",
    cover=scene("orchard", "A persimmon tree in a garden in late autumn", seed=433),
    published_days_ago=14,
    body=[
        text(
            "<b>1938.</b> A bride comes over the pass from Jecheon to Munmak (문막) with bedding, a brass bowl, and a seedling in a cracked soya sauce jar. A persimmon, her father has said, bears after seven years if one is patient and after five if one is rude to it. She is patient. In 1945 there are eleven fruits.",
            "We know this from Im Soon-deok (임순덕), her granddaughter, who is seventy-six and told it to us in the garden, standing in the gap.",
        ),
        heading("What a tree keeps"),
        text(
            "<b>1951.</b> The house burns, and the tree scorches on its northern side. In the wood there is a narrow dark ring for that year, and behind it one that is wider than any other. Do Kyung-hwan (도경환), the turner, points at it with the tip of a pencil. Ash, he signs: it had been fed.",
            "<b>1974.</b> A swing. The rope cut into the lowest branch for nine years and can be found in the plank as a fold, with bark inside. <b>1988.</b> The road is asphalted, and a root goes. <b>1996.</b> A record: six hundred and twelve fruits, peeled and hung up on strings. Mrs Im’s mother counted them out loud, and whoever passed the fence was given the last number and a persimmon.",
        ),
        image(
            "home",
            "A low house with a garden wall",
            "The tree stood to the left of the gate. The shadow, says Mrs Im, is still missing.",
            seed=434,
        ),
        heading("Ten minutes in August"),
        text(
            "<b>2023.</b> The storm arrived at night and took a roof in the next village. Here it took ten minutes. In the morning the tree lay across the jars, of which it had, with some tact, broken only the empty ones. The neighbours offered a chainsaw. A man came about firewood. Mrs Im said that she would think it over, and sat down on the trunk.",
            "It was her nephew who had read of a workshop that fetches garden trees, from anywhere within forty kilometres, for the price of the work of clearing up. He sent a message. Two people arrived with a lorry on the third day. They did not begin to saw. One laid his palm on the bark, and then wrote on a pad: <i>Is there anything that we should know about it?</i>",
        ),
        quote(
            "Nobody had asked me that. They asked how many cubic metres.",
            "Im Soon-deok",
            "of the garden in Munmak",
        ),
        text(
            "She talked for two hours. Ahn So-mi (안소미), who lipreads well and likes old women, wrote it all down on the back of the delivery notes. That is the only reason why there is anything to print here.",
        ),
        heading("Black"),
        text(
            "Persimmon wood is as pale as biscuit. In about one tree in ten, nobody quite knows why, the heart goes black: a wound, minerals, age, something in the ground. Cabinet makers of the Joseon court called this <i>meokgam</i> (먹감), ink persimmon, and sawed it so that the two halves of a chest mirrored one another like mountains in a lake. One cannot tell from outside. One can’t order it, either. The log is on the saw, and there it is or it isn’t.",
            "At Still Wood the first cut through a persimmon is made with everybody present. The lamp goes on; five people put down what they have in their hands. When this one fell open nobody moved, in a room where conversation never stops. A black river ran from the root to the place of the swing, and then divided.",
        ),
        gallery(
            "Three years under the roof.",
            ("forest", "Trunks on a slope", "A tree that grew alone has branches low down, and so knots."),
            (
                "workshop",
                "Planks stacked with laths between them",
                "Stacked with laths, so that air gets everywhere.",
            ),
            (
                "hands",
                "Hands holding a turned rim",
                "Four millimetres at the rim. One feels it before one sees it.",
            ),
        ),
        text(
            "<b>2023 to 2026.</b> Nothing. This is the longest part of the work. The planks lie under the roof with a lath between each two, lose a third of their weight, and make up their minds. Every half-year somebody turns them over. An apprentice has the key to the attic; she was the first in her class to find a job, and the last who was asked to an interview. There is a number for that, too.",
        ),
        figures.EMPLOYMENT_GAP,
        heading("Thirty-one"),
        text(
            "<b>October 2026.</b> What was straight and sound gave thirty-one plates. Eight have the river in them, and four the place where it divides. The fold with the bark could not be turned; it would have flown apart. It lay on the sill for a while. Then Kyung-hwan sanded it, oiled it and took it to Munmak, where it now hangs beside the gate at the height at which a swing would be.",
            "Mrs Im chose her plate last, when all of them lay side by side on the table. She did not take one of those with the river. She took the smallest, a pale one with a narrow dark ring along the edge. She passed her thumb around it, once.",
            "<i>There,</i> she said. <i>That’s the year in which the house burnt down.</i> She uses it for rice cakes, and in the autumn for persimmons, which she has to buy.",
        ),
        product("persimmon-plate", "From gardens, after storms. Which tree it was stands on the card."),
        shop(
            "From within forty kilometres",
            ("persimmon-plate", "made", "One in ten is black."),
            ("letter-tray", "made", "From a zelkova that stood beside a school."),
            ("table-set", "gift", "For what lies on the plate."),
        ),
    ],
)

STORIES = (FLOOR, TREE)
