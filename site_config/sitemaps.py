from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse

from brands.models import BrandPage
from checkout.models import ImpactEntry
from posts.models import Post
from posts.showing import list_posts
from problems.models import ProblemPage
from products.models import Product


class _ShopSitemap(Sitemap):
    """Under the address that the shop is known by."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class ProductSitemap(_ShopSitemap):
    """Products that can be looked at and have a price; Wagtail lists its pages itself."""

    def items(self):
        return Product.objects.on_show().priced().newest_first()

    def lastmod(self, product):
        return product.last_published_at


class ImpactSitemap(_ShopSitemap):
    """What was done in the museum, and in each room and by each brand on show; receipts are nobody's to find."""

    def items(self):
        rooms = ProblemPage.objects.live().filter(Exists(ImpactEntry.objects.filter(problem=OuterRef("pk"))))
        brands = BrandPage.objects.live().filter(Exists(ImpactEntry.objects.filter(brand=OuterRef("pk"))))
        return [
            reverse("checkout:impact"),
            *(_address("room", slug) for slug in rooms.order_by("pk").values_list("slug", flat=True)),
            *(_address("brand", slug) for slug in brands.order_by("pk").values_list("slug", flat=True)),
        ]

    def location(self, address):
        return address


class PostSitemap(_ShopSitemap):
    """What readers and staff wrote, once it is public."""

    def items(self):
        return list_posts()

    def lastmod(self, post: Post):
        return post.edited_at or post.written_at


def _address(kind: str, slug: str) -> str:
    return reverse(f"checkout:impact_{kind}", args=[slug])
