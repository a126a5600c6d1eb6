"""What pages tell machines of reviews, in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from posts.models import Review
from posts.models.review import BEST, WORST
from posts.showing import Rating
from products.models import Product
from products.structured_data import name_product


def describe_ratings(*, product: Product, rating: Rating, reviews: Iterable[Review]) -> dict[str, Any]:
    """More of the Product that its own page describes: machines join the two by `@id`."""
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        **name_product(product=product),
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": str(rating.average),
            "reviewCount": rating.count,
            "worstRating": WORST,
            "bestRating": BEST,
        },
        "review": [_describe_review(review) for review in reviews],
    }


def _describe_review(review: Review) -> dict[str, Any]:
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": str(review.author_name)},
        "datePublished": review.written_at.date().isoformat(),
        "reviewBody": review.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": review.rating,
            "worstRating": WORST,
            "bestRating": BEST,
        },
    }
