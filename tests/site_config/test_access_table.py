"""The tables of who gets which answer are whole; what they say is asked for by the tests beside this one."""

from collections import Counter

from tests.site_config.access.table import read_all
from tests.site_config.access.urls import route_of, routes_of_the_site

# Wagtail 8.0 stumbles over forms without a field that its own pages always send. Nobody but staff reaches them, nothing is
# done, and to mend them we would have to keep copies of its views:
# admin/forms/choosers.py, URLOrAbsolutePathField.to_python asks None whether it starts with a slash;
# contrib/redirects/forms.py, ConfirmImportManagementForm.clean reads fields that were not valid.
STUMBLES = {"/admin/choose-external-link/", "/admin/redirects/import/process/"}
# Ways in and out, what is switched off, and the pictures and words of the admin's own scripts.
OPEN = {
    "/admin/login/",
    "/admin/failwhale/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/{reset_uid}/{reset_token}/",
    "/admin/password_reset/complete/",
    "/admin/sprite/",
    "/admin/jsi18n/",
    "/django-admin/login/",
    "/django-admin/logout/",
    "/django-admin/password_change/",
}
# They stand behind an address of ours that takes all that they would have taken.
NEVER_REACHED = {
    r"accounts/confirm-email/(?P<key>[-:\w]+)/$",
    r"accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
}


def test_every_address_of_the_site_of_its_libraries_and_of_the_api_is_in_a_table(house):
    written = {route_of(house.path_of(row.address)) for row in read_all()}
    assert routes_of_the_site() - written == NEVER_REACHED


def test_no_address_is_there_twice():
    assert [
        address for address, times in Counter(row.address for row in read_all()).items() if times > 1
    ] == []


def test_nothing_fails_anywhere():
    failing = {
        (row.address, method)
        for row in read_all()
        for method, cells in row.answers.items()
        if any(cell.startswith("5") for cell in cells)
    }
    assert failing == {(address, "POST") for address in STUMBLES}


def test_a_shopper_is_told_nothing_under_the_admin():
    """Neither the first nor the second shopper, nor a guest: they get no page there, and no refusal that tells of one."""
    told = {
        cell
        for row in read_all()
        if row.address.startswith(("/admin/", "/django-admin/")) and row.address not in OPEN
        for cells in row.answers.values()
        for cell in cells[:3]
    }
    assert told == {"login"}
