"""Twelve invented brands, room by room."""

from home.demo.brands.clothes import AGAIN_WOOL, LONG_THREAD
from home.demo.brands.food import LAST_LOAF, SECOND_TABLE
from home.demo.brands.sea import LOW_TIDE, NET_AND_KNOT
from home.demo.brands.soil import HALF_ACRE
from home.demo.brands.togetherness import NOON_WINDOW, SLOW_PRESS, STILL_WOOD
from home.demo.brands.water import SALT_AND_SUN, UMUL_KILN

BRANDS = (
    SALT_AND_SUN,
    UMUL_KILN,
    NET_AND_KNOT,
    LOW_TIDE,
    SECOND_TABLE,
    LAST_LOAF,
    NOON_WINDOW,
    SLOW_PRESS,
    STILL_WOOD,
    LONG_THREAD,
    AGAIN_WOOL,
    HALF_ACRE,
)
