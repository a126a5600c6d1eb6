"""What the tests of the desk share: who sits there, and what the product form sends."""

from django.contrib.auth.models import Permission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from accounts.models import User

LIST = "/admin/snippets/products/product/"
ADD = f"{LIST}add/"


def member(name, *permissions):
    """Somebody with access to the admin and just these permissions; everything for "*"."""
    user = User.objects.create_user(username=name, email=f"{name}@museum.test", password="x")
    if permissions == ("*",):
        user.is_superuser = user.is_staff = True
        user.save()
        return user
    for permission in ("wagtailadmin.access_admin", *permissions):
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def variant_data(sku="BAR", price="12000", **kwargs):
    data = {"id": "", "sku": sku, "options": "", "price": price, "compare_at_price": "", "weight_g": "0"}
    return data | {"image": "", "is_offered": "on", "DELETE": ""} | kwargs


def of(variant, **kwargs):
    """The data of a variant as its form shows it."""
    data = variant_data(
        id=str(variant.pk), sku=variant.sku, price=str(variant.price), weight_g=str(variant.weight_g)
    )
    return data | kwargs


def product_data(*, brand, variants=(), initial=0, publish=False, **kwargs):
    fields = {
        "name": "Sea soap",
        "korean_name": "",
        "slug": "sea-soap",
        "brand": str(brand.pk),
        "category": "",
        "summary": "",
        "description": rich_text("<p>Soap</p>"),
        "materials": "",
        "origin": "",
        "year": "",
        "variants": inline_formset(list(variants), initial=initial),
        "images": inline_formset([]),
        "product_claims": inline_formset([]),
    }
    if publish:
        fields["action-publish"] = "action-publish"
    return nested_form_data(fields | kwargs)


def form_errors(response):
    """Errors of the product's form and of its variants, by field."""
    form = response.context["form"]
    variants = form.formsets["variants"]
    return {
        "form": dict(form.errors),
        "variants": [dict(error) for error in variants.errors],
        "all": list(variants.non_form_errors()),
    }
