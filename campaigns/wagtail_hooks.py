from wagtail.snippets.models import register_snippet

from campaigns.viewsets import AdvertSlotViewSet, CouponViewSet

register_snippet(AdvertSlotViewSet)
register_snippet(CouponViewSet)
