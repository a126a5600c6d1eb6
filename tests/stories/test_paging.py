import pytest

from stories.paging import NoSuchPage, open_page


@pytest.mark.parametrize("number", [None, "", "1"])
def test_a_list_opens_at_its_first_page(number):
    assert list(open_page(items=[1, 2, 3, 4, 5], number=number, per_page=2)) == [1, 2]


def test_the_last_page_holds_what_is_left():
    page = open_page(items=[1, 2, 3, 4, 5], number="3", per_page=2)
    assert (list(page), page.paginator.num_pages) == ([5], 3)


def test_an_empty_list_has_one_empty_page():
    assert list(open_page(items=[], number="1", per_page=2)) == []


@pytest.mark.parametrize("number", ["4", "9999", "0", "-1", "1.5", "abc", "１", " 1", "1_0", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(number):
    with pytest.raises(NoSuchPage):
        open_page(items=[1, 2, 3, 4, 5], number=number, per_page=2)
