from http import HTTPStatus
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from api.refusals import Refused


class JSONParser(parsers.JSONParser):
    """Strict JSON, of the size that the rest of the site accepts. Nothing nested beyond what Python reads."""

    def parse(self, stream, media_type=None, parser_context=None):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read() if most is None else stream.read(most + 1)
        if most is not None and len(body) > most:
            raise Refused(
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                code="request_entity_too_large",
                detail=_("The request is too large."),
            )
        try:
            return super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
