"""Uploaded pictures. A proxy or a content delivery network may take /media/ over; nothing else depends on this."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe
from django.views.static import serve

MAX_AGE = 60 * 60 * 24 * 30


@require_safe
def picture(request: HttpRequest, folder: str, path: str):
    """Nothing outside `folder`. Documents are not served here: they have permissions, which Wagtail asks for at /documents/."""
    response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / folder))
    if isinstance(response, FileResponse):
        response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
