"""However an account comes to be, it has a profile."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import User
from accounts.profile import give_profile


@receiver(post_save, sender=User)
def give_a_profile(instance, created, raw=False, **kwargs):
    if created and not raw:
        give_profile(user=instance)
