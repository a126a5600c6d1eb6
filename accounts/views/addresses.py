"""The address book on pages: every change is a form of its own, and nobody sees another's."""

from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.address_book import (
    DETAILS,
    MOST_ADDRESSES,
    AddressLimit,
    add_address,
    change_address,
    find_address,
    find_removed,
    read_book,
    remove_address,
    restore_address,
    set_default,
)
from accounts.address_rules import write_phone
from accounts.areas.tree import read_path
from accounts.forms.addresses import AREA_FIELDS, BookForm, TitleForm
from accounts.models import Address, User
from stories.answers import see_other


def _own(view):
    """For whoever is signed in, never kept by a cache; an address that is not theirs is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, **named) -> HttpResponse:
        try:
            return view(request, **named)
        except Address.DoesNotExist as missing:
            raise Http404 from missing

    return never_cache(login_required(guarded))


@require_safe
@_own
def show(request: HttpRequest) -> HttpResponse:
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@_own
def add(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = _typed_form(request) if request.method == "POST" else _fresh_form(user)
    if form.is_bound and form.is_valid():
        try:
            address = add_address(user=user, details=form.details())
        except AddressLimit as full:
            form.add_error(None, str(full))
        else:
            messages.success(request, _("“%(title)s” is in your address book.") % {"title": address.title})
            return _back()
    return TemplateResponse(request, "accounts/address.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@_own
def change(request: HttpRequest, address_id: int) -> HttpResponse:
    user = _user(request)
    address = find_address(user=user, address_id=address_id)
    form = _typed_form(request) if request.method == "POST" else _filled_form(address)
    if form.is_bound and form.is_valid():
        changed = change_address(user=user, address_id=address_id, details=form.details())
        messages.success(request, _("“%(title)s” is changed.") % {"title": changed.title})
        return _back()
    return TemplateResponse(request, "accounts/address.html", {"form": form, "address": address})


@require_POST
@_own
def rename(request: HttpRequest, address_id: int) -> HttpResponse:
    form = TitleForm(request.POST)
    if not form.is_valid():
        find_address(user=_user(request), address_id=address_id)
        return _list(request, renaming=address_id, form=form)
    change_address(user=_user(request), address_id=address_id, details={"title": form.cleaned_data["title"]})
    return _back()


@require_POST
@_own
def make_default(request: HttpRequest, address_id: int) -> HttpResponse:
    set_default(user=_user(request), address_id=address_id)
    return _back()


@require_POST
@_own
def remove(request: HttpRequest, address_id: int) -> HttpResponse:
    user = _user(request)
    address = find_address(user=user, address_id=address_id)
    remove_address(user=user, address_id=address_id, now=timezone.now())
    return _back(removed=address_id, default=int(address.is_default))


@require_POST
@_own
def restore(request: HttpRequest, address_id: int) -> HttpResponse:
    try:
        restore_address(
            user=_user(request),
            address_id=address_id,
            was_default=request.POST.get("default") == "1",
            now=timezone.now(),
        )
    except AddressLimit as full:
        messages.error(request, str(full))
    return _back()


def _list(
    request: HttpRequest, *, renaming: int | None = None, form: TitleForm | None = None
) -> HttpResponse:
    """The book; `form` is what was typed as the title of the address `renaming`."""
    user = _user(request)
    addresses = read_book(user=user)
    context = {
        "addresses": addresses,
        "is_full": len(addresses) >= MOST_ADDRESSES,
        "most": MOST_ADDRESSES,
        "removed": _just_removed(request, user),
        "renaming": renaming,
        "form": form,
    }
    return TemplateResponse(request, "accounts/addresses.html", context)


def _just_removed(request: HttpRequest, user: User) -> Address | None:
    text = request.GET.get("removed", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    try:
        return find_removed(user=user, address_id=int(text), now=timezone.now())
    except Address.DoesNotExist:
        return None


def _fresh_form(user: User) -> BookForm:
    phone = write_phone(phone=user.phone) if user.phone else ""
    return BookForm(initial={"full_name": user.get_full_name(), "phone": phone})


def _filled_form(address: Address) -> BookForm:
    path = zip(AREA_FIELDS, read_path(area_id=address.area_id), strict=False)
    kept = {name: getattr(address, name) for name in DETAILS}
    phones = {name: write_phone(phone=kept[name]) for name in ("phone", "fixed_phone") if kept[name]}
    return BookForm(initial={**kept, **phones, **dict(path)})


def _typed_form(request: HttpRequest) -> BookForm:
    """What was sent to be kept, or, unjudged, what was typed by somebody who asks for the next list."""
    if "show_areas" in request.POST:
        return BookForm(initial=request.POST.dict())
    return BookForm(request.POST)


def _back(**query) -> HttpResponse:
    place = reverse("accounts:addresses") + (f"?{urlencode(query)}" if query else "")
    return see_other(place)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
