from hypothesis import given
from hypothesis import strategies as st

from search.texts import (
    clean_text,
    cut_hangul,
    fold_code,
    fold_letters,
    join_hangul,
    split_pieces,
    strip_unseen,
    write_tokens,
)


def test_what_is_not_seen_is_not_compared():
    assert strip_unseen("so\x00ap\u200f \t bar\ud800") == "soap bar"


def test_texts_are_compared_without_case_and_width():
    assert clean_text("  Ｓalt\u00a0SOAP ") == "salt soap"


def test_hangul_stands_apart_from_what_is_written_beside_it():
    assert split_pieces("2027년 6월, T-Shirt!") == ["2027", "년", "6", "월", "t", "shirt"]


def test_hangul_is_cut_into_pairs():
    assert cut_hangul("텀블러") == ["텀블", "블러"]
    assert cut_hangul("감") == ["감"]


def test_tokens_hold_single_syllables_too():
    assert write_tokens("소금 Soap") == "소금 소 금 soap"


def test_hangul_is_folded_to_its_letters():
    typed, meant = fold_letters("소굼"), fold_letters("소금")
    assert len(typed) == len(meant) == 5
    assert sum(one != other for one, other in zip(typed, meant, strict=True)) == 1


def test_latin_is_folded_without_accents():
    assert fold_letters("Café") == "cafe"


def test_skus_are_compared_by_letters_and_digits():
    assert fold_code("noon sock-PLU m") == "noonsockplum"


def test_korean_lines_are_found_without_their_spaces():
    assert join_hangul("반 마지기\nHalf Acre\n소금\n긴 실") == "반마지기\n긴실"


@given(st.text())
def test_pieces_are_letters_and_digits_only(text):
    """What is put between quotes for the database cannot end them."""
    assert all(piece.isalnum() or not set(piece) & set("\"'\\():*&|!<>") for piece in split_pieces(text))


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
