from celery import shared_task
from django.core.management import call_command


@shared_task(name="home.publish_scheduled")
def publish_scheduled() -> None:
    """Wagtail's own command: publishes and unpublishes every page and product whose time has come."""
    call_command("publish_scheduled")
