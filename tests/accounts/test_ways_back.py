import pytest

from accounts.ways_back import is_own_path


@pytest.mark.parametrize(
    "wanted", ["/", "/account/", "/products/?q=a&page=2#top", "/brands/하늘/", "/%2F%2Fevil.example"]
)
def test_paths_stay(wanted):
    assert is_own_path(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "account/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "http://testserver/",
        "?next=/",
    ],
)
def test_everything_else_is_refused(wanted):
    assert not is_own_path(wanted)
