from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("what readers write")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        import_module("posts.privacy")
