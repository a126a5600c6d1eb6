"""Making an account: what the page says while a name is typed."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_taken_name_is_said_beside_the_field(visit, small_museum):
    UserFactory(username="haneul")
    page = visit("/accounts/signup/", width=360)
    name, said = page.locator("[name=username]"), page.locator("[name=username] ~ [role=status]")
    name.press_sequentially("Haneul")
    said.get_by_text("This user name is already in use.").wait_for()
    name.press_sequentially("2")
    page.wait_for_function("document.querySelector('#id_username_said').textContent === ''")
    with page.expect_response("**/account/check?username=haneul"):
        name.fill("haneul")
    said.get_by_text("This user name is already in use.").wait_for()
