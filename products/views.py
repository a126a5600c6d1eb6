from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from products.addresses import Moved, find_shown_product
from products.catalogue import PER_PAGE, list_products, read_shelves
from products.forms import CatalogueFilterForm
from products.models import Product
from products.navigation import build_menu
from products.product_page import read_product_page
from stories.paging import open_page


@require_safe
def catalogue(request):
    form = CatalogueFilterForm(request.GET)
    wish = form.wish()
    shelves = read_shelves()
    products = open_page(
        items=list_products(wish=wish, shelves=shelves), number=request.GET.get("page"), per_page=PER_PAGE
    )
    context = {
        "products": products,
        "form": form,
        "categories": shelves.categories,
        "brands": shelves.brands,
        "problems": shelves.problems,
        "sort": wish.sort,
        "total": products.paginator.count,
    }
    return render(request, "products/catalogue.html", context)


@require_safe
def product(request, slug):
    try:
        shown = find_shown_product(slug=slug)
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.product.get_absolute_url())
    except Product.DoesNotExist:
        raise Http404(_("No object of this name is on show.")) from None
    page = read_product_page(product=shown, now=timezone.now(), sku=request.GET.get("sku", ""))
    return render(request, "products/product.html", page)


@require_safe
def menu(request):
    return JsonResponse({"groups": build_menu()})
