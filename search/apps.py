from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Tasks too, so that the web process knows them by name.
        for module in ("receivers", "tasks", "privacy"):
            import_module(f"search.{module}")
