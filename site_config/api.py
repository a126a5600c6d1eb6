"""The addresses below /api/v1/: each app's own, the document, and JSON for everything else."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from site_config.errors import error_json


class DocumentView(SpectacularJSONAPIView):
    renderer_classes = [OpenApiJsonRenderer2]

    @extend_schema(tags=["document"], operation_id="document", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """This document."""
        return self._get_schema_response(request)

    def _get_version_parameter(self, request: Request) -> None:
        """There is one document, whatever is asked."""


# Swagger UI writes style attributes; its scripts are files of ours.
documentation = csp_update({"style-src": [UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api_document", title="Impact Museum API")
)


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    return error_json(request, 404, _("There is nothing at this address. Every address ends in a slash."))


urlpatterns = [
    path("", include("products.api.urls")),
    path("", include("search.api.urls")),
    path("", include("brands.api")),
    path("", include("problems.api")),
    path("", include("accounts.api.urls")),
    path("", include("checkout.api.cart_urls")),
    path("", include("checkout.api.order_urls")),
    path("openapi.json", DocumentView.as_view(), name="api_document"),
    path("docs/", documentation, name="api_documentation"),
    re_path(r"", unknown),
]
