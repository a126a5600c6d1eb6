"""Where a product lives, and where it lived before: a published address never goes dark."""

from products.models import Product, ProductRedirect


class Moved(Exception):
    """The slug asked for is a former one of `product`."""

    def __init__(self, product: Product):
        super().__init__(product.slug)
        self.product = product


def find_shown_product(*, slug: str) -> Product:
    """The product on show at `slug`, with what its page needs.

    Raises Moved when only a former address of a shown product matches; Product.DoesNotExist when none does.
    A product that took over a former slug of another wins.
    """
    shown = Product.objects.on_show()
    product = shown.with_page_details().filter(slug=slug).first()
    if product is not None:
        return product
    moved = shown.filter(former_addresses__old_slug=slug).first()
    if moved is not None:
        raise Moved(moved)
    raise Product.DoesNotExist(slug)


def remember_former_slug(*, product: Product) -> None:
    """Called before a product is written: keeps the slug it was published under, however many it had.

    An address it takes (back) leads to it again, no longer to whoever left it.
    """
    before = Product.objects.filter(pk=product.pk).values("slug", "first_published_at").first()
    if before is None or before["slug"] == product.slug:
        return
    ProductRedirect.objects.filter(old_slug=product.slug, product=product).delete()
    if before["first_published_at"] is not None:
        ProductRedirect.objects.update_or_create(old_slug=before["slug"], defaults={"product": product})
