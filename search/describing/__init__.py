"""What the search is to know of pages and products, read from them; constant queries for any number."""

from search.describing.description import Description
from search.describing.pages import describe_pages
from search.describing.pictures import cut_pictures
from search.describing.products import describe_products

__all__ = ["Description", "cut_pictures", "describe_pages", "describe_products"]
