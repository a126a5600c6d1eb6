"""What an order line keeps of the moment of sale."""

from datetime import date

from checkout.cart_prices import PricedLine, tax_rate
from checkout.models import Order, OrderLine, OrderLineClaim
from problems.claims import claims_to_show
from problems.models import Claim
from products.models import Product


def freeze_lines(*, order: Order, lines: list[PricedLine], today: date) -> None:
    """Writes the order's lines and what each of them does; two statements for any number of lines."""
    rows = OrderLine.objects.bulk_create(
        _freeze_line(order, number, line) for number, line in enumerate(lines, start=1)
    )
    OrderLineClaim.objects.bulk_create(
        _freeze_claim(row, claim)
        for row, line in zip(rows, lines, strict=True)
        for claim in claims_to_show(claims=line.product.claims_shown, day=today)
    )


def _freeze_line(order: Order, number: int, line: PricedLine) -> OrderLine:
    product, story = line.product, line.line.story
    return OrderLine(
        order=order,
        line_no=number,
        variant=line.variant,
        sku=line.variant.sku,
        title=product.name,
        option=line.variant.label,
        brand=product.brand.title,
        label=_label(product),
        image=line.variant.image or product.cover,
        quantity=line.quantity,
        unit_price=line.unit_price,
        line_total=line.line_total,
        discount=line.discount,
        campaign=line.campaign or (order.campaign if line.discount or not order.discount_total else ""),
        tax_rate=tax_rate(),
        tax=line.tax,
        story=story,
        story_title=story.title if story else "",
        block=line.line.block,
        product_revision=product.live_revision_id,
        story_revision=story.live_revision_id if story else None,
    )


def _label(product: Product) -> dict:
    return {
        "korean_name": product.korean_name,
        "maker": product.brand.title,
        "materials": product.materials,
        "origin": product.origin,
        "year": product.year,
        "problem": product.brand.problem.title,
    }


def _freeze_claim(row: OrderLine, claim: Claim) -> OrderLineClaim:
    return OrderLineClaim(
        line=row,
        claim=claim,
        statement=claim.statement,
        unit=claim.unit,
        amount_per_piece=claim.amount,
        amount=claim.amount * row.quantity,
        evidence=claim.evidence,
        evidence_url=claim.evidence_url,
        verifier=claim.verifier,
        valid_until=claim.valid_until,
        evidence_version=claim.live_revision_id,
    )
