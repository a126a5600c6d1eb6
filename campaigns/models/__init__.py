from campaigns.models.advert import AdvertSlot
from campaigns.models.campaign import Campaign, CampaignProduct
from campaigns.models.coupon import Coupon, CouponBrand, CouponCustomer, CouponProduct, CouponRedemption
from campaigns.models.page import CampaignIndexPage, CampaignPage

__all__ = [
    "AdvertSlot",
    "Campaign",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignProduct",
    "Coupon",
    "CouponBrand",
    "CouponCustomer",
    "CouponProduct",
    "CouponRedemption",
]
