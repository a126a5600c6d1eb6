"""The pages of the house: about, privacy, terms."""

from home.demo.composing import heading, image, invite, quote, text
from home.demo.shapes import PlainPage

ABOUT = PlainPage(
    slug="about",
    title="About the museum",
    summary="A shop arranged like a museum: a problem is a room, a maker is an artist, a product is an object with a label. What here is true and what is invented.",
    body=[
        text(
            "In a museum one walks from room to room, stops in front of something, and reads the small card beside it: who made it, of what, when, and why it is here. Shops have shelves. We wondered what would happen if a shop had cards.",
            "So each problem is a <b>room</b> with a colour of its own. In it hang the stories of the <b>makers</b> who work on it, and between the paragraphs stand their <b>objects</b>. Every object carries a label with its materials, its origin, its year, and with what one piece of it does. The evidence for that is one click away.",
        ),
        image("library", "A bright room with shelves and a bench", "The bench is for reading."),
        heading("What is true here, and what is not"),
        text(
            "This is a demonstration. The brands, the people who appear in the stories, what they say, their products, their prices and all orders are <b>invented</b>. So are the claims on the labels, such as the litres that one bar of soap pays for, along with their evidence and the houses said to have checked them. They show what an honest label could look like. Nothing is sent, and nobody should transfer any money.",
            "The problems are <b>real</b>. Every figure that is set large, with a source beneath it, comes from the report that is named there: by the World Health Organization, UNICEF, the UN Environment Programme, FAO, the OECD, IPBES, the European Environment Agency, ministries of the Republic of Korea, or a peer-reviewed journal. Each bears the date of its source and a link. Places are real as well, but have no such workshops, so far as we know.",
            "The pictures are drawings, made for this museum. They show no real person.",
        ),
        quote(
            "A label should be small enough to be checked.",
            "The house rule",
            "on the wall of the office",
        ),
        heading("How a claim gets on to a label"),
        text(
            "A claim says what <i>one piece</i> does, as a number with a unit. It names how it was counted, by whom it was checked, when, and until when it holds. When that day has passed, the claim disappears from the label until somebody has counted anew. In a cart and on a receipt the numbers are added up, unit by unit, and never mixed: a litre isn’t a minute.",
        ),
        heading("What we do not do"),
        (
            "paragraph",
            (
                "<ul>"
                "<li>We don’t count down, and there are never “only two people looking at this”.</li>"
                "<li>We don’t follow you to other sites. There are no third parties on our pages at all.</li>"
                "<li>We don’t ask for an account. You can read and buy without one.</li>"
                "</ul>"
                "<p>If you would rather only read, that’s what a museum is for.</p>"
            ),
        ),
        invite("Begin wherever you like; the rooms have no order.", "Enter the first room", "/problems/"),
    ],
)

PRIVACY = PlainPage(
    slug="privacy",
    title="Privacy",
    summary="What the museum stores about you, why, for how long, and how you see, correct or erase it.",
    body=[
        text(
            "We store what is needed to send you what you ordered, and nothing so as to find out who you are. No other company’s scripts, fonts, pictures or counters are loaded on our pages.",
        ),
        heading("When you read"),
        text(
            "The server notes for a short time which page was asked for, so that attacks and faults can be found. We count how often a story is read, not who reads it.",
        ),
        heading("When you put something into the cart"),
        text(
            "Your browser receives a signed cookie. It contains a random token and nothing else, and serves to find your cart again. For each line we remember the story or campaign in which you found the object, because the makers would like to know which of their stories are read; this is tied to the line, and not to you.",
        ),
        heading("When you order"),
        text(
            "We need a name, an address, a telephone number for the parcel, and an e-mail address for the receipt. We pass on to the carrier what has to stand on the parcel. Korean law obliges us to keep records of contracts and payments for five years; after that they are erased. A second cookie lets you see your latest orders again in the same browser without an account.",
        ),
        heading("When you have an account"),
        text(
            "The account stores your name, your addresses and your orders. You can change all of this yourself. If you delete the account, the addresses are erased at once; orders are kept, as above, and can no longer be seen by anybody but the bookkeeping.",
        ),
        heading("Mail"),
        text(
            "Mails about an order are sent because of the order. News is sent only if you have agreed to it, and every one carries a link that ends it with one click.",
        ),
        heading("Your rights"),
        text(
            "You may ask what we know about you, have it corrected, have it erased, and take it with you. Write to hello@example.org. If our answer does not satisfy you, you may turn to the Personal Information Protection Commission (개인정보보호위원회).",
        ),
    ],
)

TERMS = PlainPage(
    slug="terms",
    title="Terms",
    summary="Orders, prices, payment, delivery, and how to give something back. The museum is a demonstration; these are the terms it would have.",
    body=[
        text(
            "<b>This shop is a demonstration.</b> Its goods are invented. An order placed here leads to no contract, no delivery and no claim. What follows is written as it would be if the museum were open.",
        ),
        heading("Orders"),
        text(
            "A contract is made when you press <i>Place order</i> and we confirm it by mail. The confirmation contains all that was agreed: the objects, the price, the delivery and these terms. If the last piece has gone to somebody else in the meantime we tell you which one, and charge nothing for it.",
        ),
        heading("Prices and payment"),
        text(
            "All prices are in won and include value-added tax. The cost of delivery is shown before you order. You pay by bank transfer or on delivery. With a transfer we keep the objects for you until the time named in the confirmation; after that the order lapses by itself and nothing is owed.",
        ),
        heading("Delivery"),
        text(
            "Parcels are packed in paper and given to the carrier on the next working day. From an amount named in the cart the standard parcel within Korea is free of charge. Objects from different makers travel in one parcel.",
        ),
        heading("Changing your mind"),
        text(
            "You may cancel an order until it is dispatched, with the button on the page of the order. Afterwards you may withdraw within seven days of having received it, without giving reasons, as the law on electronic commerce provides; you then bear the cost of sending it back. If something arrives broken or is not what its label says, we bear it, and you have three months, or thirty days from the day on which you noticed.",
            "Opened food and used soap cannot be taken back, unless there’s something wrong with them.",
        ),
        heading("Claims on labels"),
        text(
            "What a label promises is part of what you buy. On the receipt it stands as it stood on the day of your order, even when the claim is changed later.",
        ),
        heading("Disputes"),
        text(
            "Korean law applies. If you are a consumer who lives elsewhere, the protection of the law of your country remains. Write to us first: hello@example.org.",
        ),
    ],
)

PAGES = (ABOUT, PRIVACY, TERMS)
