"""What must be true of coupons at every moment."""

from checkout.invariant import Invariant

COUPON_INVARIANTS = (
    Invariant(
        "coupons_within_limits",
        "no coupon was redeemed more often than it may be",
        """
        SELECT coupon.code, coupon.limit_total, COUNT(*) AS redeemed
          FROM report_coupons coupon
          JOIN report_coupon_redemptions redeemed ON redeemed.code = coupon.code AND redeemed.state = 'active'
         WHERE coupon.limit_total IS NOT NULL
         GROUP BY coupon.code, coupon.limit_total
        HAVING COUNT(*) > coupon.limit_total
        """,
    ),
    Invariant(
        "coupons_within_customers_limits",
        "no customer redeemed a coupon more often than they may",
        """
        SELECT coupon.code, redeemed.customer_key, COUNT(*) AS redeemed
          FROM report_coupons coupon
          JOIN report_coupon_redemptions redeemed ON redeemed.code = coupon.code AND redeemed.state = 'active'
         WHERE coupon.limit_per_customer IS NOT NULL
         GROUP BY coupon.code, redeemed.customer_key, coupon.limit_per_customer
        HAVING COUNT(*) > coupon.limit_per_customer
        """,
    ),
    Invariant(
        "campaigns_within_limits",
        "the coupons of a campaign were not redeemed more often than all of them together may be",
        """
        SELECT coupon.campaign, coupon.campaign_limit, COUNT(*) AS redeemed
          FROM report_coupons coupon
          JOIN report_coupon_redemptions redeemed ON redeemed.code = coupon.code AND redeemed.state = 'active'
         WHERE coupon.campaign_limit IS NOT NULL
         GROUP BY coupon.campaign, coupon.campaign_limit
        HAVING COUNT(*) > coupon.campaign_limit
        """,
    ),
    Invariant(
        "redemptions_follow_orders",
        "an order that goes on has redeemed the code it names, and one that ended early has given it back",
        """
        SELECT placed.number, placed.status, placed.coupon_code, redeemed.state
          FROM report_orders placed
          LEFT JOIN report_coupon_redemptions redeemed
            ON redeemed.order_number = placed.number AND redeemed.code = placed.coupon_code
         WHERE placed.coupon_code IS NOT NULL
           AND COALESCE(redeemed.state, '')
               <> CASE WHEN placed.status IN ('expired', 'cancelled') THEN 'released' ELSE 'active' END
        """,
    ),
)
