"""The building every page hangs in; standing again after a test has flushed the database."""

from dataclasses import dataclass

from wagtail.models import Collection, Locale, Page, Site

from brands.models import BrandIndexPage
from home.models import HomePage
from problems.models import ProblemIndexPage
from tests.factories.hanging import hang_all
from tests.factories.indexes import unindexed


@dataclass(frozen=True)
class Museum:
    site: Site
    home: HomePage
    problems: ProblemIndexPage
    brands: BrandIndexPage


@unindexed()
def museum() -> Museum:
    """Root, home, both index pages, the default site and the root collection; what stands already is kept."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    locale, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = HomePage.objects.first() or HomePage(
        title="Impact Museum",
        slug="museum",
        hero_title="A museum you can buy from",
        hero_text="Every object works on a problem.",
        locale=locale,
    )
    problems = ProblemIndexPage.objects.first() or ProblemIndexPage(
        title="Problems", slug="problems", locale=locale
    )
    brands = BrandIndexPage.objects.first() or BrandIndexPage(title="Brands", slug="brands", locale=locale)
    hang_all([page for page in (home,) if page.pk is None], above=root)
    hang_all([page for page in (problems, brands) if page.pk is None], above=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != home.pk:
        site.hostname, site.port, site.site_name, site.root_page = "localhost", 80, "Impact Museum", home
        site.save()
    return Museum(site=site, home=home, problems=problems, brands=brands)
