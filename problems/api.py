from typing import Any

from django.urls import path, re_path
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers
from wagtail.images.shortcuts import get_rendition_or_not_found

from api.addresses import absolute
from api.permissions import OPEN_TO_ALL
from problems.models import Claim, ProblemPage
from stories.picture_sizes import CARD_FILTERS


class PageAnswer(serializers.Serializer):
    """What every published page tells: where it is, what it is called, what it shows."""

    slug = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()

    def get_url(self, page) -> str | None:
        request = self.context.get("request")
        return absolute(self.context, page.get_url(request and request._request))

    def get_image(self, page) -> str | None:
        if page.cover is None:
            return None
        return absolute(self.context, get_rendition_or_not_found(page.cover, CARD_FILTERS[1]).url)


class ProblemAnswer(PageAnswer):
    korean_name = serializers.CharField()
    accent = serializers.CharField()


class ClaimAnswer(serializers.Serializer):
    statement = serializers.CharField()
    unit = serializers.CharField()
    amount = serializers.DecimalField(max_digits=12, decimal_places=3, help_text="Of the unit, per piece.")
    verifier = serializers.CharField()
    verified_on = serializers.DateField()
    valid_until = serializers.DateField()
    url = serializers.SerializerMethodField()

    def get_url(self, claim) -> str | None:
        return absolute(self.context, claim.get_absolute_url())


class ProblemWithClaims(ProblemAnswer):
    claims = serializers.SerializerMethodField()

    @extend_schema_field(ClaimAnswer(many=True))
    def get_claims(self, problem) -> Any:
        claims = (
            Claim.objects.filter(problem=problem).shown_on(timezone.localdate()).order_by("statement", "pk")
        )
        return ClaimAnswer(claims, many=True, context=self.context).data


class ProblemsView(generics.ListAPIView):
    """The problems on show, in the museum's order."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = ProblemAnswer

    def get_queryset(self):
        return ProblemPage.objects.live().public().order_by("path").defer_streamfields().with_cover()


class ProblemView(generics.RetrieveAPIView):
    """One problem, with the claims whose evidence is valid today."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = ProblemWithClaims
    lookup_field = "slug"

    def get_queryset(self):
        return ProblemPage.objects.live().public().defer_streamfields().with_cover()


urlpatterns = [
    path("problems/", ProblemsView.as_view(), name="api_problems"),
    re_path(r"^problems/(?P<slug>[-\w]+)/$", ProblemView.as_view(), name="api_problem"),
]
