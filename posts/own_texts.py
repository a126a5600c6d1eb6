"""What somebody wrote, for nobody's eyes but their own."""

from django.db.models import QuerySet

from accounts.models import User
from posts.kinds import NoSuchText, find_text, line_up
from posts.models import Moderated


def list_own(*, user: User) -> QuerySet:
    """Rows for `posts.kinds.fetch`, the newest first."""
    return line_up(narrow=lambda items: items.filter(author=user), newest_first=True)


def find_own(*, user: User, kind: str, item_id: int) -> Moderated:
    """Raises NoSuchText for what is another's as for what is not there."""
    item = find_text(kind=kind, item_id=item_id)
    if item.author_id != user.pk:
        raise NoSuchText
    return item


def remove_own(*, item: Moderated) -> None:
    """For good, with the answer that a question has."""
    item.delete()
