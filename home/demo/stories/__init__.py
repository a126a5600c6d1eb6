"""The stories of all brands, the brands in the order of the museum."""

from home.demo.shapes import Story
from home.demo.stories import (
    again_wool,
    half_acre,
    last_loaf,
    long_thread,
    low_tide,
    net_and_knot,
    noon_window,
    salt_and_sun,
    second_table,
    slow_press,
    still_wood,
    umul_kiln,
)

STORIES: tuple[Story, ...] = (
    *salt_and_sun.STORIES,
    *umul_kiln.STORIES,
    *net_and_knot.STORIES,
    *low_tide.STORIES,
    *second_table.STORIES,
    *last_loaf.STORIES,
    *noon_window.STORIES,
    *slow_press.STORIES,
    *still_wood.STORIES,
    *long_thread.STORIES,
    *again_wool.STORIES,
    *half_acre.STORIES,
)
