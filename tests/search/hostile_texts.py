"""What somebody types who wants to see it fail: the same texts for the same seed."""

import random
import unicodedata
from collections.abc import Iterator

LUCENE = [
    '"',
    "(((",
    "+salt -soap",
    "salt AND",
    "OR OR OR",
    "NOT NOT",
    "salt~9",
    "salt^99",
    "sa?t",
    "s*",
    "*",
    "/[a-z]{9,}.*/",
]
LUCENE += [
    "[1 TO *]",
    "{a TO z}",
    "_exists_:names",
    "names:salt",
    "kind:product",
    "entry:1",
    "_id:product\\:1",
    "\\",
    "\\u0000",
]
LUCENE += ['{"query":{"match_all":{}}}', '"}],"size":10000', "${jndi:ldap://x}", "salt && !soap || (road)"]
FTS5 = [
    "NEAR(salt soap, 2)",
    "salt NEAR/2 soap",
    "^salt",
    "names : salt",
    "{names about} : salt",
    "- names : salt",
    '"salt" *',
    'salt" OR "a',
]
FTS5 += ["salt AND NOT", "rank", "search_text", "MATCH", '""', '" "']
TSQUERY = [
    "salt & | !",
    "salt <-> soap",
    "salt <2> soap",
    "'salt':*A",
    "salt:*",
    "!!salt",
    "(salt",
    "salt)",
    ":*",
    "'",
    "''",
    "<->",
    "\\'",
]
SQL = [
    "' OR 1=1 --",
    "'; DROP TABLE search_entry; --",
    "salt' UNION SELECT password FROM accounts_user",
    "%",
    "%%",
    "%s",
    "%(x)s",
    "_",
    "salt%",
]
SQL += ["1; SELECT pg_sleep(9)", "E'\\x00'", "$1", "$$", "/* salt */", "CAST(1 AS int)"]
HTML = [
    "<script>alert(1)</script>",
    "<b>salt",
    "&lt;salt&gt;",
    "</title>",
    "{{ 7*7 }}",
    "{% load %}",
    "javascript:alert(1)",
    "&#0;",
    "<mark>salt</mark>",
]
ONLY = [
    "the",
    "the and of to",
    "a",
    "은는이가",
    "...",
    "!?",
    "---",
    "0",
    "12345678901234567890",
    "1e999",
    "NaN",
    "null",
    "-1",
    "٣",
    "²",
    "½",
    "Ⅷ",
    "㎏",
]
LONG = [
    "a" * 10_000,
    "가" * 10_000,
    "salt " * 2_000,
    "e" + "\u0301" * 3_000,
    "*" * 5_000,
    '"' * 9_999,
    "1" * 10_000,
    "\u200b" * 10_000,
    "(" * 10_000,
]
LONG += [
    "a" * 100,
    "가" * 100,
    "\ufdfa" * 100,
    "㌀" * 100,
    "ß" * 100,
    "ﬃ" * 100,
    "\u0390" * 100,
    "🧂" * 100,
    " ".join("abcdefghij" * 5)[:100],
]
LONG += [" ".join(f"w{n}" for n in range(100)), "s" * 50 + " " + "t" * 49, "salt-" * 20, "sa\u0301lt" * 20]
ODD = [
    "\x00",
    "salt\x00soap",
    "\ud800",
    "\udfff salt",
    "\u202esalt",
    "\u2066salt\u2069",
    "\ufeffsalt",
    "👩\u200d👩\u200d👧",
    "🧂",
    "\u0bcd\u0301\u0301",
]
ODD += [
    "ſalt",
    "SALT",
    "ｓａｌｔ",
    "소금\u3000비누",
    "ㅅㅗㄱㅡㅁ",
    "소\u1100\u1161",
    "\u115f\u1160",
    "İ",
    "ǅ",
    "ﷺ",
    "\U0010ffff",
    "\U000e0041",
    "\r\n",
    "\t",
    "\v\f",
    "\x1b[31m",
    "\x7f",
]
ODD += ["ꙮ", "𒐫", "ᄀ" * 90, "a\u0327\u0301" * 30, "͏", "\u2028", "ᅠ", "￼", "١٢٣", "한" + "\u0301" * 60]
WORDS = [
    "salt",
    "soap",
    "road",
    "water",
    "hidden",
    "secret",
    "소금",
    "비누",
    "salt-soap",
    "SALT-SOAP",
    "sallt",
    "soaap",
    "brand",
    "sal",
]
SINGLE = [*LUCENE, *FTS5, *TSQUERY, *SQL, *HTML, *ONLY, *LONG, *ODD, *WORDS]


def hostile_texts(count: int, *, seed: int = 20260302) -> Iterator[str]:
    """First each by itself, in an order that chance gave; then two and three of them, some of them spoilt."""
    chance = random.Random(seed)
    singles = list(SINGLE)
    chance.shuffle(singles)
    yield from singles[:count]
    for _ in range(count - len(singles)):
        pieces = [chance.choice(SINGLE)[:60] for _ in range(chance.randint(1, 4))]
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(WORDS))
        yield _spoil(chance.choice(["", " ", " ", ":", "\u200b"]).join(pieces), chance)


def _spoil(text: str, chance: random.Random) -> str:
    way = chance.randrange(6)
    at = chance.randrange(len(text) + 1)
    if way == 0:
        return text[:at] + _any_character(chance) + text[at:]
    if way == 1:
        return unicodedata.normalize(chance.choice(["NFD", "NFKD", "NFC"]), text)
    if way == 2:
        return text[::-1]
    return text


def _any_character(chance: random.Random) -> str:
    return chr(chance.choice([chance.randrange(128), chance.randrange(0x3000), chance.randrange(0x110000)]))


POSITIONS = [
    "x",
    "=",
    "e30",
    "W10",
    "WzFd",
    "WzEsMl0",
    "WzEuNSwgMV0",
    "W251bGwsbnVsbF0",
    "Wy0xLCAtMV0",
    "WzFlMzA4LCAxXQ",
    "\ud800",
    "\x00",
]
POSITIONS += [
    "W05hTiwgMV0",
    "WzEsOTIyMzM3MjAzNjg1NDc3NTgwN10",
    "WyJhIiwxXQ",
    "W1tdLFtdXQ",
    "W3RydWUsIDFd",
    "W" * 2000,
    "W1tbW1tbW1tbW1tb" * 100,
]
HOSTILE_PARAMETERS = [
    *({"after": position} for position in POSITIONS),
    *({"after": position, "page": "2", "sort": "newest"} for position in POSITIONS[:11]),
    *(
        {"page": page}
        for page in ("0", "-1", "1.5", "x", "501", "99999999999999999999", "1e9", "٢", "\x00", "")
    ),
    *(
        {"sort": sort, "ordering": sort}
        for sort in ("price; DROP", "-", "--price", "_score", "entry", "\x00", "popular,price")
    ),
    *(
        {"min_price": price}
        for price in ("-1", "1e400", "NaN", "Infinity", "x", "9" * 400, "0x10", "１２", "1,000", "\x00")
    ),
    *(
        {"max_price": price, "min_price": "5"}
        for price in ("-1", "1e-400", "0.001", "sNaN", "1e26", "9" * 30)
    ),
    *(
        {name: slug}
        for name in ("brand", "problem", "category", "type")
        for slug in ("'", "*", "\x00", "\ud800", "a" * 5000, "{}", "|")
    ),
    {"in_stock": "\x00"},
    {"in_stock": "maybe"},
    {"page_size": "-1"},
    {"page_size": "1000000"},
    {"page_size": "x", "page": "700", "after": "x"},
]
