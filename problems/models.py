from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from problems.contrast import ensure_readable_accent
from stories.models import MuseumPage, StoryPage, TimeStamped
from stories.paging import open_page

hex_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits, like #1b5e73.")
)

PROBLEMS_PER_PAGE = 12
PRODUCTS_IN_A_ROOM = 12


class ProblemIndexPage(MuseumPage):
    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    content_panels = MuseumPage.content_panels + [FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["problems.ProblemPage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        problems = ProblemPage.objects.child_of(self).live().order_by("path").with_cover()
        items = open_page(items=problems, number=request.GET.get("page"), per_page=PROBLEMS_PER_PAGE)
        return super().get_context(request, *args, **kwargs) | {"items": items}


class ProblemPage(StoryPage):
    korean_name = models.CharField(_("Korean name"), max_length=120, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1b5e73",
        validators=[hex_colour, ensure_readable_accent],
        help_text=_("The colour of this room, like #1b5e73; checked for contrast against the walls."),
    )

    content_panels = StoryPage.content_panels[:1] + [
        FieldPanel("korean_name"),
        FieldPanel("accent"),
        *StoryPage.content_panels[1:],
    ]
    search_fields = StoryPage.search_fields + [index.SearchField("korean_name")]
    parent_page_types = ["problems.ProblemIndexPage"]
    subpage_types: list[str] = []

    @property
    def room(self):
        return self

    @property
    def products(self):
        """Products of the brands that work on this problem."""
        # Both models stand above and are met backwards; by key, because a page in its first preview has none.
        product = type(self).brands.rel.related_model.products.rel.related_model
        return product.objects.filter(brand__problem=self.pk)

    def get_context(self, request, *args, **kwargs):
        today = timezone.localdate()
        brands = type(self).brands.rel.related_model.objects.filter(problem=self.pk)
        products = self.products.on_show().newest_first().with_card_details()
        return super().get_context(request, *args, **kwargs) | {
            "brands": brands.live().order_by("title", "pk").with_cover(),
            "products": products[:PRODUCTS_IN_A_ROOM],
            "claims": Claim.objects.filter(problem=self.pk).shown_on(today).order_by("statement"),
        }


class ClaimQuerySet(models.QuerySet):
    def shown_on(self, day):
        """Claims that may be printed on `day`: published, and their evidence still valid."""
        return self.filter(live=True, valid_until__gte=day)


class Claim(DraftStateMixin, RevisionMixin, TimeStamped, index.Indexed, models.Model):
    """What one piece does, with its evidence: "One bar pays for 3 litres of clean water"."""

    problem = models.ForeignKey(
        ProblemPage, verbose_name=_("problem"), on_delete=models.PROTECT, related_name="claims"
    )
    statement = models.CharField(
        _("statement"), max_length=200, help_text=_("What one piece does, as printed.")
    )
    unit = models.CharField(_("unit"), max_length=80, help_text=_("For example: litres of clean water"))
    amount = models.DecimalField(
        _("amount per piece"),
        max_digits=12,
        decimal_places=3,
        help_text=_("How much of the unit one piece does."),
    )
    evidence = models.TextField(
        _("evidence"), help_text=_("How it is known: method, period, what was counted.")
    )
    evidence_url = models.URLField(
        _("evidence address"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    verifier = models.CharField(_("verified by"), max_length=150)
    verified_on = models.DateField(_("verified on"))
    valid_until = models.DateField(_("valid until"))

    objects = ClaimQuerySet.as_manager()

    search_fields = [
        index.SearchField("statement"),
        index.AutocompleteField("statement"),
        index.SearchField("verifier"),
        index.FilterField("problem"),
        index.FilterField("live"),
    ]

    panels = [
        FieldPanel("problem"),
        MultiFieldPanel(
            [FieldPanel("statement"), FieldPanel("amount"), FieldPanel("unit")],
            heading=_("What one piece does"),
        ),
        MultiFieldPanel(
            [FieldPanel("evidence"), FieldPanel("evidence_url"), FieldPanel("verifier")],
            heading=_("How it is known"),
        ),
        FieldRowPanel([FieldPanel("verified_on"), FieldPanel("valid_until")], heading=_("When")),
    ]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="claim_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("verified_on")),
                name="claim_valid_after_verified",
            ),
        ]

    def __str__(self):
        return self.statement

    def clean(self):
        if self.verified_on and self.valid_until and self.valid_until < self.verified_on:
            raise ValidationError({"valid_until": _("It cannot end before the day it was verified.")})

    def is_past(self, day) -> bool:
        return self.valid_until < day

    @property
    def products(self):
        """Products that carry this claim; their model stands above, so it is met backwards."""
        product = self.product_claims.model.product.field.related_model
        return product.objects.filter(product_claims__claim=self)

    def get_absolute_url(self):
        return reverse("problems:claim", args=[self.pk])
