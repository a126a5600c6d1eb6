from django.db import IntegrityError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import BY_PERMISSION, OPEN_TO_ALL
from api.refusals import conflict, not_found
from products.addresses import Moved, find_shown_product
from products.api.answers import CategoryAnswer, ProductAnswer
from products.api.requests import CatalogueQuery, ProductPatch, ProductRequest
from products.catalogue import Shelves, list_categories, list_products, read_shelves
from products.catalogue_edits import EditRefused, create_product, edit_product, remove_product
from products.models import Category, Product

NO_SHELVES = Shelves(categories=[], brands=[], problems=[])


class ProductsView(viewsets.GenericViewSet):
    permission_classes = BY_PERMISSION
    required_permission = {
        "POST": "products.add_product",
        "PATCH": ("products.change_product", "products.change_price", "products.publish_product"),
        "DELETE": "products.delete_product",
    }
    required_scope = {
        "GET": "catalogue:read",
        "POST": "catalogue:write",
        "PATCH": "catalogue:write",
        "DELETE": "catalogue:write",
    }
    refusals = {"POST": (409,), "PATCH": (409,), "DELETE": (409,)}
    serializer_class = ProductAnswer
    queryset = Product.objects.none()
    lookup_field = "slug"

    def get_queryset(self):
        wish = CatalogueQuery(self.request.query_params).wish()
        if not (wish.category or wish.brand or wish.problem):
            return list_products(wish=wish, shelves=NO_SHELVES)
        shelves = read_shelves()
        return list_products(wish=wish, shelves=shelves) if shelves.have(wish) else Product.objects.none()

    @extend_schema(parameters=[CatalogueQuery])
    def list(self, request: Request) -> Response:
        """The products on show that are wished for."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, slug: str) -> Response:
        """One product on show."""
        try:
            product = find_shown_product(slug=slug)
        except (Moved, Product.DoesNotExist) as missing:
            raise not_found(_("No object of this name is on show.")) from missing
        return Response(self.get_serializer(product).data)

    @extend_schema(request=ProductRequest, responses={201: ProductAnswer})
    def create(self, request: Request) -> Response:
        """A new product: on show at once, or with `published` false as a draft. Its stock begins with nothing."""
        wanted = ProductRequest(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            product = create_product(
                text=wanted.text(),
                variants=wanted.new_variants(),
                published=wanted.is_published(),
                actor=request.user,
            )
        except EditRefused as refused:
            raise conflict(refused.code, refused) from refused
        except IntegrityError as error:  # somebody else was quicker
            raise conflict("slug_taken", _("Another product has this slug, or one of these SKUs.")) from error
        answer = self.get_serializer(_whole(product)).data
        return Response(
            answer,
            status.HTTP_201_CREATED,
            headers={"Location": request.build_absolute_uri(f"{product.slug}/")},
        )

    @extend_schema(request=ProductPatch, responses={200: ProductAnswer})
    def partial_update(self, request: Request, slug: str) -> Response:
        """Changes what is given. A price needs its own permission and holds at once; words of somebody who may not
        publish wait as a draft.
        """
        wanted = ProductPatch(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            version = edit_product(
                slug=slug,
                text=wanted.text(),
                prices=wanted.prices(),
                published=wanted.validated_data.get("published"),
                actor=request.user,
            )
        except Product.DoesNotExist as missing:
            raise not_found() from missing
        except EditRefused as refused:
            raise conflict(refused.code, refused) from refused
        return Response(self.get_serializer(version).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, slug: str) -> Response:
        """Deletes what was never sold; what has moved stock is taken off show instead."""
        try:
            remove_product(slug=slug, actor=request.user)
        except Product.DoesNotExist as missing:
            raise not_found() from missing
        except EditRefused as refused:
            raise conflict(refused.code, refused) from refused
        return Response(status=status.HTTP_204_NO_CONTENT)


def _whole(product: Product) -> Product:
    return Product.objects.with_card_details().get(pk=product.pk)


class CategoriesView(generics.ListAPIView):
    """The shelves, in the order of the tree."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = CategoryAnswer
    queryset = Category.objects.none()

    def get_queryset(self):
        return list_categories()


class CategoryView(generics.RetrieveAPIView):
    """One shelf."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = CategoryAnswer
    queryset = Category.objects.select_related("parent")
    lookup_field = "slug"
