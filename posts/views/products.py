"""All reviews of an object and all questions about it, and the pages on which one is written."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from posts.forms import QuestionForm, ReviewForm
from posts.moderation import may_moderate
from posts.questions import ask_question
from posts.reviews import find_bought_line, find_review, write_review
from posts.showing import list_questions, list_reviews, rate
from posts.structured_data import describe_ratings
from posts.views.writing import answer, own_page, user_of
from products.addresses import Moved, find_shown_product
from products.models import Product
from stories.paging import open_page

PER_PAGE = 20


def _of_product(name: str):
    """The view gets the product on show; a former address leads to the page called `name` of the present one."""

    def wrap(view):
        @wraps(view)
        def found(request: HttpRequest, slug: str) -> HttpResponse:
            try:
                product = find_shown_product(slug=slug)
            except Moved as moved:
                return HttpResponsePermanentRedirect(reverse(f"posts:{name}", args=[moved.product.slug]))
            except Product.DoesNotExist:
                raise Http404(_("No object of this name is on show.")) from None
            return view(request, product=product)

        return found

    return wrap


@require_safe
@_of_product("reviews")
def show_reviews(request: HttpRequest, product: Product) -> HttpResponse:
    reviews = open_page(
        items=list_reviews(product=product), number=request.GET.get("page"), per_page=PER_PAGE
    )
    rating = rate(product=product)
    described = [describe_ratings(product=product, rating=rating, reviews=reviews)] if rating else []
    context = {"product": product, "reviews": reviews, "rating": rating, "structured_data": described}
    return render(request, "posts/reviews.html", context)


@require_safe
@_of_product("questions")
def show_questions(request: HttpRequest, product: Product) -> HttpResponse:
    questions = open_page(
        items=list_questions(product=product), number=request.GET.get("page"), per_page=PER_PAGE
    )
    return render(request, "posts/questions.html", {"product": product, "questions": questions})


@own_page
@_of_product("review")
def write(request: HttpRequest, product: Product) -> HttpResponse:
    author = user_of(request)
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm()
    written = find_review(user=author, product=product)
    return answer(
        request,
        form=form,
        keep=lambda: write_review(author=author, product=product, now=timezone.now(), **form.typed()),
        template="posts/review_form.html",
        context={
            "product": product,
            "written": written,
            "may_write": written is None and find_bought_line(user=author, product=product) is not None,
        },
    )


@own_page
@_of_product("ask")
def ask(request: HttpRequest, product: Product) -> HttpResponse:
    author = user_of(request)
    form = QuestionForm(request.POST) if request.method == "POST" else QuestionForm()
    return answer(
        request,
        form=form,
        keep=lambda: ask_question(author=author, product=product, now=timezone.now(), **form.typed()),
        template="posts/question_form.html",
        context={"product": product, "is_public_at_once": may_moderate(user=author)},
    )
