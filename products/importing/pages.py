"""Problems and brands of a document: pages, created below their index and published."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from brands.models import BrandIndexPage, BrandPage
from problems.models import ProblemIndexPage, ProblemPage
from products.importing.entries import BrandEntry, ProblemEntry
from products.importing.faults import Faults
from products.importing.tally import Tally

UNSORTED = ProblemEntry(place="problems", slug="unsorted", title="Unsorted", accent=None, summary=None)


def write_problem(*, entry: ProblemEntry, faults: Faults, tally: Tally) -> None:
    page = ProblemPage.objects.filter(slug=entry.slug).first()
    wanted = _given(title=entry.title, accent=entry.accent, summary=entry.summary)
    with faults.noted_at(entry.place):
        if page is None:
            _hang(
                ProblemPage(slug=entry.slug, **wanted), below=_index(ProblemIndexPage, "Problems", "problems")
            )
            tally.count("problems", "created")
        else:
            tally.count("problems", _update(page, wanted))


def write_brand(*, entry: BrandEntry, faults: Faults, tally: Tally) -> None:
    """A new brand that names no problem goes under "Unsorted"."""
    page = BrandPage.objects.filter(slug=entry.slug).first()
    wanted = _given(title=entry.name, website=entry.homepage, summary=entry.summary)
    if entry.problem is not None:
        problem = ProblemPage.objects.filter(slug=entry.problem).first()
        if problem is None:
            faults.add(
                entry.place, "problem", _("no problem has the slug %(slug)s") % {"slug": entry.problem}
            )
            return
        wanted["problem"] = problem
    elif page is None:
        wanted["problem"] = _unsorted(faults, tally)
    with faults.noted_at(entry.place):
        if page is None:
            _hang(BrandPage(slug=entry.slug, **wanted), below=_index(BrandIndexPage, "Brands", "brands"))
            tally.count("brands", "created")
        else:
            tally.count("brands", _update(page, wanted))


def _unsorted(faults: Faults, tally: Tally) -> ProblemPage:
    page = ProblemPage.objects.filter(slug=UNSORTED.slug).first()
    if page is None:
        write_problem(entry=UNSORTED, faults=faults, tally=tally)
        page = ProblemPage.objects.get(slug=UNSORTED.slug)
    return page


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _hang(page: Page, *, below: Page) -> None:
    below.add_child(instance=page)
    page.save_revision().publish()


def _update(page: Page, wanted: dict[str, Any]) -> str:
    changed = {name: value for name, value in wanted.items() if getattr(page, name) != value}
    if not changed:
        return "unchanged"
    for name, value in changed.items():
        setattr(page, name, value)
    page.full_clean()
    page.save()
    page.save_revision().publish()
    return "updated"


def _index(model: type[Page], title: str, slug: str) -> Page:
    """The index page; a site that has none gets one."""
    page = model.objects.first()
    if page is None:
        root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        page = root.add_child(instance=model(title=title, slug=slug))
    return page
