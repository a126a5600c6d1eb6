"""Who works in the soil room or rooms."""

from datetime import date

from home.demo.composing import heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

HALF_ACRE = Brand(
    slug="half-acre",
    name="Half Acre",
    korean="반 마지기",
    problem="bees-and-soil",
    homepage="https://example.org/half-acre",
    summary="A farm below Jirisan that gave half of its land to flowers, hives and hedges, and lives from what that half brings.",
    cover=scene("mountain", "Terraced fields below a long mountain ridge", seed=211),
    logo=logo("HA", "Half Acre"),
    people=(
        Person(
            "Pyo Nam-il",
            "표남일",
            "Beekeeper; third of his family, first without a veil",
            date(2012, 3, 1),
            portrait("Pyo Nam-il", seed=211),
        ),
        Person(
            "Gil Sun-young",
            "길선영",
            "Grower; measures the soil every April",
            date(2012, 3, 1),
            portrait("Gil Sun-young", seed=212),
        ),
        Person(
            "Hong Bit-na",
            "홍빛나",
            "Dips the candles and packs the seeds",
            date(2020, 5, 11),
            portrait("Hong Bit-na", seed=213),
        ),
    ),
    body=[
        text(
            "The farm is not large: twelve terraces, a stream, a house with a tin roof. When Gil Sun-young took it over from her uncle in 2012 the soil of the upper six was the colour of cement. It had carried peppers for twenty-two years without a rest, and when it rained one could watch it leave.",
            "She and Pyo Nam-il did what the neighbours thought was either religion or laziness. They sowed the upper half with buckwheat, vetch and phacelia, planted hedges of wild plum along the walls, set twenty hives among them, and did not harvest.",
        ),
        heading("Half is not nothing"),
        text(
            "In the fourth year the lower half, where the peppers and beans still grow, brought as much as the whole farm before. There were more flowers to visit and so more visitors; the water stayed longer in the ground. They do not claim it would work everywhere. They have written down what they did, every April, with a spade and a scale.",
        ),
        image(
            "bees",
            "Wooden hives in a flowering meadow",
            "Twenty hives, and at least forty kinds of wild bee that nobody keeps.",
            seed=214,
        ),
        quote("We are not saving the bees. We stopped being in their way.", "Pyo Nam-il", "beekeeper"),
        text(
            "The shop sells what the flowering half gives: honey, wax, seed, and pots pressed from the clay of the stream."
        ),
        product("terrace-honey", "One jar is about a dozen hives’ morning."),
    ],
)
