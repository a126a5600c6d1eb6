from django.db import models

from stories.models import TimeStamped


class ProductRedirect(TimeStamped):
    """A slug that a product once had; its address leads to the product's present one."""

    old_slug = models.SlugField(max_length=120, unique=True)
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE, related_name="former_addresses")

    def __str__(self):
        return self.old_slug
