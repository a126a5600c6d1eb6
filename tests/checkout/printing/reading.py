"""Reads a PDF of ours back: its text as a reader would copy it, page by page."""

import base64
import re
import zlib

TOKENS = re.compile(rb"(/F[\w+]+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|\b(?:T\*|ET)", re.DOTALL)


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, line by line."""
    objects = {int(n): body for n, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL)}
    fonts = _fonts(objects)
    kids = re.search(rb"/Kids \[(.*?)\]", pdf, re.DOTALL)[1]
    return [_text_of(objects, int(n), fonts) for n in re.findall(rb"(\d+) 0 R", kids)]


def _text_of(objects, page: int, fonts) -> str:
    content = int(re.search(rb"/Contents (\d+) 0 R", objects[page])[1])
    letters, text = {}, []
    for font, written in TOKENS.findall(_stream(objects[content])):
        if font:
            letters = fonts[font]
        elif written:
            text += [letters.get(code, chr(code)) for code in _codes(written)]
        else:
            text.append("\n")
    return "\n".join(line.strip() for line in "".join(text).split("\n") if line.strip())


def _fonts(objects) -> dict[bytes, dict[int, str]]:
    """{name of a font in the pages: {code: letter}}"""
    names = dict(re.findall(rb"(/F[\w+]+) (\d+) 0 R", b" ".join(objects.values())))
    found = {}
    for name, number in names.items():
        table = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        found[name] = _letters(_stream(objects[int(table[1])])) if table else {}
    return found


def _letters(table: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")
        for code, letter in re.findall(rb"<(\w\w)> <(\w{4,})>", table)
    }


def _stream(body: bytes) -> bytes:
    raw = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)[1].strip()
    if b"/ASCII85Decode" in body:
        raw = base64.a85decode(raw.removesuffix(b"~>"))
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _codes(written: bytes) -> bytes:
    """The bytes of a PDF string, whose escapes are octal or one letter."""
    short = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else short.get(m[1], m[1]),
        written,
        flags=re.DOTALL,
    )
