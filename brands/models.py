from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, Prefetch, When, prefetch_related_objects
from django.db.models.functions import Left, Length
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from problems.models import ProblemPage
from stories.models import MuseumImage, MuseumPage, MuseumPageQuerySet, StoryPage, TimeStamped
from stories.paging import open_page
from stories.picture_sizes import SQUARE_FILTER
from stories.structured_data import describe_article

BRANDS_PER_PAGE = 12
PRODUCTS_IN_CAROUSEL = 12
OTHER_STORIES = 3


class Person(TimeStamped):
    name = models.CharField(_("name"), max_length=100)
    korean_name = models.CharField(_("Korean name"), max_length=100, blank=True)
    portrait = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name


class BrandIndexPage(MuseumPage):
    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    content_panels = MuseumPage.content_panels + [FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["brands.BrandPage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        """Raises Http404 for a problem that is not there: a filter is an address like any other."""
        brands = BrandPage.objects.child_of(self).live().order_by("title", "pk")
        problems = ProblemPage.objects.live().filter(brands__live=True).distinct().order_by("title", "pk")
        asked = request.GET.get("problem", "")
        # No database looks up NUL.
        slug = asked.replace("\x00", "")
        chosen = get_object_or_404(ProblemPage.objects.live(), slug=slug) if asked else None
        if chosen:
            brands = brands.filter(problem=chosen)
        brands = brands.select_related("problem").with_cover()
        items = open_page(items=brands, number=request.GET.get("page"), per_page=BRANDS_PER_PAGE)
        context = super().get_context(request, *args, **kwargs)
        return context | {"items": items, "problems": problems, "chosen_problem": chosen}


class BrandPage(StoryPage):
    korean_name = models.CharField(_("Korean name"), max_length=120, blank=True)
    problem = models.ForeignKey(
        "problems.ProblemPage", verbose_name=_("problem"), on_delete=models.PROTECT, related_name="brands"
    )
    logo = models.ForeignKey(
        "stories.MuseumImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(
        _("home page"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )

    content_panels = StoryPage.content_panels[:1] + [
        FieldPanel("korean_name"),
        FieldPanel("problem"),
        *StoryPage.content_panels[1:3],
        FieldPanel("logo"),
        FieldPanel("website"),
        *StoryPage.content_panels[3:],
        InlinePanel("members", heading=_("People"), label=_("person")),
    ]
    search_fields = StoryPage.search_fields + [index.SearchField("korean_name"), index.FilterField("problem")]
    parent_page_types = ["brands.BrandIndexPage"]
    subpage_types = ["brands.BrandStoryPage"]

    @property
    def room(self):
        """None when the problem is unpublished: it is then printed as plain text."""
        return self.problem if self.problem.live else None

    def get_context(self, request, *args, **kwargs):
        product = type(self).products.rel.related_model
        products = (
            product.objects.filter(brand=self.pk).on_show().in_stock().newest_first().with_card_details()
        )
        portraits = MuseumImage.objects.prefetch_renditions(SQUARE_FILTER)
        people = list(self.members.all())
        prefetch_related_objects(people, "person", Prefetch("person__portrait", portraits))
        return super().get_context(request, *args, **kwargs) | {
            "problem": self.problem,
            "products": products[:PRODUCTS_IN_CAROUSEL],
            "stories": BrandStoryPage.objects.child_of(self).live().newest_first().as_cards(),
            "people": people,
        }


class BrandMember(Orderable):
    """A person's part in a brand: what they contribute, and since when."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    contribution = models.CharField(_("contribution"), max_length=100)
    joined = models.DateField(_("joined"))

    panels = [FieldPanel("person"), FieldPanel("contribution"), FieldPanel("joined")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["brand", "person"], name="brand_member_once")]

    def __str__(self):
        return f"{self.person}, {self.contribution}"


class BrandStoryQuerySet(MuseumPageQuerySet):
    def of_problem(self, problem):
        """Stories of all published brands that work on `problem`."""
        brands = BrandPage.objects.live().filter(problem=problem).order_by()
        above = Left("path", Length("path") - BrandPage.steplen)
        return self.annotate(brand_path=above).filter(brand_path__in=brands.values("path"))

    def as_cards(self) -> list["BrandStoryPage"]:
        """The stories with covers, brands and problems, in a constant number of queries."""
        stories = list(self.with_cover())
        above = {story.path[: -story.steplen] for story in stories}
        brands = {
            brand.path: brand for brand in BrandPage.objects.filter(path__in=above).select_related("problem")
        }
        for story in stories:
            story.brand = brands[story.path[: -story.steplen]]
        return stories


class BrandStoryPage(StoryPage):
    parent_page_types = ["brands.BrandPage"]
    subpage_types: list[str] = []
    read_as = "story"

    objects = PageManager.from_queryset(BrandStoryQuerySet)()

    @cached_property
    def brand(self) -> BrandPage:
        return BrandPage.objects.select_related("problem").get(path=self.path[: -self.steplen])

    @property
    def room(self):
        return self.brand.room

    def other_stories(self) -> list["BrandStoryPage"]:
        """Three at most: published ones of the same brand first, then of the same problem."""
        from_elsewhere = Case(When(path__startswith=self.brand.path, then=0), default=1)
        others = BrandStoryPage.objects.live().of_problem(self.brand.problem).exclude(pk=self.pk)
        return others.order_by(from_elsewhere, "-first_published_at", "-pk")[:OTHER_STORIES].as_cards()

    def describe(self, request, breadcrumb):
        article = describe_article(
            headline=self.title,
            address=self.get_full_url(request) or "",
            summary=self.summary,
            published=self.first_published_at,
            modified=self.last_published_at,
            about=self.brand.title,
            publisher=breadcrumb[0].title if breadcrumb else "",
            image=self.share_image_url,
        )
        return [*super().describe(request, breadcrumb), article]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "brand": self.brand,
            "problem": self.brand.problem,
            "other_stories": self.other_stories(),
        }
