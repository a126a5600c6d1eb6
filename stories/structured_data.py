"""What pages tell machines, in the words of schema.org. Addresses come in whole, as https://… ."""

from collections.abc import Iterable
from typing import Any

CONTEXT = "https://schema.org"


def describe_breadcrumb(*, steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """From the entrance to the page itself; `steps` are (name, address)."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def describe_article(
    *, headline: str, address: str, summary: str, published, modified, about: str, publisher: str, image: str
) -> dict[str, Any]:
    """A story; what is empty is left out."""
    written = {
        "description": summary,
        "datePublished": published.isoformat() if published else "",
        "dateModified": modified.isoformat() if modified else "",
        "image": image,
    }
    return {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": headline,
        "url": address,
        "mainEntityOfPage": address,
        **{name: value for name, value in written.items() if value},
        "about": {"@type": "Organization", "name": about},
        "publisher": {"@type": "Organization", "name": publisher},
    }


def describe_organization(*, name: str, address: str, email: str, legal_name: str) -> dict[str, Any]:
    """The house; what is empty is left out."""
    known = {"email": email, "legalName": legal_name}
    return {
        "@context": CONTEXT,
        "@type": "Organization",
        "name": name,
        "url": address,
        **{word: value for word, value in known.items() if value},
    }
