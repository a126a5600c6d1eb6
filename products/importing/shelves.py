"""Where imported products stand and what they claim."""

from datetime import date

from django.utils.text import slugify

from brands.models import BrandPage
from problems.models import Claim
from products.models import Category


class Shelves:
    """Categories by slug or title, brands by slug; each is asked for once."""

    def __init__(self):
        self._categories = {}
        for category in Category.objects.all():
            self._categories[category.slug] = category
            self._categories.setdefault(category.title.casefold(), category)
        self._brands = {brand.slug: brand for brand in BrandPage.objects.select_related("problem")}

    def brand(self, slug: str) -> BrandPage | None:
        return self._brands.get(slug)

    def category(self, name: str) -> Category:
        """The category of that slug or title; a new top one, outside the menu, when there is none."""
        slug = slugify(name, allow_unicode=False) or f"category-{len(self._categories)}"
        found = (
            self._categories.get(name) or self._categories.get(name.casefold()) or self._categories.get(slug)
        )
        if found is None:
            title = name if name != slug else name.replace("-", " ").capitalize()
            found = Category.objects.create(title=title, slug=slug)
            self._categories[found.slug] = self._categories[name] = found
        return found


def find_claim(*, statement: str, brand: BrandPage, today: date) -> Claim:
    """The claim of the brand's problem that says so.

    One that nobody has evidenced yet is noted as a draft: it is shown to nobody until an editor completes it.
    """
    claim = Claim.objects.filter(problem=brand.problem, statement=statement).order_by("pk").first()
    return claim or Claim.objects.create(
        problem=brand.problem, statement=statement, amount=1, verified_on=today, valid_until=today, live=False
    )
