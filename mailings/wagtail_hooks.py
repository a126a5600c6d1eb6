from wagtail import hooks
from wagtail.snippets.models import register_snippet

from mailings.desk.urls import urlpatterns
from mailings.desk.viewsets import MailingViewSet

register_snippet(MailingViewSet)


@hooks.register("register_admin_urls")
def register_mailing_addresses():
    return urlpatterns
