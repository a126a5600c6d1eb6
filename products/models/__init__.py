from products.models.category import Category
from products.models.product import Product, ProductClaim, ProductImage
from products.models.redirect import ProductRedirect
from products.models.stock import StockMovement, StockRecord
from products.models.variant import Variant

__all__ = [
    "Category",
    "Product",
    "ProductClaim",
    "ProductImage",
    "ProductRedirect",
    "StockMovement",
    "StockRecord",
    "Variant",
]
