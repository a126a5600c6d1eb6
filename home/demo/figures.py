"""The true figures of the demo content, each with the report it comes from.

Brands, people and claims are invented; these are not. A figure that is corrected here is corrected
wherever it hangs.
"""

from datetime import date

from home.demo.composing import fact

JMP_2025 = (
    "WHO and UNICEF Joint Monitoring Programme, Progress on household drinking water, sanitation and hygiene 2000–2024",
    "https://washdata.org/reports/jmp-2025-wash-households",
    date(2025, 8, 26),
)
JMP_2023 = (
    "WHO and UNICEF Joint Monitoring Programme, Progress on household drinking water, sanitation and hygiene 2000–2022: special focus on gender",
    "https://washdata.org/reports/jmp-2023-wash-households",
    date(2023, 7, 6),
)
WHO_BURDEN = (
    "World Health Organization, Burden of disease attributable to unsafe drinking-water, sanitation and hygiene: 2019 update",
    "https://www.who.int/publications/i/item/9789240075610",
    date(2023, 6, 28),
)
UNEP_SEA = (
    "UN Environment Programme, From Pollution to Solution: a global assessment of marine litter and plastic pollution",
    "https://www.unep.org/resources/pollution-solution-global-assessment-marine-litter-and-plastic-pollution",
    date(2021, 10, 21),
)
OECD_PLASTICS = (
    "OECD, Global Plastics Outlook: economic drivers, environmental impacts and policy options",
    "https://www.oecd.org/en/publications/global-plastics-outlook_de747aef-en.html",
    date(2022, 2, 22),
)
GARBAGE_PATCH = (
    "Lebreton et al., Evidence that the Great Pacific Garbage Patch is rapidly accumulating plastic, Scientific Reports 8",
    "https://www.nature.com/articles/s41598-018-22939-w",
    date(2018, 3, 22),
)
LOST_GEAR = (
    "Richardson et al., Global estimates of fishing gear lost to the ocean each year, Science Advances 8",
    "https://www.science.org/doi/10.1126/sciadv.abq0135",
    date(2022, 10, 12),
)
FOOD_WASTE_INDEX = (
    "UN Environment Programme, Food Waste Index Report 2024",
    "https://www.unep.org/resources/publication/food-waste-index-report-2024",
    date(2024, 3, 27),
)
SOFA_2019 = (
    "FAO, The State of Food and Agriculture 2019: moving forward on food loss and waste reduction",
    "https://www.fao.org/state-of-food-agriculture/2019/en/",
    date(2019, 10, 14),
)
PENSIONS = (
    "OECD, Pensions at a Glance 2023: OECD and G20 indicators",
    "https://www.oecd.org/en/publications/pensions-at-a-glance-2023_678055dd-en.html",
    date(2023, 12, 13),
)
SOCIAL_CONNECTION = (
    "WHO Commission on Social Connection, From loneliness to social connection",
    "https://www.who.int/groups/commission-on-social-connection",
    date(2025, 6, 30),
)
RESIDENTS = (
    "Ministry of the Interior and Safety of the Republic of Korea, resident registration statistics",
    "https://jumin.mois.go.kr/",
    date(2024, 12, 24),
)
LONELY_DEATHS = (
    "Ministry of Health and Welfare of the Republic of Korea, 2024 survey of lonely deaths",
    "https://www.mohw.go.kr/",
    date(2024, 10, 17),
)
HEALTH_EQUITY = (
    "World Health Organization, Global report on health equity for persons with disabilities",
    "https://www.who.int/publications/i/item/9789240063600",
    date(2022, 12, 2),
)
DISABILITY_AND_WORK = (
    "OECD, Disability, Work and Inclusion: mainstreaming in all policies and practices",
    "https://www.oecd.org/en/publications/disability-work-and-inclusion_1eaa5e9c-en.html",
    date(2022, 10, 11),
)
SIGN_LANGUAGES = (
    "United Nations, International Day of Sign Languages, after the World Federation of the Deaf",
    "https://www.un.org/en/observances/sign-languages-day",
    date(2024, 9, 23),
)
NEW_TEXTILES = (
    "Ellen MacArthur Foundation, A new textiles economy: redesigning fashion's future",
    "https://www.ellenmacarthurfoundation.org/a-new-textiles-economy",
    date(2017, 11, 28),
)
EEA_TEXTILES = (
    "European Environment Agency, Textiles and the environment: the role of design in Europe's circular economy",
    "https://www.eea.europa.eu/publications/textiles-and-the-environment-the",
    date(2022, 2, 10),
)
POLLINATORS = (
    "IPBES, Assessment report on pollinators, pollination and food production",
    "https://www.ipbes.net/assessment-reports/pollinators",
    date(2016, 2, 26),
)
SOILS = (
    "FAO, Status of the world's soil resources",
    "https://www.fao.org/3/i5199e/i5199e.pdf",
    date(2015, 12, 4),
)

