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
from products.seen import MOST, find_shown, note_look
from stories.marks import Thing, mark_as_read
from stories.paging import PAGE_NUMBER, open_page
from stories.readers import is_looked_at, reader_of


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
    response = render(request, "products/catalogue.html", context)
    shelf = [Thing("category", c.pk) for c in shelves.categories if c.slug == wish.category]
    mark_as_read(response=response, things=shelf)
    return response


@require_safe
def product(request, slug):
    try:
        shown = find_shown_product(slug=slug)
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.product.get_absolute_url())
    except Product.DoesNotExist:
        raise Http404(_("No object of this name is on show.")) from None
    page = read_product_page(product=shown, now=timezone.now(), sku=request.GET.get("sku", ""))
    reader = reader_of(request) if is_looked_at(request) else None
    if reader is not None:
        note_look(user_id=reader.pk, product_id=shown.pk)
    response = render(request, "products/product.html", page)
    shelf = [Thing("category", shown.category_id)] if shown.category_id else []
    mark_as_read(response=response, things=[Thing("product", shown.pk), *shelf])
    return response


@require_safe
def cards(request):
    """What the browser of a guest asks for, who looked at the products of these ids."""
    ids = [int(text) for text in request.GET.getlist("id")[:MOST] if PAGE_NUMBER.fullmatch(text)]
    return render(request, "products/cards.html", {"products": find_shown(ids=ids)})


@require_safe
def menu(request):
    return JsonResponse({"groups": build_menu()})
