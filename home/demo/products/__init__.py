"""Sixty objects of the twelve brands. Five are drafts, three are sold out, one is given away."""

from home.demo.products import (
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

PRODUCTS = (
    *salt_and_sun.PRODUCTS,
    *umul_kiln.PRODUCTS,
    *net_and_knot.PRODUCTS,
    *low_tide.PRODUCTS,
    *second_table.PRODUCTS,
    *last_loaf.PRODUCTS,
    *noon_window.PRODUCTS,
    *slow_press.PRODUCTS,
    *still_wood.PRODUCTS,
    *long_thread.PRODUCTS,
    *again_wool.PRODUCTS,
    *half_acre.PRODUCTS,
)
