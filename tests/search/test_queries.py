import pytest

from search.models import Synonym
from search.queries import OF_STEM, OF_SYNONYM, Form, read_query

pytestmark = pytest.mark.django_db


def forms_of(text):
    return [slot.forms for slot in read_query(text).slots]


def test_each_word_is_a_slot():
    assert forms_of("Salt  SOAP") == [(Form(("salt",)),), (Form(("soap",)),)]


def test_words_that_tell_nothing_are_left_out():
    assert [slot.typed for slot in read_query("gift for a child").slots] == [("gift",), ("child",)]


def test_words_that_tell_nothing_stay_when_there_are_no_others():
    assert [slot.typed for slot in read_query("to the").slots] == [("to",), ("the",)]


def test_what_is_tied_to_a_korean_noun_is_taken_off():
    assert forms_of("바다의") == [(Form(("바다의",)), Form(("바다",), OF_STEM))]


def test_nothing_is_taken_off_a_syllable():
    assert forms_of("나의") == [(Form(("나의",)),)]


def test_synonyms_find_one_another():
    Synonym.objects.create(words="eco, 친환경")
    assert forms_of("친환경") == [(Form(("친환경",)), Form(("eco",), OF_SYNONYM))]
    assert forms_of("Eco") == [(Form(("eco",)), Form(("친환경",), OF_SYNONYM))]


def test_synonyms_of_one_are_those_of_several():
    Synonym.objects.create(words="toy, 장난감")
    assert forms_of("toys") == [(Form(("toys",)), Form(("장난감",), OF_SYNONYM))]


def test_a_phrase_of_the_list_is_one_slot():
    Synonym.objects.create(words="sewing kit, mending tin")
    assert forms_of("old sewing kit") == [
        (Form(("old",)),),
        (Form(("sewing", "kit")), Form(("mending", "tin"), OF_SYNONYM)),
    ]


def test_what_is_found_too_does_not_find_back():
    Synonym.objects.create(words="rubbish", finds="thrown away, plastic")
    assert forms_of("rubbish") == [
        (Form(("rubbish",)), Form(("thrown", "away"), OF_SYNONYM), Form(("plastic",), OF_SYNONYM))
    ]
    assert forms_of("plastic") == [(Form(("plastic",)),)]


@pytest.mark.parametrize(("text", "code"), [("salt-s", ""), ("SALT-SO", "saltso"), ("noon sock", "noonsock")])
def test_a_sku_may_be_meant_from_six_letters_on(text, code):
    assert read_query(text).code == code


def test_nothing_but_signs_has_no_slots():
    assert read_query("%$ “–” ♥").slots == ()


def test_a_hundred_words_are_looked_for_as_far_as_it_helps():
    assert len(read_query("soap " * 100).slots) == 12


def test_synonyms_are_read_once(django_assert_num_queries):
    read_query("soap")
    with django_assert_num_queries(0):
        read_query("salt")
