"""What everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Avg, Count, QuerySet, Subquery

from posts.models import Post, Question, Review
from products.models import Product

FEW = 3


@dataclass(frozen=True)
class Rating:
    """What all public reviews of an object say together; `average` has one decimal."""

    count: int
    average: float


@dataclass(frozen=True)
class Voices:
    """The newest of what readers say and ask about an object, and how much there is of it."""

    reviews: Sequence[Review]
    questions: Sequence[Question]

    @cached_property
    def rating(self) -> Rating | None:
        if not self.reviews:
            return None
        first = self.reviews[0]
        return Rating(first.among, round(float(first.average), 1))  # type: ignore[attr-defined]

    @cached_property
    def asked(self) -> int:
        return self.questions[0].among if self.questions else 0  # type: ignore[attr-defined]

    @property
    def has_more_reviews(self) -> bool:
        return self.rating is not None and self.rating.count > len(self.reviews)

    @property
    def has_more_questions(self) -> bool:
        return self.asked > len(self.questions)


def list_posts() -> QuerySet[Post]:
    return Post.objects.approved().newest_first().with_author().select_related("problem", "brand")


def find_post(*, post_id: int) -> Post:
    """Raises Post.DoesNotExist for what is not public."""
    return list_posts().get(pk=post_id)


def list_reviews(*, product: Product) -> QuerySet[Review]:
    return Review.objects.approved().filter(product=product).newest_first().with_author()


def list_questions(*, product: Product) -> QuerySet[Question]:
    return Question.objects.approved().filter(product=product).newest_first().with_author()


def rate(*, product: Product) -> Rating | None:
    """None without a public review."""
    found = Review.objects.approved().filter(product=product).aggregate(n=Count("pk"), average=Avg("rating"))
    return Rating(found["n"], round(float(found["average"]), 1)) if found["n"] else None


def read_voices(*, product: Product) -> Voices:
    """Two queries, however many there are; none for a draft that was never saved."""
    if product.pk is None:
        return Voices([], [])
    # Counted apart from the few that are read, in the same statement.
    rated = Review.objects.approved().filter(product=product).order_by().values("product")
    reviews = list_reviews(product=product).annotate(
        among=Subquery(rated.annotate(n=Count("pk")).values("n")),
        average=Subquery(rated.annotate(n=Avg("rating")).values("n")),
    )
    asked = Question.objects.approved().filter(product=product).order_by().values("product")
    questions = list_questions(product=product).annotate(
        among=Subquery(asked.annotate(n=Count("pk")).values("n"))
    )
    return Voices(list(reviews[:FEW]), list(questions[:FEW]))
