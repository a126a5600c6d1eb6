"""Who typed something is not kept. What was typed may name somebody, and goes with whoever it names."""

from collections import Counter
from datetime import datetime

from accounts.privacy.person import Keeper, Person, register_keeper
from accounts.privacy.redaction import redact
from search.models import AskedText, OpenedResult


def _erase(person: Person, now: datetime) -> Counter[str]:
    rows: Counter[str] = Counter()
    for model in (AskedText, OpenedResult):
        texts = list(model.objects.order_by().values_list("text", flat=True).distinct())
        told = redact(texts, known=person.known)
        naming = [text for text, kept in zip(texts, told, strict=True) if text != kept]
        rows[model._meta.db_table] = model.objects.filter(text__in=naming).delete()[0]
    return rows


register_keeper(Keeper(name="search", erase=_erase))
