"""The day of whoever runs the shop: what came, what waits for somebody, and whether all agrees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_required

from checkout.audit import INVARIANTS, audit_shop
from checkout.day import count_days
from checkout.desk.queues import read_queues


@permission_required("checkout.view_order")
@never_cache
@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    queues = read_queues(user=request.user, now=now)
    context = {
        "now": now,
        "days": count_days(now=now),
        "waiting": [queue for queue in queues if queue.count],
        "empty": [queue for queue in queues if not queue.count],
    }
    return render(request, "checkout/admin/day.html", context)


@permission_required("checkout.view_order")
@require_POST
def audit(request: HttpRequest) -> HttpResponse:
    """Asked for by a button: it reads the whole shop."""
    context = {"checked": len(INVARIANTS), "findings": audit_shop(), "now": timezone.now()}
    return render(request, "checkout/admin/audit.html", context)
