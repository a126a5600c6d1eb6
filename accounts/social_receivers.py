"""The site's own row follows its configuration; a log-in without the tick to stay ends with the browser."""

from allauth.account.signals import user_logged_in
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from accounts.site_row import keep_site_row


@receiver(user_logged_in)
def forget_with_the_browser(request, sociallogin=None, **kwargs):
    if sociallogin is not None:
        request.session.set_expiry(0)


@receiver(post_migrate, sender=apps.get_app_config("sites"))
def name_the_site(using, **kwargs):
    keep_site_row(address=settings.SITE_URL, using=using)
