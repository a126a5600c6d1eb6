from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.images.shortcuts import get_rendition_or_not_found

from products.listing import THUMBNAIL, status_of


class PictureColumn(Column):
    """The cover as a small picture; a dash without one."""

    cell_template_name = "products/admin/picture_cell.html"

    def __init__(self, **kwargs):
        super().__init__("cover", label=_("Picture"), width="6%", **kwargs)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        cover = self.get_value(instance)
        return context | {
            "picture": cover,
            "thumbnail": get_rendition_or_not_found(cover, THUMBNAIL) if cover else None,
        }


class PriceColumn(Column):
    cell_template_name = "products/admin/price_cell.html"

    def __init__(self, **kwargs):
        super().__init__("listed_price", label=_("Price"), **kwargs)


class StockColumn(Column):
    cell_template_name = "products/admin/stock_cell.html"

    def __init__(self, **kwargs):
        super().__init__("free_pieces", label=_("Stock"), **kwargs)


class StateColumn(StatusTagColumn):
    def __init__(self, **kwargs):
        super().__init__(
            "state", accessor=status_of, label=_("Status"), primary=lambda product: product.live, **kwargs
        )
