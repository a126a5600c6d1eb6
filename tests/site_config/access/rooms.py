"""The museum with everything in it that an address can name, and the seven who come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from captcha.models import CaptchaStore
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from post_office.models import Attachment, EmailTemplate, Log
from taggit.models import Tag
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    PageViewRestriction,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from accounts.api_tokens import issue_token
from accounts.models import Area, Consent, User
from accounts.news_links import stop_url
from accounts.roles import STAFF_ROLES, give_role, setup_roles
from checkout.models import ImpactReceipt, ShippingMethod, WebhookDelivery
from home.models import ShopSettings
from mailings.links import CountedLinks, read_url
from mailings.models import StockWish
from mailings.wishes import stop_link
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory, PersonFactory
from tests.factories.campaigns import AdvertSlotFactory, CampaignFactory, CouponFactory
from tests.factories.home import PlainPageFactory
from tests.factories.mailings import begun, draft
from tests.factories.museum import museum
from tests.factories.passkeys import give_passkey
from tests.factories.posts import post
from tests.factories.problems import ClaimFactory
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.search import PromotionFactory, SynonymFactory
from tests.factories.stories import MuseumImageFactory
from tests.factories.webhooks import failed_delivery
from tests.site_config.access.house import Shopper, furnish_shopper

Things = dict[str, Any]


@dataclass(frozen=True)
class Museum:
    """`users` are the visitors who have an account. `things` is what each name in braces stands for: it is the shop's, or
    the first shopper's, and `others` is what the second shopper has of the same.
    """

    users: Mapping[str, User]
    things: Things
    others: Things


def furnish() -> Museum:
    museum()
    setup_roles()
    owner, another = furnish_shopper("haneul"), furnish_shopper("bora")
    staff = {role: _member(role) for role in STAFF_ROLES}
    users = {
        "owner": owner.user,
        "another": another.user,
        "editor": staff["editor"],
        "marketer": staff["marketer"],
        "operator": staff["operator"],
        "shop_owner": staff["owner"],
    }
    things = {
        **_left_by(owner),
        **_catalogue(),
        **_stories(),
        "public_post": post(title="A walk", status="approved").pk,
        **_reviewed(staff["owner"]),
        **_desk(staff["operator"]),
        **_mailing(),
        **_wagtail(staff["editor"]),
        **_django_admin(owner),
    }
    return Museum(users=users, things=things, others=_left_by(another))


def _member(role: str) -> User:
    user = UserFactory(username=f"the_{role}")
    give_role(user=user, role=role)
    return user


def _left_by(shopper: Shopper) -> Things:
    user = shopper.user
    wish = StockWish.objects.create(user=user, variant=shopper.line.variant, created_at=timezone.now())
    return {
        "wish": wish.pk,
        "wish_token": stop_link(wish=wish).rstrip("/").rpartition("/")[2],
        "user": user.pk,
        "number": shopper.order.number,
        "order": shopper.order.pk,
        "impact_code": ImpactReceipt.objects.create(
            order=shopper.order, code=f"{shopper.order.pk:032x}", issued_at=timezone.now()
        ).code,
        "order_token": shopper.order.access_token,
        "waiting_number": shopper.waiting.number,
        "sent_number": shopper.sent.number,
        "sent_order": shopper.sent.pk,
        "payment": shopper.order.last_attempt.pk,
        "refund": shopper.refund.pk,
        "return": shopper.asked.pk,
        "photo": shopper.photo.pk,
        "line": shopper.line.pk,
        "address": shopper.address.pk,
        "removed": shopper.removed.pk,
        "bearer": shopper.token_text,
        "mail": shopper.mail_id,
        "post": shopper.post.pk,
        "question": shopper.question.pk,
        "review": shopper.review.pk,
        "email_key": EmailConfirmationHMAC(shopper.new_email).key,
        "reset_key": f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}",
        "reset_uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "reset_token": default_token_generator.make_token(user),
        "news_token": stop_url(user=user, kind=Consent.Kind.MARKETING_MAIL).rstrip("/").rpartition("/")[2],
        "session": _open_session(user),
        "passkey": give_passkey(user).authenticator.pk,
        "letters": CaptchaStore.generate_key(),
    }


def _open_session(user: User) -> int:
    session = SessionStore()
    session.create()
    return UserSession.objects.create(user=user, ip="127.0.0.1", session_key=session.session_key).pk


def _catalogue() -> Things:
    claim = ClaimFactory()
    return {
        "claim": claim.pk,
        "claim_revision": claim.save_revision().pk,
        "person": PersonFactory().pk,
        "advert": AdvertSlotFactory().pk,
        "coupon": CouponFactory().pk,
        "campaign": CampaignFactory().pk,
        "area": Area.objects.create(country="KR", code="11", name="Seoul", local_name="서울", level=1).pk,
    }


def _stories() -> Things:
    story = BrandStoryPageFactory(slug="the-first-bar")
    brand = story.get_parent().specific
    return {
        "home": museum().home.pk,
        "synonym": SynonymFactory().pk,
        "promotion": PromotionFactory(page=brand.page_ptr).pk,
        "problem_slug": brand.problem.slug,
        "brand_slug": brand.slug,
        "story": story.pk,
    }


def _reviewed(user: User) -> Things:
    """A draft and a product, each with a copy that somebody is to look at before it is shown."""
    task = GroupApprovalTask.objects.create(name="A second pair of eyes")
    task.groups.add(Group.objects.get(name="owner"))
    workflow = Workflow.objects.create(name="Before it is shown")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    draft = PlainPageFactory(slug="not-yet", live=False)
    product = ProductFactory(slug="sea-soap", category=CategoryFactory(slug="soaps"))
    looked_at, other_product = PlainPageFactory(slug="looked-at", live=False), ProductFactory()
    looked_at.save_revision()
    other_product.save_revision()
    page_state, product_state = workflow.start(looked_at, user), workflow.start(other_product, user)
    return {
        "draft": draft.pk,
        "draft_revision": draft.save_revision().pk,
        "editing": EditingSession.objects.create(
            user=user, content_object=draft, last_seen_at=timezone.now()
        ).pk,
        "product": product.pk,
        "product_revision": product.save_revision().pk,
        "category": product.category_id,
        "workflow": workflow.pk,
        "task": task.pk,
        "reviewed": looked_at.pk,
        "workflow_state": page_state.pk,
        "task_state": page_state.current_task_state.pk,
        "reviewed_product": other_product.pk,
        "product_workflow_state": product_state.pk,
        "product_task_state": product_state.current_task_state.pk,
    }


def _desk(operator: User) -> Things:
    now = timezone.now()
    token, _text = issue_token(user=operator, name="The scales", scopes=["orders:read"], now=now)
    delivery = failed_delivery()
    return {
        "token": token.pk,
        "delivery": delivery.pk,
        "endpoint": delivery.endpoint_id,
        "message": WebhookDelivery.objects.create(
            provider="sandbox", event_id="e1", ref="i1", body="{}", received_at=now
        ).pk,
        "shipping_method": ShippingMethod.objects.get().pk,
    }


def _mailing() -> Things:
    sent = begun(name="On its way")
    return {
        "mailing": draft().pk,
        "sent_mailing": sent.pk,
        "mailing_link": CountedLinks(sent).through("/products/").rstrip("/").rpartition("/")[2],
        "mailing_read": read_url(mailing=sent).rstrip("/").rpartition("/")[2],
    }


def _wagtail(editor: User) -> Things:
    house = museum()
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Press"))
    picture = MuseumImageFactory()
    paper = Document.objects.create(title="Paper", file=ContentFile(b"words", name="paper.txt"))
    locked = PageViewRestriction.objects.create(
        page=PlainPageFactory(slug="for-friends"), restriction_type="password", password="open sesame"
    )
    return {
        "image": picture.pk,
        "document_type": ContentType.objects.get_for_model(Document).pk,
        "image_path": picture.file.name,
        "document": paper.pk,
        "document_name": paper.filename,
        "collection": collection.pk,
        "restriction": locked.pk,
        "restricted": locked.page_id,
        "group": Group.objects.get(name="editor").pk,
        "site": house.site.pk,
        "settings": ShopSettings.for_site(house.site).site_id,
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/new").pk,
        "upload": UploadedFile.objects.create(
            file=ContentFile(b"words", name="upload.txt"), uploaded_by_user=editor
        ).pk,
    }


def _django_admin(shopper: Shopper) -> Things:
    account = SocialAccount.objects.create(user=shopper.user, provider="google", uid="1")
    return {
        "email_address": shopper.new_email.pk,
        "social_app": SocialApp.objects.create(provider="google", name="Google", client_id="c").pk,
        "social_account": account.pk,
        "social_token": SocialToken.objects.create(account=account, token="t").pk,
        "tag": Tag.objects.create(name="soap").pk,
        "mail_log": Log.objects.create(email_id=shopper.mail_id, status=0).pk,
        "mail_template": EmailTemplate.objects.create(name="greeting").pk,
        "attachment": Attachment.objects.create(name="a.txt", file=ContentFile(b"words", name="a.txt")).pk,
        "django_site": Site.objects.get().pk,
    }
