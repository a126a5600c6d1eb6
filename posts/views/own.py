"""What somebody wrote, in their account: what waits, what was refused and why; changing it, taking it away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from posts.forms import PostForm, QuestionForm, ReviewForm
from posts.kinds import fetch
from posts.models import Moderated, Post, Question, Review
from posts.own_texts import find_own, list_own, remove_own
from posts.posting import edit_post
from posts.questions import edit_question
from posts.reviews import edit_review
from posts.views.writing import answer, own_page, user_of
from stories.answers import see_other
from stories.paging import open_page

PER_PAGE = 20


@require_safe
@own_page
def show_mine(request: HttpRequest) -> HttpResponse:
    page = open_page(items=list_own(user=user_of(request)), number=request.GET.get("page"), per_page=PER_PAGE)
    return TemplateResponse(request, "posts/mine.html", {"page": page, "items": fetch(page)})


@own_page
def edit(request: HttpRequest, kind: str, item_id: int) -> HttpResponse:
    item = find_own(user=user_of(request), kind=kind, item_id=item_id)
    form = _form_of(item, request.POST if request.method == "POST" else None)
    return answer(
        request,
        form=form,
        keep=lambda: _edit(item, form),
        template="posts/edit.html",
        context={"item": item},
    )


@own_page
def remove(request: HttpRequest, kind: str, item_id: int) -> HttpResponse:
    """Asks once whether it is meant."""
    item = find_own(user=user_of(request), kind=kind, item_id=item_id)
    if request.method != "POST":
        return TemplateResponse(request, "posts/remove.html", {"item": item})
    remove_own(item=item)
    messages.success(request, _("It is gone."))
    return see_other(reverse("posts:mine"))


def _form_of(item: Moderated, sent) -> forms.Form:
    match item:
        case Post():
            return PostForm(sent, initial=PostForm.read(item))
        case Question():
            return QuestionForm(sent, initial=QuestionForm.read(item))
        case Review():
            return ReviewForm(sent, initial=ReviewForm.read(item))
        case _:
            raise TypeError(item)


def _edit(item: Moderated, form) -> Moderated:
    now = timezone.now()
    match item:
        case Post():
            edit_post(post=item, now=now, **form.typed())
        case Question():
            edit_question(question=item, now=now, **form.typed())
        case Review():
            edit_review(review=item, now=now, **form.typed())
    return item
