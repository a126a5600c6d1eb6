import datetime

from stories.structured_data import describe_article, describe_breadcrumb, describe_organization
from stories.templatetags.structured_data import ld_json

PUBLISHED = datetime.datetime(2025, 3, 1, 9, 0, tzinfo=datetime.UTC)


def test_no_text_can_end_the_script_element():
    written = ld_json({"name": "</script><script>alert(1)</script> & <!-- 물"})
    assert written == (
        '{"name": "\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E \\u0026 \\u003C!-- 물"}'
    )


def test_a_breadcrumb_counts_from_one():
    crumbs = describe_breadcrumb(
        steps=[("Home", "https://example.org/"), ("Soap", "https://example.org/soap/")]
    )
    assert crumbs["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.org/"},
        {"@type": "ListItem", "position": 2, "name": "Soap", "item": "https://example.org/soap/"},
    ]


def test_an_article_leaves_out_what_is_empty():
    article = describe_article(
        headline="What the sea leaves",
        address="https://example.org/s/",
        summary="",
        published=PUBLISHED,
        modified=None,
        about="Salt and Sun",
        publisher="Impact Museum",
        image="",
    )
    assert article == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "What the sea leaves",
        "url": "https://example.org/s/",
        "mainEntityOfPage": "https://example.org/s/",
        "datePublished": "2025-03-01T09:00:00+00:00",
        "about": {"@type": "Organization", "name": "Salt and Sun"},
        "publisher": {"@type": "Organization", "name": "Impact Museum"},
    }


def test_the_house_is_an_organization():
    house = describe_organization(
        name="Impact Museum", address="https://example.org/", email="hello@example.org", legal_name=""
    )
    assert house == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Impact Museum",
        "url": "https://example.org/",
        "email": "hello@example.org",
    }
