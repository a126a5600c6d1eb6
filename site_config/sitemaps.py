from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from products.models import Product


class ProductSitemap(Sitemap):
    """Products that can be looked at and have a price; Wagtail lists its pages itself."""

    def items(self):
        return Product.objects.on_show().priced().newest_first()

    def lastmod(self, product):
        return product.last_published_at

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc
