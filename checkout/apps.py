from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    name = "checkout"
    verbose_name = _("Orders")

    def ready(self):
        # Tasks too, so that the web process knows them by name.
        for module in ("checks", "privacy", "receivers", "tasks"):
            import_module(f"checkout.{module}")
        installing = import_module("checkout.reports.installing")
        pre_migrate.connect(installing.views_away, sender=self)
        post_migrate.connect(installing.views_back, sender=self)
