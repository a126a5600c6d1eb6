from campaigns.models.advert import AdvertSlot
from campaigns.models.campaign import Campaign
from campaigns.models.coupon import Coupon, CouponBrand, CouponCustomer, CouponProduct, CouponRedemption

__all__ = [
    "AdvertSlot",
    "Campaign",
    "Coupon",
    "CouponBrand",
    "CouponCustomer",
    "CouponProduct",
    "CouponRedemption",
]
