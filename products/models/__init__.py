from products.models.category import Category
from products.models.product import Product, ProductClaim, ProductImage
from products.models.redirect import ProductRedirect
from products.models.stock import LowStockNotice, StockMovement, StockPromise, StockRecord
from products.models.variant import Variant

__all__ = [
    "Category",
    "LowStockNotice",
    "Product",
    "ProductClaim",
    "ProductImage",
    "ProductRedirect",
    "StockMovement",
    "StockPromise",
    "StockRecord",
    "Variant",
]
