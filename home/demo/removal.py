"""Takes the demo content out again: demo brands with all that stands on them, and the people of example.org."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from accounts.models import User
from brands.models import BrandPage, Person
from campaigns.models import AdvertSlot, Campaign, CampaignPage, Coupon, CouponRedemption
from checkout.models import Cart, Order, Payment, ReturnRequest, Shipment, ShippingMethod
from home.demo.content import Content
from home.demo.gallery import COLLECTION
from home.demo.house import EXPRESS, STANDARD
from home.demo.news import take_news_back
from home.demo.people import ACCOUNTS, DOMAIN, invent_buyers
from home.demo.readers import forget_readers
from home.demo.words import take_words_back
from home.models import HomePage, PlainPage
from problems.models import Claim, ProblemPage
from products.models import Category, Product, StockMovement, StockPromise
from stories.models import MuseumImage

# Reserved by RFC 2606: no order with such an address is anybody's.
NOBODYS_DOMAINS = ("example.org", "example.com", "example.net")


class RealOrdersExist(Exception):
    def __init__(self, count: int):
        text = _("There are %(count)s orders of real people: the demo content stays where it is.")
        super().__init__(text % {"count": count})


class StandsOnDemoContent(Exception):
    def __init__(self, protected: Iterable[object]):
        text = _("This stands on the demo content and has to go first: %(things)s")
        super().__init__(text % {"things": ", ".join(sorted({str(thing) for thing in protected}))})


@transaction.atomic
def remove_demo(*, content: Content) -> None:
    """Raises RealOrdersExist or StandsOnDemoContent, and then removes nothing."""
    nobodys = Q()
    for domain in NOBODYS_DOMAINS:
        nobodys |= Q(email__iendswith=f"@{domain}")
    if real := Order.objects.exclude(nobodys).count():
        raise RealOrdersExist(real)
    products = Product.objects.filter(brand__slug__in=[brand.slug for brand in content.brands])
    take_news_back()
    try:
        _remove_sales(products)
        _remove_campaigns(content)
        _remove_rooms(content, products)
    except ProtectedError as error:
        raise StandsOnDemoContent(error.protected_objects) from error
    emails = {account.email for account in ACCOUNTS} | {buyer.email for buyer in invent_buyers()}
    User.objects.filter(email__in=emails).delete()
    take_words_back()
    forget_readers()


def _remove_sales(products: QuerySet[Product]) -> None:
    orders = Order.objects.filter(Q(lines__variant__product__in=products) | Q(email__iendswith=f"@{DOMAIN}"))
    orders = Order.objects.filter(pk__in=list(orders.values_list("pk", flat=True)))
    Email.objects.filter(order_mail__order__in=orders).delete()
    Cart.objects.filter(order__in=orders).delete()
    # What points at a line or a payment of the order holds it.
    ReturnRequest.objects.filter(order__in=orders).delete()
    Payment.objects.refunds().filter(order__in=orders).delete()
    Shipment.objects.filter(order__in=orders).delete()
    StockPromise.objects.filter(order_number__in=list(orders.values_list("number", flat=True))).delete()
    orders.delete()
    StockMovement.objects.filter(variant__product__in=products).delete()


def _remove_campaigns(content: Content) -> None:
    campaigns = Campaign.objects.filter(slug__in=[campaign.slug for campaign in content.campaigns])
    for page in CampaignPage.objects.filter(campaign__in=campaigns):
        page.delete()
    CouponRedemption.objects.filter(coupon__campaign__in=campaigns).delete()
    Coupon.objects.filter(campaign__in=campaigns).delete()
    campaigns.delete()


def _remove_rooms(content: Content, products: QuerySet[Product]) -> None:
    products.delete()
    for page in BrandPage.objects.filter(slug__in=[brand.slug for brand in content.brands]):
        page.delete()
    problems = ProblemPage.objects.filter(slug__in=[problem.slug for problem in content.problems])
    Claim.objects.filter(problem__in=problems).delete()
    for page in problems:
        page.delete()
    for page in PlainPage.objects.filter(slug__in=[plain.slug for plain in content.pages]):
        page.delete()
    names = [person.name for brand in content.brands for person in brand.people]
    Person.objects.filter(name__in=names, memberships=None).delete()
    for level in reversed(_category_levels(content.categories)):
        Category.objects.filter(slug__in=level).delete()
    AdvertSlot.objects.filter(title__in=[advert.title for advert in content.home.adverts]).delete()
    ShippingMethod.objects.filter(code__in=[STANDARD, EXPRESS]).delete()
    HomePage.objects.update(hero_image=None)
    MuseumImage.objects.filter(collection__name=COLLECTION).delete()


def _category_levels(categories) -> list[list[str]]:
    """Slugs of each level, the top first."""
    levels, level = [], list(categories)
    while level:
        levels.append([category.slug for category in level])
        level = [child for category in level for child in category.children]
    return levels
