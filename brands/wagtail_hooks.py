from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from brands.models import Person
from stories.choosers import SearchOnlyChooserViewSet


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "group"
    chooser_viewset_class = SearchOnlyChooserViewSet
    menu_label = _("People")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["name", "korean_name", "updated_at"]
    ordering = ["name"]
    search_fields = ["name", "korean_name"]


register_snippet(PersonViewSet)
