"""Sixty ways of naming another site where a path is asked for, and where a browser would end up."""

from urllib.parse import urljoin, urlsplit

EVIL = "evil.example"
HOSTILE = [
    f"//{EVIL}",
    f"//{EVIL}/",
    f"///{EVIL}",
    f"////{EVIL}",
    f"/////{EVIL}/%2e%2e",
    f"//{EVIL}//",
    f"//{EVIL}@testserver/",
    f"//testserver@{EVIL}/",
    f"//testserver:80@{EVIL}/",
    f"//{EVIL}:80/",
    f"//{EVIL}\\@testserver/",
    f"//{EVIL}#@testserver/",
    f"//{EVIL}?testserver/",
    f"//{EVIL}%2F@testserver",
    f"/\\{EVIL}",
    f"/\\/{EVIL}",
    f"\\/{EVIL}",
    f"\\\\{EVIL}",
    f"\\{EVIL}",
    f"/\\\\{EVIL}",
    f"/\t/{EVIL}",
    f"/\n/{EVIL}",
    f"/\r\n/{EVIL}",
    f"\t//{EVIL}",
    f" //{EVIL}",
    f"\n//{EVIL}",
    f"\x01//{EVIL}",
    f"/\x00/{EVIL}",
    f"/\x0b/{EVIL}",
    f"/\u2028/{EVIL}",
    f"\u00a0//{EVIL}",
    f"\ufeff//{EVIL}",
    f"/\u200b/{EVIL}",
    f"/account/\r\nLocation: https://{EVIL}/",
    f"/account/\r\nSet-Cookie: a=b; domain={EVIL}",
    f"https://{EVIL}",
    f"https://{EVIL}/account/",
    f"HTTPS://{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"https:///{EVIL}",
    f"https:////{EVIL}",
    f"https:\\\\{EVIL}",
    f"ht\ttps://{EVIL}",
    f"http://testserver@{EVIL}/",
    f"http://testserver.{EVIL}/",
    f"http://{EVIL}\\testserver/",
    f"http://testserver\\@{EVIL}/",
    f"http://[::1]@{EVIL}/",
    "http://[evil",
    f"ftp://{EVIL}/",
    f"ws://{EVIL}/",
    f"mailto:somebody@{EVIL}",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "javascript://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    f"\u2215\u2215{EVIL}",
    f"\uff0f\uff0f{EVIL}",
    f"/\uff0f{EVIL}",
    f"%2F%2F{EVIL}",
    f"/%2F{EVIL}",
    f"/%5C{EVIL}",
    f"/..//{EVIL}",
    f"/.//{EVIL}",
    EVIL,
    f"?next=//{EVIL}",
    f"account_logout//{EVIL}",
]


def host_reached(location: str, *, standing_on: str) -> str:
    """The host that a browser asks next, or the scheme with a colon when it asks none. As browsers read an address:
    signs below the space go at both ends, tabs and line breaks everywhere, and a backslash is a slash."""
    read = location.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None})
    scheme, colon, rest = read.partition(":")
    if colon and scheme.isalpha() and scheme.lower() not in {"http", "https"}:
        return f"{scheme.lower()}:"
    read = read.replace("\\", "/")
    if colon and scheme.isalpha():
        read = f"{scheme}://{rest.replace(chr(92), '/').lstrip('/')}"
    elif read.startswith("//"):
        read = f"//{read.lstrip('/')}"
    try:
        return urlsplit(urljoin(standing_on, read)).netloc
    except ValueError:
        return "nowhere"
