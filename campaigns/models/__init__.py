from campaigns.models.advert import AdvertSlot
from campaigns.models.campaign import Campaign
from campaigns.models.coupon import Coupon, CouponCustomer, CouponRedemption

__all__ = ["AdvertSlot", "Campaign", "Coupon", "CouponCustomer", "CouponRedemption"]
