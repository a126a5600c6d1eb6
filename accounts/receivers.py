"""However an account comes to be, it has a profile; however its e-mail changes, the former one is remembered."""

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from accounts.privacy.former_emails import remember_former
from accounts.profile import give_profile


@receiver(post_save, sender=User)
def give_a_profile(instance, created, raw=False, **kwargs):
    if created and not raw:
        give_profile(user=instance)


@receiver(pre_save, sender=User)
def remember_the_former_email(instance, raw=False, update_fields=None, **kwargs):
    if instance.pk and not raw and (update_fields is None or "email" in update_fields):
        remember_former(user=instance, now=timezone.now())
