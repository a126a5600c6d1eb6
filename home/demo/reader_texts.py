"""Writes down what readers and the editor wrote, through the rules by which everybody writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import User
from accounts.profile import change_profile
from brands.models import BrandPage
from checkout.models import OrderLine
from home.demo.reader_words import POSTS, QUESTIONS, REVIEWS, ReaderPost, ReaderQuestion, ReaderReview
from posts.models import Moderated
from posts.moderation import approve, refuse
from posts.posting import write_post
from posts.questions import answer_question, ask_question
from posts.reviews import find_bought_line, write_review
from problems.models import ProblemPage
from products.models import Product

READ_AFTER = timedelta(hours=5)


@dataclass
class ReaderTexts:
    """`readers` have accounts; who has bought what they write about is found out."""

    readers: Iterable[User]
    shopper: User
    editor: User
    now: datetime
    _named: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._products = {product.slug: product for product in Product.objects.on_show()}

    def write(self) -> None:
        for review in REVIEWS:
            self._review(review)
        for question in QUESTIONS:
            self._ask(question)
        for post in POSTS:
            self._post(post)

    def _review(self, words: ReaderReview) -> None:
        """Left out where nobody has the object."""
        product = self._products.get(words.product)
        author = self._buyer(words.nickname, product) if product is not None else None
        if product is None or author is None:
            return
        line = find_bought_line(user=author, product=product)
        if line is None or line.order.delivered_at is None:
            return
        at = self.now - READ_AFTER
        if not words.waits:
            at = min(at, line.order.delivered_at + timedelta(days=words.days_after))
        item = write_review(author=author, product=product, rating=words.rating, text=words.text, now=at)
        if not words.waits:
            approve(item=item, by=self.editor, now=at + READ_AFTER)

    def _ask(self, words: ReaderQuestion) -> None:
        at = self.now - timedelta(days=words.days)
        if (product := self._products.get(words.product)) is None:
            return
        item = ask_question(author=self._called(words.nickname), product=product, text=words.text, now=at)
        if words.answer:
            answer_question(question=item, text=words.answer, by=self.editor, now=at + READ_AFTER)
        elif not words.waits:
            approve(item=item, by=self.editor, now=at + READ_AFTER)

    def _post(self, words: ReaderPost) -> None:
        at = self.now - timedelta(days=words.days)
        item: Moderated = write_post(
            author=self._author_of(words),
            title=words.title,
            body=words.body,
            brand=BrandPage.objects.filter(slug=words.brand).first(),
            problem=ProblemPage.objects.filter(slug=words.problem).first(),
            now=at,
        )
        if words.refusal:
            refuse(item=item, by=self.editor, reason=words.refusal, now=at + READ_AFTER)
        elif item.is_pending and not words.waits:
            approve(item=item, by=self.editor, now=at + READ_AFTER)

    def _author_of(self, words: ReaderPost) -> User:
        if words.of_demo_shopper:
            return self.shopper
        return self._called(words.nickname) if words.nickname else self.editor

    def _buyer(self, nickname: str, product: Product) -> User | None:
        """Whoever is called so and has the object; before that, a buyer of it whom nobody has named yet."""
        if (known := self._named.get(nickname)) is not None:
            return known
        unnamed = {reader.pk: reader for reader in self.readers if reader not in self._named.values()}
        lines = OrderLine.objects.filter(
            variant__product=product, order__user__in=unnamed, order__delivered_at__isnull=False
        )
        for user_id in lines.order_by("order__placed_at", "pk").values_list("order__user", flat=True):
            if find_bought_line(user=unnamed[user_id], product=product) is not None:
                return self._name(unnamed[user_id], nickname)
        return None

    def _called(self, nickname: str) -> User:
        if (known := self._named.get(nickname)) is not None:
            return known
        free = (reader for reader in self.readers if reader not in self._named.values())
        return self._name(next(free), nickname)

    def _name(self, user: User, nickname: str) -> User:
        self._named[nickname] = change_profile(user=user, nickname=nickname)
        return user
