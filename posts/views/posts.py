"""Posts, for everybody to read, and the page on which one is written."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from posts.forms import PostForm
from posts.models import Post
from posts.moderation import may_moderate
from posts.posting import write_post
from posts.showing import find_post, list_posts
from posts.views.writing import answer, own_page, user_of
from stories.paging import open_page

PER_PAGE = 12


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    posts = open_page(items=list_posts(), number=request.GET.get("page"), per_page=PER_PAGE)
    return render(request, "posts/posts.html", {"posts": posts})


@require_safe
def show_post(request: HttpRequest, post_id: int, slug: str) -> HttpResponse:
    """A former title leads to the present one."""
    try:
        post = find_post(post_id=post_id)
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    if slug != post.slug:
        return HttpResponsePermanentRedirect(post.get_absolute_url())
    return render(request, "posts/post.html", {"post": post})


@own_page
def write(request: HttpRequest) -> HttpResponse:
    form = PostForm(request.POST) if request.method == "POST" else PostForm()
    author = user_of(request)
    return answer(
        request,
        form=form,
        keep=lambda: write_post(author=author, now=timezone.now(), **form.typed()),
        template="posts/write.html",
        context={"is_public_at_once": may_moderate(user=author)},
    )
