"""Products of a document. New ones are written in bulk, known ones each with a revision."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.whitelist import Whitelister

from brands.models import BrandPage
from products.importing.entries import ProductEntry, VariantEntry
from products.importing.faults import Faults
from products.importing.new_goods import create_products
from products.importing.shelves import Shelves, find_claim
from products.importing.tally import Tally
from products.kept_pieces import count_given_up
from products.models import Product, ProductClaim, Variant
from products.stock import OutOfStock, lock_stock, set_stock


def write_products(*, entries: list[ProductEntry], faults: Faults, tally: Tally, now: datetime) -> list[int]:
    """Returns the ids of what was written."""
    shelves = Shelves()
    known = {p.slug: p for p in Product.objects.filter(slug__in=[entry.slug for entry in entries])}
    skus = [variant.sku for entry in entries for variant in entry.variants]
    owners = dict(Variant.objects.filter(sku__in=skus).values_list("sku", "product__slug"))
    written, new, known_entries = [], [], []
    for entry in entries:
        brand = shelves.brand(entry.brand)
        if brand is None:
            faults.add(entry.place, "brand", _("no brand has the slug %(slug)s") % {"slug": entry.brand})
            continue
        if _refuse_foreign_skus(entry, owners, faults):
            continue
        fields = _fields(entry, brand, shelves)
        if entry.slug in known:
            product = known[entry.slug]
            known_entries.append(entry)
            if _update(product, entry, fields, tally, now):
                written.append(product.pk)
        else:
            new.append((entry, fields))
    moved = _set_stock(known_entries, faults, tally, now)
    return [*{*written, *moved}, *create_products(new=new, tally=tally, now=now)]


def _refuse_foreign_skus(entry: ProductEntry, owners: dict[str, str], faults: Faults) -> bool:
    foreign = [v for v in entry.variants if owners.get(v.sku, entry.slug) != entry.slug]
    for variant in foreign:
        words = {"sku": variant.sku, "slug": owners[variant.sku]}
        faults.add(entry.place, f"{variant.field}.sku", _("%(sku)s belongs to the product %(slug)s") % words)
    return bool(foreign)


def _fields(entry: ProductEntry, brand: BrandPage, shelves: Shelves) -> dict[str, Any]:
    fields = {
        "name": entry.name,
        "brand": brand,
        "category": shelves.category(entry.category) if entry.category else None,
        "summary": entry.summary,
        "description": tidy_html(entry.description) if entry.description else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def tidy_html(text: str) -> str:
    """Plain text as paragraphs; HTML without what rich text may not hold."""
    return Whitelister().clean(text if "<" in text else linebreaks(text))


def _update(
    product: Product, entry: ProductEntry, fields: dict[str, Any], tally: Tally, now: datetime
) -> bool:
    changed = {name: value for name, value in fields.items() if getattr(product, name) != value}
    for name, value in changed.items():
        setattr(product, name, value)
    variants = {variant.sku: variant for variant in product.variants.all()}
    counts = [_apply(product, variants.get(one.sku), one) for one in entry.variants]
    claims = _add_claims(product, entry, now)
    wanted_live = product.live if entry.published is None else entry.published
    if changed or claims or wanted_live != product.live or set(counts) - {"unchanged"}:
        _save(product, wanted_live)
        tally.count("products", "updated")
    else:
        tally.count("products", "unchanged")
    for count in counts:
        tally.count("variants", count)
    return bool(changed)


def _apply(product: Product, variant: Variant | None, entry: VariantEntry) -> str:
    fields = {"price": entry.price, "options": entry.options, "weight_g": entry.weight_g}
    given = {name: value for name, value in fields.items() if value is not None}
    if variant is None:
        product.variants.add(Variant(sku=entry.sku, sort_order=product.variants.count(), **given))
        return "created"
    if all(getattr(variant, name) == value for name, value in given.items()):
        return "unchanged"
    for name, value in given.items():
        setattr(variant, name, value)
    if variant.compare_at_price is not None and variant.compare_at_price <= variant.price:
        variant.compare_at_price = None
    product.variants.add(variant)
    return "updated"


def _add_claims(product: Product, entry: ProductEntry, now: datetime) -> int:
    have = {link.claim.statement for link in product.product_claims.all()}
    new = [statement for statement in entry.claims or [] if statement not in have]
    for statement in new:
        claim = find_claim(statement=statement, brand=product.brand, today=timezone.localdate(now))
        product.product_claims.add(ProductClaim(claim=claim))
    return len(new)


def _save(product: Product, wanted_live: bool) -> None:
    if wanted_live:
        product.save_revision().publish()
        return
    product.save()
    product.save_revision()
    if product.live:
        product.unpublish()


def _set_stock(entries: list[ProductEntry], faults: Faults, tally: Tally, now: datetime) -> set[int]:
    """After every revision is written, for buyers wait for these rows; all at once, in the order in which they take them."""
    skus = [one.sku for entry in entries for one in entry.variants if one.stock is not None]
    rows = {v.sku: v for v in Variant.objects.filter(sku__in=skus).select_related("stock")}
    counted = [
        (rows[one.sku], one.stock, entry.place, f"{one.field}.stock")
        for entry in entries
        for one in entry.variants
        if one.stock is not None and rows[one.sku].stock.on_hand != one.stock
    ]
    lock_stock(variants=[row.pk for row, *_told in counted])
    moved, unkept = [], 0
    for row, pieces, place, field in counted:
        try:
            if movement := set_stock(variant=row, pieces=pieces, reason="import", now=now):
                moved.append(row.product_id)
                unkept += count_given_up(movement=movement)
        except OutOfStock as short:
            words = {"promised": row.stock.on_hand - short.available[row.pk]}
            faults.add(place, field, _("%(promised)s are promised to orders") % words)
    for what, number in (("moved", len(moved)), ("unkept", unkept)):
        if number:
            tally.count("stock", what, number)
    return set(moved)
