from django.urls import path

from products import views

app_name = "products"
urlpatterns = [
    path("products/", views.catalogue, name="catalogue"),
    path("products/menu.json", views.menu, name="menu"),
    path("products/cards.html", views.cards, name="cards"),
    path("products/<slug:slug>/", views.product, name="product"),
]
