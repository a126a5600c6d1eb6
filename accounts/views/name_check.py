from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.names import tidy_name
from accounts.profile import taken
from api.permissions import OPEN_TO_ALL


class Question(serializers.Serializer):
    username = serializers.CharField(max_length=150)


@method_decorator(never_cache, name="dispatch")
class NameCheckView(APIView):
    """How many accounts have this user name: 0 or 1."""

    permission_classes = [*OPEN_TO_ALL]
    rate_limit = "names"

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        asked = Question(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response({"count": len(taken(username=tidy_name(asked.validated_data["username"])))})
