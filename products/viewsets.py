from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from products.choosers import ProductChooserViewSet
from products.columns import PictureColumn, PriceColumn, StateColumn, StockColumn
from products.filters import ProductFilterSet
from products.listing import list_for_desk, search_desk
from products.models import Category, Product
from products.panels import product_edit_handler
from stories.choosers import SearchOnlyChooserViewSet


class ProductIndexView(IndexView):
    @property
    def is_searchable(self):
        return True

    def search_queryset(self, queryset):
        return search_desk(products=queryset, text=self.search_query) if self.is_searching else queryset

    def get_base_queryset(self):
        return list_for_desk()


class ProductViewSet(SnippetViewSet):
    model = Product
    icon = "tag"
    menu_label = _("Products")
    index_view_class = ProductIndexView
    chooser_viewset_class = ProductChooserViewSet
    chooser_per_page = 20
    edit_handler = product_edit_handler
    filterset_class = ProductFilterSet
    list_per_page = 50
    ordering = ["-updated_at", "-pk"]
    # A copy would carry the SKUs of the original, and a SKU belongs to one variant.
    copy_view_enabled = False
    # The database's own search: the index has no such columns on SQLite, and icontains reads Korean better.
    search_backend_name = None
    list_display = [
        "name",
        PictureColumn(),
        Column("brand", label=_("Brand"), sort_key="brand__title"),
        Column("problem", label=_("Problem"), accessor="brand.problem", sort_key="brand__problem__title"),
        PriceColumn(sort_key="listed_price"),
        StockColumn(sort_key="free_pieces"),
        Column("sales", label=_("Sold"), sort_key="sales"),
        StateColumn(sort_key="live"),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
    ]


def indented(category):
    return f"{'— ' * category.depth}{category.title}"


class CategoryIndexView(IndexView):
    def get_base_queryset(self):
        """In tree order: by the order of the top category, then of the one below it, then of its own."""
        return Category.objects.annotate(
            depth=Case(
                When(parent=None, then=Value(0)),
                When(parent__parent=None, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
            top_order=Coalesce("parent__parent__sort_order", "parent__sort_order", "sort_order"),
            top_title=Coalesce("parent__parent__title", "parent__title", "title"),
            top=Coalesce("parent__parent_id", "parent_id", "id"),
            middle_order=Case(
                When(parent=None, then=Value(-1)),
                When(parent__parent=None, then=F("sort_order")),
                default=F("parent__sort_order"),
                output_field=IntegerField(),
            ),
            middle_title=Case(When(depth=1, then=F("title")), When(depth=2, then=F("parent__title"))),
            middle=Case(When(depth=1, then=F("id")), When(depth=2, then=F("parent_id"))),
        )

    def order_queryset(self, queryset):
        if self.ordering:
            return super().order_queryset(queryset)
        tree = ("top_order", "top_title", "top", "middle_order", "middle_title", "middle", "depth")
        return queryset.order_by(*tree, "sort_order", "title", "pk")


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    index_view_class = CategoryIndexView
    chooser_viewset_class = SearchOnlyChooserViewSet
    list_per_page = 50
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["title", "slug"]
    list_display = [
        TitleColumn("title", label=_("Title"), accessor=indented, sort_key="title"),
        Column("slug", label=_("Slug")),
        Column("menu_group", label=_("Menu group"), sort_key="menu_group"),
        Column("sort_order", label=_("Order"), sort_key="sort_order"),
    ]
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("menu_group"), FieldPanel("sort_order")]),
    ]


class ShopViewSetGroup(SnippetViewSetGroup):
    items = (ProductViewSet, CategoryViewSet)
    menu_label = _("Shop")
    menu_name = "shop"
    menu_icon = "tag"
    menu_order = 200
