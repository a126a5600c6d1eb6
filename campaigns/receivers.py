"""What this app hears of, and what it hangs up in the apps below: whoever changes what a campaign promises, prices follow."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.following import follow, follow_campaign, followed_once
from campaigns.importing import coupon_section
from campaigns.kept_stock import give_up_kept
from campaigns.models import Campaign, CampaignProduct
from products.importing.sections import register_section
from products.kept_pieces import register_holder

PRODUCTS_CHANGED = "campaigns.products"

register_section(coupon_section)
register_holder(give_up_kept)


@receiver(post_save, sender=Campaign)
def after_campaign_is_written(instance, created, raw, **kwargs):
    if not raw and not created:
        follow_campaign(campaign_id=instance.pk, now=timezone.now())


@receiver(pre_save, sender=CampaignProduct)
def before_product_is_put_in(instance, raw, **kwargs):
    """The row may name another product from now on."""
    if instance.pk and not raw:
        stored = CampaignProduct.objects.filter(pk=instance.pk)
        instance._former_product = stored.values_list("product_id", flat=True).first()


@receiver([post_save, post_delete], sender=CampaignProduct)
def after_product_is_put_in_or_out(instance, raw=False, **kwargs):
    if not raw:
        former = instance.__dict__.pop("_former_product", None)
        ids = {instance.product_id, former} - {None}
        follow(campaign_id=instance.campaign_id, product_ids=ids, now=timezone.now())


@receiver(m2m_changed, sender=CampaignProduct)
def after_relation_changes(instance, action, reverse, pk_set, **kwargs):
    """`campaign.products.add` and its kin, from either side; a clear names no ids, so they are read before it."""
    if action == "pre_clear":
        instance._pairs_cleared = _pairs_of(instance, reverse)
    elif action in ("post_add", "post_remove", "post_clear"):
        others = pk_set or ()
        pairs = [(pk, instance.pk) for pk in others] if reverse else [(instance.pk, pk) for pk in others]
        if action == "post_clear":
            pairs = instance.__dict__.pop("_pairs_cleared", [])
        _follow(pairs, action.removeprefix("post_"))


def _pairs_of(instance, reverse: bool) -> list[tuple[int, int]]:
    side = {"product": instance.pk} if reverse else {"campaign": instance.pk}
    return list(CampaignProduct.objects.filter(**side).values_list("campaign_id", "product_id"))


def _follow(pairs: list[tuple[int, int]], what: str) -> None:
    """Once for everything that one call changed; the log of each campaign names the ids."""
    if not pairs:
        return
    with transaction.atomic(), followed_once(now=timezone.now()):
        for campaign_id, product_id in pairs:
            follow(campaign_id=campaign_id, product_ids=[product_id], now=timezone.now())
    for campaign in Campaign.objects.filter(pk__in={campaign for campaign, _product in pairs}):
        ids = sorted(product for owner, product in pairs if owner == campaign.pk)
        log(instance=campaign, action=PRODUCTS_CHANGED, data={"what": what, "ids": ids})
