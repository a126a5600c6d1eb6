"""Where the link in a mailing leads: opening it changes nothing, a click or a mail program's call stops the news."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.news_links import BadLink, stop_news, wants_news
from stories.answers import see_other
from stories.one_click import is_mail_program


# A mail program has neither a cookie nor a page to post from: that it knows the signed link is its proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            stop_news(token=token, now=timezone.now())
            if not is_mail_program(request):
                return see_other(request.path)
        return render(request, "accounts/news_stop.html", {"wants_news": wants_news(token=token)})
    except BadLink as altered:
        raise Http404 from altered
