"""The tree of provinces, cities and districts, for whoever builds an address form."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.areas.tree import read_area, read_provinces
from accounts.models import Area
from api.permissions import OPEN_TO_ALL
from api.refusals import not_found

LARGEST_ID = 2**63 - 1


class AreaAnswer(serializers.Serializer):
    id = serializers.IntegerField()
    country = serializers.CharField(help_text="Two letters, KR or CN.")
    code = serializers.CharField(help_text="The official code within the country.")
    name = serializers.CharField(help_text="In English where there is such a name, else the local one.")
    local_name = serializers.CharField()
    level = serializers.IntegerField(help_text="1 province, 2 city, 3 district.")


class AreaBranchAnswer(AreaAnswer):
    parent = serializers.IntegerField(  # type: ignore[assignment]
        allow_null=True, help_text="Null for a province."
    )
    children = AreaAnswer(many=True)


class AreasView(ListAPIView):
    """The provinces of every country, by country and code."""

    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    serializer_class = AreaAnswer

    def get_queryset(self):
        return Area.objects.none() if getattr(self, "swagger_fake_view", False) else read_provinces()


class AreaView(APIView):
    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"

    @extend_schema(responses=AreaBranchAnswer)
    def get(self, request: Request, area_id: int) -> Response:
        """One area and what belongs to it, by code."""
        try:
            if area_id > LARGEST_ID:
                raise Area.DoesNotExist
            return Response(read_area(area_id=area_id))
        except Area.DoesNotExist as missing:
            raise not_found() from missing
