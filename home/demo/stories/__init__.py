"""The stories of all brands, the brands in the order of the museum."""

from home.demo.shapes import Story
from home.demo.stories import last_loaf, low_tide, net_and_knot, salt_and_sun, second_table, umul_kiln

STORIES: tuple[Story, ...] = (
    *salt_and_sun.STORIES,
    *umul_kiln.STORIES,
    *net_and_knot.STORIES,
    *low_tide.STORIES,
    *second_table.STORIES,
    *last_loaf.STORIES,
)
