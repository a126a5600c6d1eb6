"""In which language somebody reads the news."""

from django.conf import settings

from accounts.models import User
from mailings.models import NewsLanguage


def news_language_of(*, user: User) -> str:
    """The shop's own until they chose another."""
    row = NewsLanguage.objects.filter(user=user).first()
    return row.language if row is not None else settings.LANGUAGE_CODE


def choose_news_language(*, user: User, language: str) -> None:
    NewsLanguage.objects.update_or_create(user=user, defaults={"language": language})
