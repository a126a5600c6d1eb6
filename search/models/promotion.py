from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from brands.models import BrandPage, BrandStoryPage
from problems.models import ProblemPage
from products.models import Product
from search.models.synonym import split_words
from stories.models import TimeStamped

PAGES_THAT_ARE_FOUND = (BrandStoryPage, BrandPage, ProblemPage)


class Promotion(TimeStamped):
    """What the editor puts before everything else that was found for some words."""

    words = models.TextField(
        _("for these searches"),
        help_text=_("What readers type, with commas between. It is promoted for exactly these words."),
    )
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Among several for the same words: the lowest first.")
    )

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["words", "sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page=None, product__isnull=False)
                | models.Q(page__isnull=False, product=None),
                name="promotion_of_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.words} → {self.target or '–'}"

    @property
    def target(self) -> Page | Product | None:
        return self.page or self.product

    def clean(self):
        if not split_words(self.words):
            raise ValidationError({"words": _("Type at least one word.")})
        if bool(self.page_id) == bool(self.product_id):
            raise ValidationError({"page": _("Choose a page or a product: exactly one of the two.")})
        if self.page and not issubclass(self.page.specific_class or Page, PAGES_THAT_ARE_FOUND):
            raise ValidationError({"page": _("The search finds stories, brands and rooms only.")})
