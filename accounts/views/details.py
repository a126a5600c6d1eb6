"""“Your data”, and the way of a new e-mail into it."""

from typing import cast

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.email_change import ask_to_confirm, drop_waiting, is_confirmed, waiting_email
from accounts.forms.details import DetailsForm
from accounts.models import User
from accounts.phone import is_offered
from accounts.profile import change_details
from accounts.views.proof import NotProved, ensure_proved
from stories.answers import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@rate_limit(action="manage_email")
def show(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = DetailsForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        try:
            if form.new_email:
                password = form.cleaned_data.get("password", "")
                ensure_proved(request, user=user, password=password)
            change_details(user=user, **form.details())
        except NotProved as refusal:
            form.add_error(form.proof_field, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your data is kept."))
            if form.new_email:
                _ask(request, form.new_email)
            return _back()
    context = {
        "form": form,
        "is_confirmed": is_confirmed(user=user),
        "waiting": waiting_email(user=user),
        "can_verify_phone": is_offered() and bool(user.phone) and user.phone_verified_at is None,
    }
    return TemplateResponse(request, "accounts/details.html", context)


@require_POST
@never_cache
@login_required
@rate_limit(action="manage_email")
def ask_again(request: HttpRequest) -> HttpResponse:
    """To the address that waits, else to the present one as long as it is not confirmed."""
    user = cast(User, request.user)
    email = waiting_email(user=user) or ("" if is_confirmed(user=user) else user.email.lower())
    if email:
        _ask(request, email)
    return _back()


@require_POST
@never_cache
@login_required
def drop(request: HttpRequest) -> HttpResponse:
    drop_waiting(user=cast(User, request.user))
    messages.success(request, _("Your e-mail stays as it is."))
    return _back()


def _ask(request: HttpRequest, email: str) -> None:
    if not ask_to_confirm(request=request, user=cast(User, request.user), email=email):
        late = _(
            "We wrote to %(email)s less than three minutes ago. If nothing came, ask again in three minutes."
        )
        messages.warning(request, late % {"email": email})


def _back() -> HttpResponse:
    return see_other(reverse("accounts:details"))
