"""The catalogue's tree: three levels, in three groups of the menu."""

from home.demo.shapes import Category

CATEGORIES = (
    Category(
        "kitchen-and-table",
        "Kitchen & table",
        1,
        (
            Category(
                "tableware",
                "Tableware",
                children=(
                    Category("bowls-and-plates", "Bowls & plates"),
                    Category("mugs", "Mugs"),
                    Category("cutlery", "Spoons & chopsticks"),
                ),
            ),
            Category(
                "drinking-water",
                "Drinking water",
                children=(Category("filter-jugs", "Filter jugs"), Category("bottles", "Bottles")),
            ),
            Category("aprons", "Aprons"),
        ),
    ),
    Category(
        "body-and-bath",
        "Body & bath",
        1,
        (
            Category(
                "soap",
                "Soap",
                children=(
                    Category("hand-and-body-soap", "Hand & body"),
                    Category("hair-soap", "Hair"),
                    Category("bath-salt", "Bath salt & dishes"),
                ),
            ),
            Category("brushes-and-sponges", "Brushes & sponges"),
            Category("refills", "Refills"),
        ),
    ),
    Category(
        "to-wear",
        "To wear",
        2,
        (
            Category("tops", "Shirts"),
            Category(
                "warm-things",
                "Warm things",
                children=(
                    Category("scarves", "Scarves"),
                    Category("socks", "Socks"),
                    Category("hats", "Hats"),
                ),
            ),
            Category("rainwear", "For the rain"),
        ),
    ),
    Category(
        "to-carry",
        "To carry",
        2,
        (
            Category(
                "bags", "Bags", children=(Category("totes", "Totes"), Category("backpacks", "Backpacks"))
            ),
            Category("small-things", "Wallets & bracelets"),
        ),
    ),
    Category(
        "home-and-garden",
        "Home & garden",
        3,
        (
            Category("light", "Candles & lamps"),
            Category(
                "textiles",
                "Textiles",
                children=(Category("blankets", "Blankets"), Category("cushions", "Cushions")),
            ),
            Category(
                "garden",
                "Garden",
                children=(Category("plant-pots", "Plant pots"), Category("seeds-and-soil", "Seeds & soil")),
            ),
            Category("baskets-and-boxes", "Baskets & boxes"),
        ),
    ),
    Category(
        "paper-and-play",
        "Paper & play",
        3,
        (
            Category(
                "paper",
                "Paper",
                children=(
                    Category("notebooks", "Notebooks"),
                    Category("pencils-and-cards", "Pencils & cards"),
                    Category("prints-and-books", "Prints & books"),
                ),
            ),
            Category("toys", "Toys"),
        ),
    ),
    Category(
        "pantry",
        "Pantry",
        3,
        (
            Category("honey-and-spreads", "Honey & spreads"),
            Category(
                "tea-and-coffee",
                "Tea & coffee",
                children=(Category("tea", "Tea"), Category("coffee", "Coffee")),
            ),
            Category("baked-and-dried", "Baked & dried"),
            Category("chocolate", "Chocolate"),
        ),
    ),
)
