"""Short words for composing demo content: pictures and the blocks of a body."""

from datetime import date
from typing import Any
from zlib import crc32

from home.demo.shapes import Picture

Block = tuple[str, Any]


def form(motif: str, alt: str, *, seed: int = 0, accent: str = "", second: str = "") -> Picture:
    return Picture("product", motif, alt, seed, accent, second)


def scene(motif: str, alt: str, *, seed: int = 0) -> Picture:
    return Picture("scene", motif, alt, seed)


def portrait(name: str, *, seed: int) -> Picture:
    return Picture("portrait", "portrait", f"Portrait of {name}", seed)


def logo(letters: str, brand: str) -> Picture:
    return Picture("logo", letters, f"The mark of {brand}")


def text(*paragraphs: str) -> Block:
    return "paragraph", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def heading(words: str) -> Block:
    return "heading", words


def image(motif: str, alt: str, caption: str = "", *, seed: int = 0) -> Block:
    return "image", {"image": scene(motif, alt, seed=seed), "alt": alt, "caption": caption}


def quote(words: str, who: str, role: str = "") -> Block:
    return "quote", {"text": words, "who": who, "role": role}


def fact(figure: str, statement: str, source: str, source_url: str, published: date) -> Block:
    return "fact", {
        "figure": figure,
        "statement": statement,
        "source": source,
        "source_url": source_url,
        "date": published,
    }


def gallery(caption: str, *images: tuple[str, str, str]) -> Block:
    """`images` as (motif, alternative text, caption)."""
    # Seeded by its words: two galleries of one room never show the same drawing under different words.
    hung = [
        image(motif, alt, words, seed=crc32(alt.encode()) % 9000 + 1000)[1] for motif, alt, words in images
    ]
    return "gallery", {"caption": caption, "images": hung}


def product(slug: str, note: str = "") -> Block:
    return "product", {"product": slug, "note": note}


def shop(title: str, *items: tuple[str, str, str]) -> Block:
    """`items` as (product's slug, role, caption)."""
    return "shop_the_story", {
        "title": title,
        "items": [{"product": slug, "role": role, "caption": words} for slug, role, words in items],
    }


def invite(words: str, label: str, path: str) -> Block:
    """`path` on the site, like "/problems/"."""
    return "call_to_action", {"text": words, "label": label, "page": f"page:{path}", "url": ""}
