"""The sizes pictures are printed in.

Lists and story bodies prefetch exactly these, so that a page of thirty pictures asks for its renditions once.
"""

CARD_FILTERS = ("fill-480x600|format-webp", "fill-960x1200|format-webp")
WIDE_FILTERS = ("fill-800x534|format-webp", "fill-1600x1067|format-webp")
FULL_FILTER = "max-1200x1500|format-webp"
SQUARE_FILTER = "fill-400x400|format-webp"
BODY_FILTERS = (*CARD_FILTERS, *WIDE_FILTERS, SQUARE_FILTER)
SHARE_FILTER = "fill-1200x630|format-jpeg"
