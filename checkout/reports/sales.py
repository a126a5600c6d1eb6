"""Orders, their steps, their money, and what they do."""

from checkout.reports.earnings import LINE_EARNINGS

ORDERS = """
SELECT number, status, user_id, cart_id, currency, subtotal, discount_total, shipping_total, tax_total, total,
       NULLIF(coupon_code, '') AS coupon_code,
       NULLIF(campaign, '') AS campaign,
       placed_at, expires_at
  FROM checkout_order
"""

ORDER_LINES = """
SELECT placed.number AS order_number,
       line.line_no AS line_no,
       line.sku AS sku,
       line.title AS title,
       line.quantity AS quantity,
       line.unit_price AS unit_price,
       line.line_total AS line_total,
       line.story_id AS story_id,
       NULLIF(line.campaign, '') AS campaign
  FROM checkout_orderline line
  JOIN checkout_order placed ON placed.id = line.order_id
"""

# Notes lead from a status to itself: they are no steps.
ORDER_EVENTS = """
SELECT placed.number AS order_number,
       NULLIF(event.from_status, '') AS from_status,
       event.to_status AS to_status,
       event.actor_label AS actor,
       event.at AS at
  FROM checkout_orderevent event
  JOIN checkout_order placed ON placed.id = event.order_id
 WHERE event.from_status <> event.to_status
"""

PAYMENTS = """
SELECT payment.id AS id,
       placed.number AS order_number,
       payment.provider AS provider,
       payment.provider_ref AS provider_ref,
       payment.kind AS kind,
       payment.amount AS amount,
       payment.currency AS currency,
       payment.status AS status,
       payment.created_at AS created_at
  FROM checkout_payment payment
  JOIN checkout_order placed ON placed.id = payment.order_id
"""

# Nothing before it is paid, and less what went back; SQLite adds in binary.
IMPACT = """
SELECT placed.number AS order_number,
       line.line_no AS line_no,
       claim.claim_id AS claim_id,
       claim.statement AS statement,
       claim.unit AS unit,
       COALESCE((SELECT ROUND(SUM(entry.amount), 3)
                   FROM checkout_impactentry entry WHERE entry.line_claim_id = claim.id), 0) AS amount
  FROM checkout_orderlineclaim claim
  JOIN checkout_orderline line ON line.id = claim.line_id
  JOIN checkout_order placed ON placed.id = line.order_id
"""

# Over all time; `checkout.story_figures` says the same of a period.
STORY_SALES = f"""
SELECT page.id AS story_id,
       page.title AS title,
       COALESCE(looked.reads, 0) AS views,
       COALESCE(added.adds, 0) AS adds,
       COALESCE(sold.orders, 0) AS orders,
       COALESCE(sold.revenue, 0) AS revenue
  FROM wagtailcore_page page
  LEFT JOIN (SELECT thing, MAX(kind) AS kind, SUM(reads) AS reads
               FROM stories_dailyreads WHERE kind IN ('story', 'page') GROUP BY thing) looked
    ON looked.thing = page.id
  LEFT JOIN (SELECT thing, SUM(reads) AS adds
               FROM stories_dailyreads WHERE kind = 'added_from' GROUP BY thing) added
    ON added.thing = page.id
  LEFT JOIN (SELECT story_id, COUNT(DISTINCT order_id) AS orders, SUM(revenue) AS revenue
               FROM ({LINE_EARNINGS}) earned WHERE story_id IS NOT NULL GROUP BY story_id) sold
    ON sold.story_id = page.id
 WHERE looked.kind = 'story' OR added.thing IS NOT NULL OR sold.story_id IS NOT NULL
"""

COUPONS = """
SELECT coupon.code AS code,
       campaign.slug AS campaign,
       coupon.limit_total AS limit_total,
       coupon.limit_per_customer AS limit_per_customer,
       campaign.limit_redemptions AS campaign_limit
  FROM campaigns_coupon coupon
  LEFT JOIN campaigns_campaign campaign ON campaign.id = coupon.campaign_id
"""

COUPON_REDEMPTIONS = """
SELECT coupon.code AS code,
       redemption.order_number AS order_number,
       redemption.customer_key AS customer_key,
       redemption.state AS state
  FROM campaigns_couponredemption redemption
  JOIN campaigns_coupon coupon ON coupon.id = redemption.coupon_id
"""
