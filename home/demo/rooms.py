"""Rooms, the brands in them with their people, the stories they tell, and the claims that are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wagtail.models import Locale

from brands.models import BrandMember, BrandPage, BrandStoryPage, Person
from home.demo import shapes
from home.demo.bodies import BodyWriter
from home.demo.content import HOUSE_ACCENT, Content
from home.demo.gallery import Gallery
from home.demo.house import House
from home.models import PlainPage
from problems.models import Claim, ProblemPage
from stories.models import StoryPage

# Rooms opened before anybody moved in, brands before they told or sold anything.
ROOMS_OPENED_DAYS_AGO = 420
BRANDS_CAME_DAYS_AGO = 400


@dataclass
class Rooms:
    """The pages by their path on the site, hung without bodies; `publish` fills and opens them."""

    content: Content
    house: House
    gallery: Gallery
    author: object
    now: datetime
    pages: dict[str, StoryPage] = field(default_factory=dict)
    _bodies: dict[str, tuple[shapes.Body, str]] = field(default_factory=dict)

    def hang(self) -> None:
        accents = {problem.slug: problem.accent for problem in self.content.problems}
        for number, problem in enumerate(self.content.problems):
            page = ProblemPage(korean_name=problem.korean, accent=problem.accent)
            self._hang(page, problem, self.house.problems, problem.accent, ROOMS_OPENED_DAYS_AGO - number)
        for number, brand in enumerate(self.content.brands):
            self._hang_brand(brand, accents[brand.problem], BRANDS_CAME_DAYS_AGO - number)
        for story in self.content.stories:
            accent = self.content.accent_of_brand(story.brand)
            above = self.brand(story.brand)
            self._hang(BrandStoryPage(), story, above, accent, story.published_days_ago)
        for plain in self.content.pages:
            self._hang(PlainPage(), plain, self.house.home, HOUSE_ACCENT, ROOMS_OPENED_DAYS_AGO)

    def problem(self, slug: str) -> ProblemPage:
        return self.pages[f"/problems/{slug}/"]

    def brand(self, slug: str) -> BrandPage:
        return self.pages[f"/brands/{slug}/"]

    @property
    def stories(self) -> dict[str, BrandStoryPage]:
        return {path: page for path, page in self.pages.items() if isinstance(page, BrandStoryPage)}

    def _hang_brand(self, brand: shapes.Brand, accent: str, days_ago: int) -> None:
        page = BrandPage(
            korean_name=brand.korean,
            problem=self.problem(brand.problem),
            logo=self.gallery.image(brand.logo, accent),
            website=brand.homepage,
        )
        page.members = [
            BrandMember(
                person=self._person(person, accent),
                contribution=person.contribution,
                joined=person.joined,
                sort_order=number,
            )
            for number, person in enumerate(brand.people)
        ]
        self._hang(page, brand, self.house.brands, accent, days_ago)

    def _person(self, person: shapes.Person, accent: str) -> Person:
        return Person.objects.create(
            name=person.name,
            korean_name=person.korean,
            portrait=self.gallery.image(person.portrait, accent),
        )

    def _hang(self, page: StoryPage, shape, above, accent: str, days_ago: float) -> None:
        page.title = getattr(shape, "title", "") or shape.name
        page.slug = shape.slug
        page.summary = shape.summary
        page.locale = Locale.get_default()
        page.live = False
        page.first_published_at = self.now - timedelta(days=days_ago)
        if cover := getattr(shape, "cover", None):
            page.cover = self.gallery.image(cover, accent)
            page.cover_alt = cover.alt
        above.add_child(instance=page)
        path = self.path_of(page)
        self.pages[path] = page
        self._bodies[path] = (shape.body, accent)

    def path_of(self, page) -> str:
        """Its address on the site, like "/brands/salt-and-sun/"."""
        return "/" + page.url_path.removeprefix(self.house.home.url_path)

    def publish(self, *, products: Mapping[str, int]) -> None:
        known = {path: page.pk for path, page in self.pages.items()}
        known |= {self.path_of(p): p.pk for p in (self.house.home, self.house.problems, self.house.brands)}
        writer = BodyWriter(gallery=self.gallery, products=products, pages=known)
        for path, page in self.pages.items():
            body, accent = self._bodies[path]
            page.refresh_from_db(fields=["path", "numchild"])
            page.body = writer.write(body=body, accent=accent, place=path)
            publish_as_of(page, moment=page.first_published_at, author=self.author)


def hang_claims(*, content: Content, rooms: Rooms, author) -> dict[str, Claim]:
    """The published claims by their key."""
    claims = {}
    for shape in content.claims:
        claim = Claim(
            problem=rooms.problem(shape.problem),
            statement=shape.statement,
            unit=shape.unit,
            amount=shape.amount,
            evidence=shape.evidence,
            evidence_url=shape.evidence_url,
            verifier=shape.verifier,
            verified_on=shape.verified_on,
            valid_until=shape.valid_until,
            live=False,
            first_published_at=rooms.now - timedelta(days=BRANDS_CAME_DAYS_AGO),
        )
        claim.save()
        publish_as_of(claim, moment=claim.first_published_at, author=author)
        claims[shape.key] = claim
    return claims


def publish_as_of(instance, *, moment: datetime, author) -> None:
    """Publishes by a real revision that says it was made at `moment`."""
    revision = instance.save_revision(user=author)
    revision.publish(user=author, skip_permission_checks=True)
    date_revision_back(instance, revision, moment=moment)
    type(instance).objects.filter(pk=instance.pk).update(last_published_at=moment)
    instance.refresh_from_db()


def date_revision_back(instance, revision, *, moment: datetime) -> None:
    type(revision).objects.filter(pk=revision.pk).update(created_at=moment)
    if hasattr(instance, "latest_revision_created_at"):
        type(instance).objects.filter(pk=instance.pk).update(latest_revision_created_at=moment)
