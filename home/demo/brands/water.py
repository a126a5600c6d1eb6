"""Who works in the water room or rooms."""

from datetime import date

from home.demo.composing import gallery, heading, image, logo, portrait, product, quote, scene, text
from home.demo.shapes import Brand, Person

SALT_AND_SUN = Brand(
    slug="salt-and-sun",
    name="Salt & Sun",
    korean="소금과 해",
    problem="water",
    homepage="https://example.org/salt-and-sun",
    summary="Soap boiled on a salt island off Sinan. A part of every bar pays for wells that somebody has already built and nobody mends.",
    cover=scene("coast", "Salt pans on a flat coast, seen from a dyke", seed=101),
    logo=logo("S", "Salt & Sun"),
    people=(
        Person(
            "Han Mi-rae",
            "한미래",
            "Founder; boils the soap and answers the letters",
            date(2016, 4, 1),
            portrait("Han Mi-rae", seed=101),
        ),
        Person(
            "Jang Du-sik",
            "장두식",
            "Rakes the salt, as his father did",
            date(2016, 4, 1),
            portrait("Jang Du-sik", seed=102),
        ),
        Person(
            "Amina Osei",
            "아미나 오세이",
            "Follows the money to the wells and reports back",
            date(2019, 9, 15),
            portrait("Amina Osei", seed=103),
        ),
    ),
    body=[
        text(
            "The pans of Jeungdo and its neighbours in Sinan County (신안군) are made of mud, sea and waiting. The sea is let in at spring tide, moved from field to field as it thickens, and after twenty days of sun a man with a wooden rake draws a white line across the last one. Many a farm has closed since the fathers retired.",
            "Han Mi-rae came in 2016 to write a chemistry thesis about brine and stayed, because Jang Du-sik had eleven tonnes of salt nobody wanted and she knew how to make soap. Salt makes a bar hard. A hard bar lasts longer, and does not turn to porridge in a wet dish.",
        ),
        image(
            "harbour",
            "A small harbour with a ferry and sheds",
            "The soap house stands behind the ferry ticket window.",
            seed=104,
        ),
        heading("Why wells"),
        text(
            "Soap without water is a decoration, she says. From the third month a fixed sum from each bar was put aside. It does not drill wells: others do that, and like to be photographed. It pays the mechanics, the seals and the chain of a pump in its ninth year."
        ),
        quote(
            "We did not want to sell soap. We wanted people to be able to use it.", "Han Mi-rae", "founder"
        ),
        text(
            "Amina Osei, who worked on pumps in Ghana for eleven years, visits every partner once a year and publishes what she finds, including the two wells that were dry.",
        ),
        product("salt-soap", "The bar it all began with: five ingredients, one of them raked by hand."),
    ],
)

UMUL_KILN = Brand(
    slug="umul-kiln",
    name="Umul Kiln",
    korean="우물가마",
    problem="water",
    homepage="https://example.org/umul-kiln",
    summary="Potters in Icheon who make water filters you can take apart, boil and use again, and cups that make you want to drink it.",
    cover=scene("workshop", "A pottery with shelves of unfired jugs", seed=111),
    logo=logo("U", "Umul Kiln"),
    people=(
        Person(
            "Cho Ara",
            "조아라",
            "Potter; throws the jugs and keeps the book of failures",
            date(2014, 3, 3),
            portrait("Cho Ara", seed=111),
        ),
        Person(
            "Bae Sung-min",
            "배성민",
            "Engineer; drinks from every hundredth filter himself",
            date(2015, 11, 2),
            portrait("Bae Sung-min", seed=112),
        ),
    ),
    body=[
        text(
            "Icheon (이천) has fired pots for five hundred years, and its clay has opinions. Cho Ara learned there to throw porcelain for tea. Her husband, Bae Sung-min, designed seals for industrial pumps. The filter came out of a quarrel about whose work was more useful.",
            "The principle is old: clay is mixed with fine rice husk, the husk burns out in the kiln, and what stays is a wall full of holes too small for bacteria. Aid organisations have taught it from Cambodia to Nicaragua since the nineteen-eighties. What was missing was one that people would put on a table.",
        ),
        heading("A jug with three parts"),
        text(
            "It has a jug, a filter and a lid. Nothing is glued. When the water runs slowly, the filter is brushed under the tap; when it has cracked, it can be replaced and the old one ground up for flower pots. There is no cartridge subscription, although three investors asked for one.",
        ),
        gallery(
            "From the wheel to the test bench.",
            (
                "hands",
                "Two hands raising a wall of clay",
                "The wall may vary by half a millimetre, not more.",
            ),
            ("kitchen", "Jugs dripping into glasses in a row", "Every filter is timed: two litres an hour."),
            (
                "water",
                "Water standing still in a bowl",
                "What comes out is sent to a laboratory each quarter.",
            ),
        ),
        text(
            "For every jug that is sold a second filter element goes to a school that has a well and no laboratory. The schools write back, mostly about who is responsible for the brush.",
        ),
        product("clay-filter-jug", "Three parts, no glue, no subscription."),
    ],
)
