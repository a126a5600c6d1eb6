"""What this app keeps about people: the texts that they wrote, and names in what staff wrote about them."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.privacy.action_logs import quiet_logs
from accounts.privacy.person import Keeper, Person, register_keeper
from accounts.privacy.redaction import redact
from posts.models import Post, Question, Review

STATE = ("status", "written_at", "edited_at", "decided_at", "refusal")


def _export(person: Person) -> dict[str, Any]:
    if person.user is None:
        return {}
    return {
        "posts": _written(Post, person.user, "title", "body", "problem__title", "brand__title"),
        "questions": _written(Question, person.user, "product__name", "text", "answer", "answered_at"),
        "reviews": _written(Review, person.user, "product__name", "rating", "text", "line__order__number"),
    }


def _written(model, user: User, *fields: str) -> list[dict[str, Any]]:
    return list(model.objects.filter(author=user).order_by("pk").values(*fields, *STATE))


def _erase(person: Person, now: datetime) -> Counter[str]:
    """Their texts go. What they wrote for the house stays the house's, without their names."""
    if person.user is None:
        return Counter()
    own = Post.objects.filter(author=person.user, is_editorial=False)
    rows = _deleted(own) + _deleted(person.user.questions.all()) + _deleted(person.user.reviews.all())
    rows += _redacted(Post.objects.filter(author=person.user), ["title", "body"], person.known)
    return rows + _redacted(Question.objects.exclude(answer=""), ["answer"], person.known)


def _deleted(items: QuerySet) -> Counter[str]:
    ids = list(items.values_list("pk", flat=True))
    rows = quiet_logs(model=items.model, ids=ids)
    items.delete()
    return rows + Counter({items.model._meta.db_table: len(ids)})


def _redacted(items: QuerySet, fields: list[str], known: Collection[str]) -> Counter[str]:
    changed = []
    for item in items.only(*fields):
        before = [getattr(item, name) for name in fields]
        after = [redact(text, known=known) for text in before]
        if before != after:
            for name, text in zip(fields, after, strict=True):
                setattr(item, name, text[: item._meta.get_field(name).max_length])
            changed.append(item)
    items.model._default_manager.bulk_update(changed, fields)
    return +Counter({items.model._meta.db_table: len(changed)})


register_keeper(Keeper(name="posts", export=_export, erase=_erase))
