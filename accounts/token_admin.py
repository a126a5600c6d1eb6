"""The desk for tokens: everybody sees their own, whoever owns the shop sees all."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.api_tokens import issue_token, revoke_token, scopes_open_to
from accounts.forms.tokens import TokenForm
from accounts.models import ApiToken, User
from stories.paging import open_page

PER_PAGE = 50


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    tokens = open_page(items=_tokens_of(request), number=request.GET.get("p"), per_page=PER_PAGE)
    rows = [(token, _state(token, now)) for token in tokens]
    context = {"tokens": tokens, "rows": rows, "sees_all": request.user.is_superuser}
    return render(request, "accounts/admin/tokens.html", context)


@never_cache
@sensitive_variables("text")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The answer to the form is the only place where the text of a token stands."""
    form = TokenForm(request.POST or None, open_scopes=scopes_open_to(user=_holder(request)))
    if not form.is_valid():
        return render(request, "accounts/admin/new_token.html", {"form": form})
    now = timezone.now()
    token, text = issue_token(
        user=_holder(request),
        name=form.cleaned_data["name"],
        scopes=form.cleaned_data["scopes"],
        now=now,
        expires_at=form.expires_at(now),
    )
    return render(request, "accounts/admin/token_made.html", {"token": token, "text": text})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Asks whether it is meant, and takes the token back."""
    token = get_object_or_404(_tokens_of(request), pk=token_id)
    if request.method != "POST":
        return render(request, "accounts/admin/revoke_token.html", {"token": token})
    revoke_token(token=token, actor=_holder(request), now=timezone.now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect(reverse("api_tokens"))


def _holder(request: HttpRequest) -> User:
    return cast(User, request.user)


def _tokens_of(request: HttpRequest):
    tokens = ApiToken.objects.newest_first()
    return tokens if request.user.is_superuser else tokens.filter(user=request.user)


def _state(token: ApiToken, now) -> str:
    if token.revoked_at is not None:
        return _("Revoked")
    return _("Valid") if token.is_valid(now) else _("Past its time")
