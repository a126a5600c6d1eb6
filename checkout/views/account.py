"""“Your account”: what somebody ordered, what it does, what they looked at, and who they are to the shop."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from checkout.account import read_account
from checkout.models import Order
from checkout.views.order_page import pictures
from stories.paging import open_page

ORDERS_A_PAGE = 5


@never_cache
@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    orders = Order.objects.filter(user=user).newest_first().prefetch_related(pictures("lines__image"))
    page = open_page(items=orders, number=request.GET.get("page"), per_page=ORDERS_A_PAGE)
    return render(request, "checkout/account.html", {"orders": page, "account": read_account(user=user)})
