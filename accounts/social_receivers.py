"""The site's own row follows its configuration; and whoever gets into an account by its address finds nobody else in
it."""

from allauth.account.signals import password_reset
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from accounts.email_change import drop_waiting, is_confirmed
from accounts.site_row import keep_site_row
from accounts.social.accounts import drop_connections


@receiver(password_reset)
def shut_out_who_came_before(user, **kwargs):
    """An address that was never confirmed may have been typed by somebody else, who left a way in of their own."""
    if not is_confirmed(user=user):
        drop_connections(user=user)
        drop_waiting(user=user)


@receiver(post_migrate, sender=apps.get_app_config("sites"))
def name_the_site(using, **kwargs):
    keep_site_row(address=settings.SITE_URL, using=using)
