"""Reviews: by whoever bought the object, has it in hand and kept it; one each."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from checkout.deeds import OVER, kept_pieces
from checkout.models import OrderLine
from posts.models import Review
from posts.submitting import resubmit, submit
from posts.texts import tidy_paragraphs
from products.models import Product


class NotBought(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "Reviews are written by those who have the object: from the day on which an order of this account "
                "with it has arrived, as long as it was not sent or paid back."
            )
        )


class AlreadyReviewed(ValidationError):
    def __init__(self):
        super().__init__(_("You have reviewed this object. You can change your review in your account."))


def find_bought_line(*, user: User, product: Product) -> OrderLine | None:
    """The line that arrived last of which a piece was kept: neither sent back nor paid back."""
    arrived = OrderLine.objects.filter(
        order__user=user, order__delivered_at__isnull=False, variant__product=product
    )
    kept = arrived.exclude(order__status__in=OVER).annotate(kept=kept_pieces()).filter(kept__gt=0)
    return kept.order_by("-order__delivered_at", "-pk").first()


def find_review(*, user: User, product: Product) -> Review | None:
    return Review.objects.filter(author=user, product=product).first()


def write_review(*, author: User, product: Product, rating: int, text: str, now: datetime) -> Review:
    """Stays when the object goes back later. Raises NotBought, AlreadyReviewed, TooManyWaiting or ValidationError."""
    line = find_bought_line(user=author, product=product)
    if line is None:
        raise NotBought
    if find_review(user=author, product=product):
        raise AlreadyReviewed
    review = Review(author=author, product=product, line=line, rating=rating, text=tidy_paragraphs(text))
    try:
        with transaction.atomic():
            submit(item=review, now=now)
    except IntegrityError:
        if find_review(user=author, product=product):
            raise AlreadyReviewed from None
        raise
    return review


def edit_review(*, review: Review, rating: int, text: str, now: datetime) -> None:
    """Raises ValidationError naming the field."""
    resubmit(item=review, changes={"rating": rating, "text": tidy_paragraphs(text)}, now=now)
