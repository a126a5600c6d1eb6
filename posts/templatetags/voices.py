from django import template

from posts.showing import read_voices
from posts.structured_data import describe_ratings
from products.models import Product

register = template.Library()


@register.inclusion_tag("posts/voices.html")
def voices(product: Product):
    """What readers say and ask about an object: the newest of it, and the way to all of it. Two queries."""
    read = read_voices(product=product)
    rating = read.rating
    described = (
        describe_ratings(product=product, rating=rating, reviews=read.reviews) if rating is not None else None
    )
    return {"product": product, "voices": read, "rating": rating, "described": described}


@register.filter
def stars(rating: int) -> str:
    """★★★★☆, to be looked at; what it says stands beside it in words."""
    return "★" * rating + "☆" * (5 - rating)
