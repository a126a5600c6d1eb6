from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from problems.claims import ClaimNotFound, find_claim
from problems.models import ProblemPage
from problems.rooms import rooms_stylesheet


@require_safe
def rooms_css(request):
    styles = rooms_stylesheet(rooms=ProblemPage.objects.live().order_by("pk"))
    etag = quote_etag(sha256(styles.encode()).hexdigest()[:32])
    response = HttpResponse(styles, content_type="text/css; charset=utf-8", headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=300)
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def claim(request, claim_id):
    try:
        found = find_claim(claim_id=claim_id)
    except ClaimNotFound as error:
        raise Http404(_("There is no such claim.")) from error
    context = {
        "claim": found,
        "is_past": found.is_past(timezone.localdate()),
        "problem": found.problem,
        "room": found.problem if found.problem.live else None,
        "products": found.products.on_show().newest_first().with_card_details(),
    }
    return render(request, "problems/claim.html", context)
