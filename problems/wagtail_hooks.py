from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from problems.models import Claim
from stories.choosers import SearchOnlyChooserViewSet


class ClaimViewSet(SnippetViewSet):
    model = Claim
    icon = "clipboard-list"
    chooser_viewset_class = SearchOnlyChooserViewSet
    menu_label = _("Claims")
    menu_order = 320
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["statement", "problem", "verifier", "valid_until", LiveStatusTagColumn()]
    list_filter = {"problem": ["exact"], "live": ["exact"], "valid_until": ["lte", "gte"]}
    list_per_page = 50
    ordering = ["valid_until", "statement"]
    # The database's own search: the index has no such columns on SQLite.
    search_backend_name = None
    search_fields = ["statement", "verifier"]


register_snippet(ClaimViewSet)
