from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from products.models.variant import Variant
from stories.models import KeepsColumnsApart, MuseumImage, TimeStamped
from stories.picture_sizes import CARD_FILTERS, FULL_FILTER


class ProductQuerySet(models.QuerySet):
    # As many as in this one, and cheaper to count; forgotten by every further step.
    counted_by: "ProductQuerySet | None" = None

    def count(self):
        return super().count() if self.counted_by is None else self.counted_by.count()

    def on_show(self):
        """What a shopper may see: published, of a published brand."""
        return self.filter(live=True, brand__live=True)

    def priced(self):
        """With at least one offered variant, so with a price."""
        return self.filter(Exists(Variant.objects.offered().filter(product=OuterRef("pk"))))

    def in_stock(self):
        """With at least one offered variant that is in stock."""
        return self.filter(Exists(Variant.objects.offered().in_stock().filter(product=OuterRef("pk"))))

    def newest_first(self):
        """By first publication, which whatever is on show has; ties by id, the younger first."""
        return self.order_by("-first_published_at", "-pk")

    def with_lowest_price(self):
        """Those with an offered variant, and `lowest_price`, in won, of what is offered."""
        # Joined is the one offered variant without a cheaper one. Sorted by its price, PostgreSQL reads the index of
        # prices until a page is full.
        joined = self.alias(variant=F("variants__pk"), is_offered=F("variants__is_offered"))
        joined = joined.annotate(lowest_price=F("variants__price"))
        cheaper = Variant.objects.offered().filter(
            Q(price__lt=OuterRef("lowest_price"))
            | Q(price=OuterRef("lowest_price"), pk__lt=OuterRef("variant")),
            product=OuterRef("pk"),
        )
        return joined.filter(~Exists(cheaper), is_offered=True)

    def most_popular_first(self):
        """By `sales` as they were counted last, some minutes ago; ties by id, the younger first."""
        return self.order_by("-sales", "-pk")

    def with_sales(self):
        """Adds `pieces_ordered`, as of now: promised or sold of every variant, without those that came back."""
        counters = Variant.objects.filter(product=OuterRef("pk")).order_by().values("product")
        ordered = Sum(F("stock__reserved") + F("stock__sold") - F("stock__returned"))
        counted = Subquery(counters.annotate(pieces=ordered).values("pieces"))
        return self.annotate(pieces_ordered=Coalesce(counted, 0))

    def with_card_details(self, *, picture_filters=CARD_FILTERS):
        """Loads what a card shows (brand, room, picture, prices, stock) in a constant number of queries."""
        pictures = ProductImage.objects.order_by("sort_order", "pk").prefetch_related(
            Prefetch("image", MuseumImage.objects.prefetch_renditions(*picture_filters))
        )
        # Of brands joined as well with problems and categories a plan takes longer to find than the rows.
        return self.select_related("brand").prefetch_related(
            "brand__problem",
            "category",
            Prefetch("images", pictures),
            Prefetch("variants", Variant.objects.order_by("sort_order", "pk").with_stock()),
            Prefetch(
                "product_claims", ProductClaim.objects.order_by("sort_order", "pk").select_related("claim")
            ),
        )

    def with_page_details(self):
        """Loads what the product's own page shows: its card, its large pictures, the way to its shelf."""
        details = self.with_card_details(picture_filters=(*CARD_FILTERS, FULL_FILTER))
        return details.select_related("brand__problem", "category__parent__parent")


class Product(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    KeepsColumnsApart,
    TimeStamped,
    ClusterableModel,
):
    """An object on show. Text, pictures, variants and prices are revisioned; stock is not."""

    # No draft holds them.
    written_elsewhere = ("sales", "dated_prices")

    name = models.CharField(_("name"), max_length=120)
    korean_name = models.CharField(_("Korean name"), max_length=120, blank=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    brand = models.ForeignKey(
        "brands.BrandPage", verbose_name=_("brand"), on_delete=models.PROTECT, related_name="products"
    )
    category = models.ForeignKey(
        "products.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    summary = models.CharField(_("summary"), max_length=250, blank=True)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul"])
    materials = models.CharField(_("materials"), max_length=150, blank=True)
    origin = models.CharField(_("origin"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    is_free = models.BooleanField(
        _("free"), default=False, help_text=_("Given away: the only case in which a price of 0 is allowed.")
    )

    # What `products.best_sellers` counted last: orders write nothing here.
    sales = models.PositiveIntegerField(_("sold"), default=0, db_default=0, editable=False, serialize=False)

    # What `products.price_schedule` wrote last, each as `DatedPrice.as_json` has it.
    dated_prices = models.JSONField(
        _("dated prices"),
        default=list,
        db_default=Value([], models.JSONField()),
        editable=False,
        serialize=False,
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="product")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="product",
        for_concrete_model=False,
    )

    objects = ProductQuerySet.as_manager()

    # The rule that reads what the product page shows; the app sets it when it starts.
    read_page: Callable[..., dict[str, Any]]

    search_fields = [
        index.SearchField("name"),
        index.SearchField("korean_name"),
        index.AutocompleteField("name"),
        index.SearchField("summary"),
        index.FilterField("live"),
        index.FilterField("brand"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        permissions = [("change_price", "Can change prices")]
        indexes = [
            models.Index(fields=["live", "-first_published_at", "-id"], name="product_newest"),
            models.Index(fields=["-sales", "-id"], condition=Q(live=True), name="product_best_seller"),
            models.Index(fields=["-updated_at", "-id"], name="product_edited"),
            # Counts are read off it without the rows, and words too short or too common for the parts of names, of
            # which the migration makes an index.
            models.Index(
                fields=["id"],
                include=["brand", "category", "name", "korean_name"],
                condition=Q(live=True),
                name="product_shown",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("products:product", args=[self.slug])

    @property
    def revisions(self):
        return self._revisions

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def is_on_show(self) -> bool:
        return self.live and self.brand.live

    @property
    def pictures(self) -> list["ProductImage"]:
        return list(self.images.all())

    @property
    def cover(self) -> MuseumImage | None:
        return next((picture.image for picture in self.pictures if picture.image), None)

    @property
    def offered_variants(self) -> list[Variant]:
        return [variant for variant in self.variants.all() if variant.is_offered]

    @property
    def is_sold_out(self) -> bool:
        return not any(variant.available for variant in self.offered_variants)

    @property
    def claims_shown(self) -> list:
        """Published claims in the editor's order; those past their date too: a view filters by its day."""
        return [link.claim for link in self.product_claims.all() if link.claim.live]

    def with_content_json(self, content):
        from_draft = super().with_content_json(content)
        for name in self.written_elsewhere:
            setattr(from_draft, name, getattr(self, name))
        from_draft.variants = Variant.reconcile(draft=from_draft.variants.all(), product=self)
        return from_draft

    def get_preview_template(self, request, mode_name):
        return "products/product.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | self.read_page(
            product=self, now=timezone.now()
        )


class ProductImage(Orderable):
    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(
        MuseumImage, verbose_name=_("image"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    alt = models.CharField(_("alternative text"), max_length=250)

    class Meta(Orderable.Meta):
        pass

    def __str__(self):
        return self.alt


class ProductClaim(Orderable):
    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="product_claims")
    claim = models.ForeignKey("problems.Claim", on_delete=models.PROTECT, related_name="product_claims")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "claim"], name="product_claim_once")]

    def __str__(self):
        return str(self.claim)
