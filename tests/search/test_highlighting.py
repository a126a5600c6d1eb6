from search.highlighting import highlight, write_excerpt
from search.models import Entry
from search.queries import Form, Query, Slot


def query(*words):
    return Query(" ".join(words), tuple(Slot((word,), (Form((word,)),)) for word in words), "")


def test_words_that_begin_alike_are_marked_whole():
    assert highlight(text="Salt Soaps, sea salt", query=query("soap", "salt")) == (
        "<mark>Salt</mark> <mark>Soaps</mark>, sea <mark>salt</mark>"
    )


def test_a_word_is_not_marked_inside_another():
    assert highlight(text="Basalt", query=query("salt")) == "Basalt"


def test_two_letters_are_marked_only_as_a_word():
    assert highlight(text="To a tote", query=query("to")) == "<mark>To</mark> a tote"


def test_hangul_is_marked_wherever_it_stands():
    assert highlight(text="바다의 플라스틱", query=query("바다")) == "<mark>바다</mark>의 플라스틱"


def test_what_stood_in_the_text_is_escaped():
    assert highlight(text='<b>salt</b> & "soap"', query=query("salt")) == (
        "&lt;b&gt;<mark>salt</mark>&lt;/b&gt; &amp; &quot;soap&quot;"
    )


def test_nothing_is_marked_for_no_words():
    assert highlight(text="Salt & Sun", query=query()) == "Salt &amp; Sun"


def test_a_summary_that_matches_is_the_excerpt():
    entry = Entry(summary="Boiled from salt.", body="Salt and more salt")
    assert write_excerpt(entry=entry, query=query("salt")) == "Boiled from <mark>salt</mark>."


def test_else_the_place_in_the_body_is():
    entry = Entry(summary="A bar.", body="word " * 40 + "the salt of the earth " + "more " * 60)
    excerpt = write_excerpt(entry=entry, query=query("salt"))
    assert excerpt.startswith("… word ")
    assert excerpt.endswith(" more …")
    assert excerpt.count("<mark>salt</mark>") == 1
    assert len(excerpt) < 230


def test_else_the_summary():
    entry = Entry(summary="A bar.", body="Nothing of it")
    assert write_excerpt(entry=entry, query=query("salt")) == "A bar."
