"""Questions about an object, and the museum's answers."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Question, Status
from posts.models.question import LONGEST_ANSWER
from posts.moderation import AlreadyDecided
from posts.submitting import resubmit, submit
from posts.texts import tidy_paragraphs
from products.models import Product


class AlreadyAnswered(ValidationError):
    def __init__(self):
        super().__init__(_("This question has its answer: another one is a new question."))


def ask_question(*, author: User, product: Product, text: str, now: datetime) -> Question:
    """Raises TooManyWaiting or ValidationError naming the field."""
    question = Question(author=author, product=product, text=tidy_paragraphs(text))
    submit(item=question, now=now)
    return question


def edit_question(*, question: Question, text: str, now: datetime) -> None:
    """Raises AlreadyAnswered or ValidationError naming the field."""
    changes = {"text": tidy_paragraphs(text)}
    if not resubmit(item=question, changes=changes, now=now, unless=~Q(answer="")):
        raise AlreadyAnswered


def answer_question(*, question: Question, text: str, by: User, now: datetime) -> None:
    """Publishes the question with its answer; a second answer takes the place of the first.

    Raises AlreadyDecided when it was refused or written anew, or ValidationError naming the field.
    """
    text = tidy_paragraphs(text)
    if not text:
        raise ValidationError({"answer": _("Please write an answer.")})
    if len(text) > LONGEST_ANSWER:
        raise ValidationError({"answer": _("At most %(most)s characters.") % {"most": LONGEST_ANSWER}})
    as_read = Question.objects.filter(pk=question.pk, version=question.version).exclude(status=Status.REFUSED)
    done = as_read.update(
        answer=text,
        answered_at=now,
        answered_by=by,
        # What waited has nobody there yet.
        decided_at=Coalesce("decided_at", Value(now)),
        decided_by=Coalesce("decided_by", Value(by.pk), output_field=BigIntegerField()),
        status=Status.APPROVED,
    )
    if not done:
        raise AlreadyDecided
    question.refresh_from_db()