WATER_MISSING = fact(
    "2.1 billion", "people, one in four, had no safely managed drinking water at home in 2024.", *JMP_2025
)
SURFACE_WATER = fact(
    "106 million", "people drank in 2024 what they took untreated from rivers, lakes and canals.", *JMP_2025
)
WOMEN_FETCH = fact(
    "7 in 10",
    "households without water on their premises leave the fetching of it mainly to women and girls.",
    *JMP_2023,
)
UNSAFE_WATER_DEATHS = fact(
    "1.4 million",
    "deaths in 2019 could have been prevented with safe drinking water, sanitation and hygiene.",
    *WHO_BURDEN,
)
PLASTIC_INTO_SEA = fact("11 million tonnes", "of plastic waste flow into the ocean every year.", *UNEP_SEA)
MARINE_LITTER = fact("85%", "of marine waste, at least, is plastic.", *UNEP_SEA)
PLASTIC_RECYCLED = fact(
    "9%", "of all plastic waste is recycled, once the losses are counted.", *OECD_PLASTICS
)
PLASTIC_WASTE = fact("353 million tonnes", "of plastic waste were made in the world in 2019.", *OECD_PLASTICS)
NETS_IN_PATCH = fact(
    "46%",
    "of the mass of the Great Pacific Garbage Patch, at least, was made of fishing nets.",
    *GARBAGE_PATCH,
)
GEAR_LOST = fact("2%", "of all fishing gear, nearly, is lost to the ocean every year.", *LOST_GEAR)
FOOD_WASTED = fact(
    "1.05 billion tonnes",
    "of food were wasted in homes, kitchens and shops in 2022: 132 kg for each person.",
    *FOOD_WASTE_INDEX,
)
FOOD_SHARE = fact("19%", "of the food that reached consumers in 2022 was thrown away.", *FOOD_WASTE_INDEX)
FOOD_AT_HOME = fact(
    "60%", "of all wasted food is wasted at home, about 79 kg for each person in a year.", *FOOD_WASTE_INDEX
)
FOOD_LOST = fact(
    "14%", "of the world's food, about, is lost after the harvest and before it reaches a shop.", *SOFA_2019
)
OLD_AND_POOR = fact(
    "40.4%",
    "of Koreans over 65 lived in relative income poverty in 2020; the average of the OECD was 14.2%.",
    *PENSIONS,
)
ONE_IN_SIX_LONELY = fact("1 in 6", "people in the world is affected by loneliness.", *SOCIAL_CONNECTION)
ONE_IN_FIVE_OLD = fact(
    "20%",
    "of the residents of Korea were 65 or older when the year 2024 ended, for the first time.",
    *RESIDENTS,
)
DIED_ALONE = fact(
    "3,661",
    "people died alone and unnoticed in Korea in 2023; more than eight in ten were men.",
    *LONELY_DEATHS,
)
ONE_IN_SIX_DISABLED = fact(
    "1.3 billion", "people, one in six, live with a significant disability.", *HEALTH_EQUITY
)
EMPLOYMENT_GAP = fact(
    "27 points",
    "separated the employment rates of people with and without disability across 32 OECD countries in 2019.",
    *DISABILITY_AND_WORK,
)
DEAF_PEOPLE = fact(
    "70 million",
    "deaf people, more than, live in the world; together they use over 300 sign languages.",
    *SIGN_LANGUAGES,
)
TRUCK_A_SECOND = fact(
    "1 lorry a second", "of textiles, worldwide, is put into the ground or burned.", *NEW_TEXTILES
)
WORN_LESS = fact(
    "36%", "fewer times was a garment worn, worldwide, than fifteen years before.", *NEW_TEXTILES
)
FIBRE_TO_FIBRE = fact(
    "Under 1%", "of the material in clothes becomes the material of new clothes.", *NEW_TEXTILES
)
TEXTILE_WATER = fact(
    "9 m³",
    "of water went into the textiles that each person in the European Union bought in 2020.",
    *EEA_TEXTILES,
)
CROPS_AND_BEES = fact(
    "75%",
    "of the leading food crops, and more, depend at least in part on pollination by animals.",
    *POLLINATORS,
)
HARVEST_AND_BEES = fact(
    "35%", "of the world's harvest, by volume, comes from crops that pollinators help.", *POLLINATORS
)
SOIL_DEGRADED = fact("33%", "of the world's land is moderately to highly degraded.", *SOILS)
