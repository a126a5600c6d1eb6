"""A letter as a page of the admin's previews."""

from csp.constants import HEADER
from django.http import HttpResponse

from stories.letters import Letter

# Letters carry their style in themselves, as mail programs want it; nothing in them may run.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; frame-ancestors 'self'"


def show_letter(*, letter: Letter, as_text: bool) -> HttpResponse:
    kind = "text/plain" if as_text else "text/html"
    return HttpResponse(
        letter.text if as_text else letter.html,
        content_type=f"{kind}; charset=utf-8",
        headers={HEADER: POLICY},
    )
