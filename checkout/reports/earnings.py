"""What each line of an order earned, and whom it is counted for: the one place that says so.

The story it was added from, else the last one its visit read: whoever was last there, as most shops count. The first story
is kept beside it and shown, and earns nothing. The campaign of its coupon, else the one its visit's link named, else that
link's mark.

A line earns its price less what a coupon took off, when its order holds money, less what went back: for pieces what
they cost, of a sum that staff named the line's part of it. Such a sum falls on lines and shipping by what was paid for
them; each part is the difference of two rounded sums, so that all parts come to the sum. What was taken a second time and
handed back was never earned.
"""

_PAID_UP_TO = """
(SELECT SUM(upper_line.line_total - upper_line.discount)
   FROM checkout_orderline upper_line
  WHERE upper_line.order_id = line.order_id AND upper_line.line_no <= line.line_no)"""

_STORY = "COALESCE(line.story_id, origin.last_story_id)"
_CAMPAIGN = """
COALESCE(NULLIF(line.campaign, ''), NULLIF(placed.campaign, ''), NULLIF(origin.campaign, ''), NULLIF(origin.utm_campaign, ''))"""

LINE_EARNINGS = (
    """
SELECT line.order_id AS order_id,
       placed.placed_at AS placed_at,
       {story} AS story_id,
       {campaign} AS campaign,
       product.brand_id AS brand_id,
       brand.problem_id AS problem_id,
       CASE WHEN capture.id IS NULL THEN 0
            ELSE line.line_total - line.discount - COALESCE(back.amount, 0)
                 - CASE WHEN named.amount IS NULL THEN 0
                        ELSE ROUND(1.0 * named.amount * {paid_up_to} / placed.total, {digits})
                             - ROUND(1.0 * named.amount * ({paid_up_to} - line.line_total + line.discount)
                                     / placed.total, {digits}) END
       END AS revenue
  FROM checkout_orderline line
  JOIN checkout_order placed ON placed.id = line.order_id
  JOIN products_variant variant ON variant.id = line.variant_id
  JOIN products_product product ON product.id = variant.product_id
  JOIN brands_brandpage brand ON brand.page_ptr_id = product.brand_id
  LEFT JOIN checkout_orderorigin origin ON origin.order_id = placed.id
  LEFT JOIN checkout_payment capture
    ON capture.order_id = placed.id AND capture.kind = 'capture' AND capture.status = 'captured'
  LEFT JOIN (SELECT line_id, SUM(amount) AS amount FROM checkout_refundline GROUP BY line_id) back
    ON back.line_id = line.id
  LEFT JOIN (SELECT refund_payment.reverses_id AS capture_id, SUM(refund_payment.amount) AS amount
               FROM checkout_refund refund
               JOIN checkout_payment refund_payment ON refund_payment.id = refund.payment_id
              WHERE NOT EXISTS (SELECT 1 FROM checkout_refundline part WHERE part.refund_id = refund.id)
              GROUP BY refund_payment.reverses_id) named
    ON named.capture_id = capture.id
 WHERE placed.status NOT IN ('expired', 'cancelled')
""".replace("{paid_up_to}", _PAID_UP_TO)
    .replace("{story}", _STORY)
    .replace("{campaign}", _CAMPAIGN)
)

_PLACED = " AND placed.placed_at >= %(since)s AND placed.placed_at < %(until)s"
_READ = "reads.day >= %(first_day)s AND reads.day < %(day_after)s"

_COUNTED_OF_PAGES = f"""
SELECT reads.thing, SUM(reads.reads) FROM stories_dailyreads reads
 WHERE reads.kind IN ({{kinds}}) AND {_READ} GROUP BY reads.thing
"""
_COUNTED_OF_PRODUCTS = f"""
SELECT brand.page_ptr_id AS brand_id, brand.problem_id AS problem_id, reads.reads AS reads
  FROM stories_dailyreads reads
  JOIN products_product product ON product.id = reads.thing
  JOIN brands_brandpage brand ON brand.page_ptr_id = product.brand_id
 WHERE reads.kind = '{{kind}}' AND {_READ}
"""

# A brand is read on its page, in its stories and at its objects; a problem on its page and in all of its brands.
_READS_OF_BRANDS = f"""
{_COUNTED_OF_PRODUCTS.format(kind="product")}
UNION ALL
SELECT brand.page_ptr_id, brand.problem_id, reads.reads
  FROM stories_dailyreads reads
  JOIN wagtailcore_page page ON page.id = reads.thing
  JOIN wagtailcore_page above ON above.path = SUBSTR(page.path, 1, LENGTH(above.path))
  JOIN brands_brandpage brand ON brand.page_ptr_id = above.id
 WHERE reads.kind IN ('story', 'page') AND {_READ}
"""
_READS_OF_PROBLEMS = f"""
SELECT brand_id, problem_id, reads FROM ({_READS_OF_BRANDS}) below
UNION ALL
SELECT NULL, problem.page_ptr_id, reads.reads
  FROM stories_dailyreads reads
  JOIN problems_problempage problem ON problem.page_ptr_id = reads.thing
 WHERE reads.kind = 'page' AND {_READ}
"""


def _sales(key: str) -> str:
    return f"""
SELECT {key}, COUNT(DISTINCT order_id), SUM(revenue) FROM ({LINE_EARNINGS}{_PLACED}) earned
 WHERE {key} IS NOT NULL GROUP BY {key}
"""


def _impact(key: str, only: str = "") -> str:
    return f"""
SELECT {key}, entry.unit, entry.amount_per_piece, SUM(entry.pieces)
  FROM checkout_impactentry entry
  JOIN checkout_orderlineclaim claimed ON claimed.id = entry.line_claim_id
  JOIN checkout_orderline line ON line.id = claimed.line_id
  JOIN checkout_order placed ON placed.id = line.order_id
  JOIN products_variant variant ON variant.id = line.variant_id
  JOIN products_product product ON product.id = variant.product_id
  JOIN brands_brandpage brand ON brand.page_ptr_id = product.brand_id
  LEFT JOIN checkout_orderorigin origin ON origin.order_id = placed.id
 WHERE {key} IS NOT NULL{_PLACED}{only}
 GROUP BY {key}, entry.unit, entry.amount_per_piece
"""


def _counted(key: str, rows: str) -> str:
    return f"SELECT {key}, SUM(reads) FROM ({rows}) found GROUP BY {key}"


# Each row is (whom it is counted for, orders, revenue); (…, unit, amount per piece, pieces that count);
# (…, how often something was put into a cart); (…, reads).
SALES = {
    "story": _sales("story_id"),
    "campaign": _sales("campaign"),
    "brand": _sales("brand_id"),
    "problem": _sales("problem_id"),
}
IMPACT = {
    "story": _impact(_STORY),
    "campaign": _impact(_CAMPAIGN),
    "brand": _impact("product.brand_id"),
    "problem": _impact("brand.problem_id"),
}
IMPACT_OF_STORY = _impact(_STORY, f" AND {_STORY} = %(story)s")
ADDS = {
    "story": _COUNTED_OF_PAGES.format(kinds="'added_from'"),
    "brand": _counted("brand_id", _COUNTED_OF_PRODUCTS.format(kind="added")),
    "problem": _counted("problem_id", _COUNTED_OF_PRODUCTS.format(kind="added")),
}
READS = {
    "story": _COUNTED_OF_PAGES.format(kinds="'story', 'page'"),
    "brand": _counted("brand_id", _READS_OF_BRANDS),
    "problem": _counted("problem_id", _READS_OF_PROBLEMS),
}
