from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from stories.picture_sizes import CARD_FILTERS, SQUARE_FILTER, WIDE_FILTERS

__all__ = ["CARD_FILTERS", "SQUARE_FILTER", "WIDE_FILTERS", "MuseumImage", "MuseumRendition"]


class MuseumImage(AbstractImage):
    """A picture of the museum. Own model from the first migration, because it cannot be swapped later."""

    admin_form_fields = Image.admin_form_fields


class MuseumRendition(AbstractRendition):
    image = models.ForeignKey(MuseumImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
