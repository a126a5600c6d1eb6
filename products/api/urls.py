from django.urls import path

from products.api.views import CategoriesView, CategoryView, ProductsView

urlpatterns = [
    path("products/", ProductsView.as_view({"get": "list", "post": "create"}), name="api_products"),
    path(
        "products/<slug:slug>/",
        ProductsView.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_product",
    ),
    path("categories/", CategoriesView.as_view(), name="api_categories"),
    path("categories/<slug:slug>/", CategoryView.as_view(), name="api_category"),
]
