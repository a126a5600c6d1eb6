"""The invented people of the demonstration: who works in the museum, and who has bought from it."""

from dataclasses import dataclass
from random import Random

from accounts.roles import EDITOR, MARKETER, OPERATOR, OWNER, SHOPPER

# Reserved for examples (RFC 2606): nobody has an address there.
DOMAIN = "example.org"
# Printed for everybody to see; loading is refused on a public site.
PASSWORD = "impact-museum-demo"  # noqa: S105
SHOPPERS_WITH_ACCOUNT = 40
GUESTS = 50
SEED = 40_50


@dataclass(frozen=True)
class DemoAccount:
    role: str
    first_name: str
    last_name: str

    @property
    def email(self) -> str:
        return f"{self.role}@{DOMAIN}"


ACCOUNTS = (
    DemoAccount(EDITOR, "Eunsol", "Yoon"),
    DemoAccount(MARKETER, "Mirae", "Kang"),
    DemoAccount(OPERATOR, "Ohyun", "Seo"),
    DemoAccount(OWNER, "Onyu", "Baek"),
    DemoAccount(SHOPPER, "Sarang", "Han"),
)


@dataclass(frozen=True)
class Buyer:
    """`has_account` is False for a guest."""

    first_name: str
    last_name: str
    korean: str
    email: str
    phone: str
    address_line1: str
    address_line2: str
    city: str
    region: str
    postcode: str
    country: str
    has_account: bool

    @property
    def full_name(self) -> str:
        return f"{self.korean} {self.first_name} {self.last_name}".strip()


FAMILIES = (
    ("김", "Kim"),
    ("이", "Lee"),
    ("박", "Park"),
    ("최", "Choi"),
    ("정", "Jung"),
    ("강", "Kang"),
    ("조", "Cho"),
    ("윤", "Yoon"),
    ("장", "Jang"),
    ("임", "Lim"),
    ("한", "Han"),
    ("오", "Oh"),
    ("서", "Seo"),
    ("신", "Shin"),
)
GIVEN = (
    ("지우", "Jiwoo"),
    ("서연", "Seoyeon"),
    ("민준", "Minjun"),
    ("하은", "Haeun"),
    ("도윤", "Doyun"),
    ("예린", "Yerin"),
    ("시우", "Siwoo"),
    ("수아", "Sua"),
    ("은호", "Eunho"),
    ("다인", "Dain"),
    ("현서", "Hyunseo"),
    ("나래", "Narae"),
    ("주원", "Juwon"),
    ("보람", "Boram"),
    ("태경", "Taekyung"),
    ("유진", "Yujin"),
)
# Street, city, region, first three digits of the postal code, how often.
PLACES = (
    ("Donggyo-ro", "Seoul", "Mapo-gu", "040", 9),
    ("Seongsui-ro", "Seoul", "Seongdong-gu", "047", 8),
    ("Sinheung-ro", "Seoul", "Yongsan-gu", "043", 6),
    ("Yeoksam-ro", "Seoul", "Gangnam-gu", "062", 6),
    ("Pangyo-ro", "Seongnam", "Gyeonggi-do", "134", 6),
    ("Jeongjo-ro", "Suwon", "Gyeonggi-do", "164", 5),
    ("Gwangan-ro", "Busan", "Suyeong-gu", "482", 5),
    ("Dongdeok-ro", "Daegu", "Jung-gu", "419", 3),
    ("Sinpo-ro", "Incheon", "Jung-gu", "223", 3),
    ("Daeheung-ro", "Daejeon", "Jung-gu", "349", 3),
    ("Yangnim-ro", "Gwangju", "Nam-gu", "616", 2),
    ("Gyeonggijeon-gil", "Jeonju", "Jeonbuk-do", "550", 2),
    ("Gyeongpo-ro", "Gangneung", "Gangwon-do", "254", 2),
    ("Jungang-ro", "Jeju", "Jeju-do", "631", 2),
    ("Ieodo-ro", "Seogwipo", "Jeju-do", "635", 1),
)
HOMES = (
    "",
    "",
    "101-dong 1203-ho",
    "2nd floor",
    "302-ho",
    "B-dong 704-ho",
    "1st floor, the blue door",
    "1801-ho",
)
FROM_ABROAD = (
    Buyer(
        first_name="Aiko",
        last_name="Morita",
        korean="",
        email=f"aiko.morita@{DOMAIN}",
        phone="+81312345678",
        address_line1="2-11-7 Kuramae",
        address_line2="Apartment 402",
        city="Tokyo",
        region="Taito-ku",
        postcode="111-0051",
        country="JP",
        has_account=False,
    ),
    Buyer(
        first_name="Jonas",
        last_name="Brandt",
        korean="",
        email=f"jonas.brandt@{DOMAIN}",
        phone="+493012345678",
        address_line1="Gotenstrasse 41",
        address_line2="",
        city="Berlin",
        region="",
        postcode="10829",
        country="DE",
        has_account=True,
    ),
)
DEMO_SHOPPER = Buyer(
    first_name="Sarang",
    last_name="Han",
    korean="한사랑",
    email=f"{SHOPPER}@{DOMAIN}",
    phone="+821000000001",
    address_line1="24 Donggyo-ro 41-gil",
    address_line2="302-ho",
    city="Seoul",
    region="Mapo-gu",
    postcode="04012",
    country="KR",
    has_account=True,
)


def invent_buyers() -> list[Buyer]:
    """Always the same people: those with an account first, then the guests; every name once."""
    random = Random(SEED)
    names = [(family, given) for family in FAMILIES for given in GIVEN]
    chosen = random.sample(names, SHOPPERS_WITH_ACCOUNT + GUESTS - len(FROM_ABROAD))
    accounts_at_home = SHOPPERS_WITH_ACCOUNT - sum(buyer.has_account for buyer in FROM_ABROAD)
    at_home = [
        _invent(random, number, family, given, has_account=number < accounts_at_home)
        for number, (family, given) in enumerate(chosen)
    ]
    return sorted([*at_home, *FROM_ABROAD], key=lambda buyer: not buyer.has_account)


def _invent(random: Random, number: int, family, given, *, has_account: bool) -> Buyer:
    street, city, region, postcode, _weight = random.choices(PLACES, [place[-1] for place in PLACES])[0]
    return Buyer(
        first_name=given[1],
        last_name=family[1],
        korean=family[0] + given[0],
        email=f"{given[1]}.{family[1]}@{DOMAIN}".lower(),
        phone=f"+82100000{number + 100:04d}",
        address_line1=f"{random.randint(2, 180)} {street}",
        address_line2=random.choice(HOMES),
        city=city,
        region=region,
        postcode=f"{postcode}{random.randint(10, 99)}",
        country="KR",
        has_account=has_account,
    )
