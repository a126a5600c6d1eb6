"""Posts: what staff write speaks for the house, what others write waits."""

from datetime import datetime

from accounts.models import User
from brands.models import BrandPage
from posts.models import Post
from posts.moderation import may_moderate
from posts.submitting import resubmit, submit
from posts.texts import tidy_line, tidy_paragraphs
from problems.models import ProblemPage


def write_post(
    *,
    author: User,
    title: str,
    body: str,
    now: datetime,
    problem: ProblemPage | None = None,
    brand: BrandPage | None = None,
) -> Post:
    """About a room, a brand, or neither of them. Raises TooManyWaiting or ValidationError naming the field."""
    post = Post(
        author=author,
        title=tidy_line(title),
        body=tidy_paragraphs(body),
        problem=None if brand else problem,
        brand=brand,
        is_editorial=may_moderate(user=author),
    )
    submit(item=post, now=now)
    return post


def edit_post(
    *,
    post: Post,
    title: str,
    body: str,
    now: datetime,
    problem: ProblemPage | None = None,
    brand: BrandPage | None = None,
) -> None:
    """Raises ValidationError naming the field."""
    changes = {
        "title": tidy_line(title),
        "body": tidy_paragraphs(body),
        "problem": None if brand else problem,
        "brand": brand,
    }
    resubmit(item=post, changes=changes, now=now)
