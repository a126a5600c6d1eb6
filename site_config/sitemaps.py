from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from posts.models import Post
from posts.showing import list_posts
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


class PostSitemap(_ShopSitemap):
    """What readers and staff wrote, once it is public."""

    def items(self):
        return list_posts()

    def lastmod(self, post: Post):
        return post.edited_at or post.written_at
