from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from posts.models.moderated import Moderated

LONGEST_REVIEW = 2000
WORST, BEST = 1, 5
ONCE = "review_once_per_reader_and_product"


class Review(Moderated):
    """What a buyer says of an object. That it was bought is shown by `line`; the review goes with it."""

    kind = "review"

    product = models.ForeignKey(
        "products.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="reviews"
    )
    line = models.ForeignKey(
        "checkout.OrderLine", verbose_name=_("bought as"), on_delete=models.CASCADE, related_name="reviews"
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"), validators=[MinValueValidator(WORST), MaxValueValidator(BEST)]
    )
    text = models.CharField(_("review"), max_length=LONGEST_REVIEW)

    class Meta(Moderated.Meta):
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(fields=["product", "status", "-written_at"], name="review_of_product"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(fields=["author", "product"], name=ONCE),
            models.CheckConstraint(
                condition=Q(rating__gte=WORST, rating__lte=BEST), name="review_rating_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.rating}/{BEST} {self.text[:60]}"
