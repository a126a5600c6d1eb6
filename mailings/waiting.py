"""What somebody waits for, and in which language they want the news."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.consents import has_consent
from accounts.models import Consent, User
from mailings import wishes
from mailings.forms import NewsLanguageForm
from mailings.languages import choose_news_language, news_language_of
from mailings.links import BadLink
from stories.answers import see_other
from stories.forgery import same_origin_form
from stories.one_click import is_mail_program


# The page that this is posted from is the same for everybody.
@same_origin_form
@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    """Whoever is not logged in does so first, and comes back to the object."""
    sku = request.POST.get("sku", "").replace("\x00", "")
    address = wishes.find_address(sku=sku)
    if address is None:
        raise Http404(str(wishes.NotOffered()))
    if not request.user.is_authenticated:
        return see_other(redirect_to_login(address, login_url=reverse("account_login")).url)
    wanted = wishes.wish_for(user=cast(User, request.user), sku=sku, now=timezone.now())
    messages.success(
        request, _("We will write when %(name)s is back.") % {"name": wanted.variant.product.name}
    )
    return see_other(reverse("mailings:waiting"))


@never_cache
@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, NewsLanguageForm(initial={"language": news_language_of(user=_user(request))}))


@login_required
@require_POST
def remove(request: HttpRequest, wish_id: int) -> HttpResponse:
    if not wishes.give_up(user=_user(request), wish_id=wish_id):
        raise Http404
    return see_other(reverse("mailings:waiting"))


@login_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    form = NewsLanguageForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    choose_news_language(user=_user(request), language=form.cleaned_data["language"])
    messages.success(request, _("News will come in this language."))
    return see_other(reverse("mailings:waiting"))


# A mail program has neither a cookie nor a page to post from: that it knows the signed link is its proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing; a click, or a mail program's call, ends the wish."""
    try:
        if request.method == "POST":
            wishes.stop(token=token)
            if not is_mail_program(request):
                return see_other(request.path)
        return render(request, "mailings/wish_stop.html", {"is_waiting": wishes.is_waiting(token=token)})
    except BadLink as altered:
        raise Http404 from altered


def _page(request: HttpRequest, form: NewsLanguageForm) -> HttpResponse:
    user = _user(request)
    context = {
        "wishes": wishes.list_wishes(user=user),
        "form": form,
        "wants_news": has_consent(user=user, kind=Consent.Kind.MARKETING_MAIL),
        "languages": settings.LANGUAGES,
    }
    return render(request, "mailings/waiting.html", context)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
