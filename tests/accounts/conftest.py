import pytest

from tests.accounts.social_visit import offered


@pytest.fixture
def google(settings, monkeypatch):
    with offered("google", settings=settings, monkeypatch=monkeypatch) as provider:
        yield provider


@pytest.fixture
def kakao(settings, monkeypatch):
    with offered("kakao", settings=settings, monkeypatch=monkeypatch) as provider:
        yield provider
