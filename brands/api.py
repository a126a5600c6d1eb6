from django.urls import path, re_path
from rest_framework import generics, serializers

from api.fields import MomentField
from api.permissions import OPEN_TO_ALL
from api.refusals import not_found
from brands.models import BrandPage, BrandStoryPage
from problems.api import PageAnswer


class BrandAnswer(PageAnswer):
    korean_name = serializers.CharField()
    homepage = serializers.CharField(source="website")
    problem = serializers.SerializerMethodField(help_text="Slug; null while the problem is not on show.")

    def get_problem(self, brand) -> str | None:
        return brand.room.slug if brand.room else None


class StoryAnswer(PageAnswer):
    brand = serializers.SerializerMethodField(help_text="Slug; null while the brand is not on show.")
    problem = serializers.SerializerMethodField(help_text="Slug; null while the problem is not on show.")
    published_at = MomentField(source="first_published_at", allow_null=True)

    def get_brand(self, story) -> str | None:
        return story.brand.slug if story.brand.live else None

    def get_problem(self, story) -> str | None:
        return story.room.slug if story.room else None


class BrandsView(generics.ListAPIView):
    """The brands on show, by name."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = BrandAnswer

    def get_queryset(self):
        brands = BrandPage.objects.live().public().order_by("title", "pk").defer_streamfields()
        return brands.select_related("problem").with_cover()


class BrandView(generics.RetrieveAPIView):
    """One brand."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = BrandAnswer
    lookup_field = "slug"

    def get_queryset(self):
        return BrandPage.objects.live().public().select_related("problem").with_cover()


class StoriesView(generics.ListAPIView):
    """The brands' stories on show, the newest first."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = StoryAnswer

    def get_queryset(self):
        return BrandStoryPage.objects.live().public().newest_first().defer_streamfields()

    def paginate_queryset(self, queryset):
        keys = [story.pk for story in super().paginate_queryset(queryset)]
        return queryset.filter(pk__in=keys).as_cards()


class StoryView(generics.RetrieveAPIView):
    """One story. When two brands have one of the same slug, the newer."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = StoryAnswer
    queryset = BrandStoryPage.objects.none()
    lookup_field = "slug"

    def get_object(self):
        stories = BrandStoryPage.objects.live().public().newest_first().with_cover()
        story = stories.filter(slug=self.kwargs["slug"]).first()
        if story is None:
            raise not_found()
        return story


urlpatterns = [
    path("brands/", BrandsView.as_view(), name="api_brands"),
    re_path(r"^brands/(?P<slug>[-\w]+)/$", BrandView.as_view(), name="api_brand"),
    path("stories/", StoriesView.as_view(), name="api_stories"),
    re_path(r"^stories/(?P<slug>[-\w]+)/$", StoryView.as_view(), name="api_story"),
]
