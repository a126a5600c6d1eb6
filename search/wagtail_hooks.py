from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search.desk.reports import AskedReportItem
from search.desk.urls import urlpatterns
from search.desk.viewsets import MENU_HOOK, SearchViewSetGroup

register_snippet(SearchViewSetGroup)


@hooks.register("register_admin_urls")
def register_search_addresses():
    return urlpatterns


@hooks.register(MENU_HOOK)
def register_asked_report():
    return AskedReportItem()
