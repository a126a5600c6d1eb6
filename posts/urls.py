from django.urls import path

from posts.views import own, posts, products

app_name = "posts"
urlpatterns = [
    path("posts/", posts.show_list, name="posts"),
    path("posts/write/", posts.write, name="write"),
    path("posts/<int:post_id>-<str:slug>/", posts.show_post, name="post"),
    path("products/<slug:slug>/reviews/", products.show_reviews, name="reviews"),
    path("products/<slug:slug>/reviews/write/", products.write, name="review"),
    path("products/<slug:slug>/questions/", products.show_questions, name="questions"),
    path("products/<slug:slug>/questions/ask/", products.ask, name="ask"),
    path("account/posts/", own.show_mine, name="mine"),
    path("account/posts/<slug:kind>/<int:item_id>/", own.edit, name="edit"),
    path("account/posts/<slug:kind>/<int:item_id>/remove/", own.remove, name="remove"),
]
