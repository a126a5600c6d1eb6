from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from products.models.money import money_field


class Kind(models.TextChoices):
    """What can be found, in the order in which it is offered."""

    STORY = "story", _("Story")
    BRAND = "brand", _("Brand")
    PROBLEM = "problem", _("Room")
    PRODUCT = "product", _("Object")


class Source(NamedTuple):
    """A page or a product that may have an entry."""

    is_product: bool
    pk: int

    def __str__(self):
        return f"{'product' if self.is_product else 'page'} {self.pk}"


class EntryQuerySet(models.QuerySet):
    def findable(self):
        return self.filter(is_gone=False)


class Entry(models.Model):
    """What the search knows of one page or product: written from it after each commit, and written anew at any time.

    The database's search reads these rows, and the index of Elasticsearch is a copy of them. `source_id` is no
    foreign key: a row outlives what was deleted until the index has let go of it too.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    source_id = models.BigIntegerField()

    title = models.CharField(max_length=255)
    korean_name = models.CharField(max_length=255, blank=True)
    # Hangul stands in addresses as nine characters a syllable.
    url = models.TextField()
    summary = models.CharField(max_length=250, blank=True)
    about = models.TextField(blank=True)
    body = models.TextField(blank=True)
    skus = models.JSONField(default=list, blank=True)

    brand = models.CharField(max_length=255, blank=True)
    brand_title = models.CharField(max_length=255, blank=True)
    problem = models.CharField(max_length=255, blank=True)
    problem_title = models.CharField(max_length=255, blank=True)
    room_id = models.BigIntegerField(null=True)
    categories = models.JSONField(default=list, blank=True)
    price = money_field(null=True)
    is_in_stock = models.BooleanField(null=True)
    sales = models.IntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    picture = models.JSONField(default=dict, blank=True)
    cover_id = models.BigIntegerField(null=True, db_index=True)

    fingerprint = models.CharField(max_length=64)
    version = models.BigIntegerField()
    is_gone = models.BooleanField(default=False)
    is_pending = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "source_id"], name="entry_once")]
        indexes = [
            models.Index(fields=["id"], name="entry_pending", condition=Q(is_pending=True)),
            models.Index(fields=["version"], name="entry_version"),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """Names it in the index: `product:12`."""
        return f"{self.kind}:{self.source_id}"
