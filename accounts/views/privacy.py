"""What the shop keeps about whoever is logged in, and what they may do about it."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.consents import give_consent, has_consent, last_answer, withdraw_consent
from accounts.forms.privacy import CloseForm, MarketingForm
from accounts.models import Consent, User
from accounts.privacy.person import CannotErase, erase_person, export_person, person_of
from accounts.views.proof import NotProved, ensure_proved
from stories.answers import see_other

MARKETING = Consent.Kind.MARKETING_MAIL


@never_cache
@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, MarketingForm())


@never_cache
@login_required
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    form = MarketingForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    give_consent(user=_user(request), kind=MARKETING, now=timezone.now())
    messages.success(request, _("Thank you. We write when there is something to tell."))
    return see_other(reverse("accounts:privacy"))


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    withdraw_consent(user=_user(request), kind=MARKETING, now=timezone.now())
    messages.success(request, _("You get no more news from us. Mails about your orders still come."))
    return see_other(reverse("accounts:privacy"))


@never_cache
@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    kept = export_person(person=person_of(user=_user(request)), now=timezone.now())
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="impact-museum-my-data.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = CloseForm(request.POST or None, has_password=user.has_usable_password())
    if request.method == "POST" and form.is_valid():
        try:
            ensure_proved(request, user=user, password=form.cleaned_data.get("password", ""))
            erase_person(person=person_of(user=user), now=timezone.now())
        except NotProved as refusal:
            form.add_error("password" if "password" in form.fields else None, str(refusal))
        except CannotErase as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account is closed, and we have forgotten you. Farewell."))
            return see_other(settings.ACCOUNT_LOGOUT_REDIRECT_URL)
    return TemplateResponse(request, "accounts/privacy_close.html", {"form": form})


def _page(request: HttpRequest, form: MarketingForm) -> HttpResponse:
    user = _user(request)
    context = {
        "form": form,
        "agrees": has_consent(user=user, kind=MARKETING),
        "answer": last_answer(user=user, kind=MARKETING),
    }
    return TemplateResponse(request, "accounts/privacy.html", context)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
