"""How synonyms and promoted results are kept."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.snippets.views.snippets import (
    CreateView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from search.models import Promotion, Synonym
from search.models.promotion import PAGES_THAT_ARE_FOUND
from search.promotions import list_promotions
from search.texts import LONGEST_TEXT, clean_text
from stories.choosers import SearchOnlyChooserViewSet

# Where other menu items of the same place may be hung up.
MENU_HOOK = "register_search_menu_item"


class FilledInCreateView(CreateView):
    """Opens with `words` of the address filled in, and leads back to its `next`."""

    def get_initial(self):
        words = clean_text(self.request.GET.get("words", ""))[:LONGEST_TEXT]
        return super().get_initial() | {"words": words}

    def get_add_url(self):
        back = get_valid_next_url_from_request(self.request)
        return f"{super().get_add_url()}?{urlencode({'next': back})}" if back else super().get_add_url()

    def get_success_url(self):
        return get_valid_next_url_from_request(self.request) or super().get_success_url()


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "link"
    menu_label = _("Synonyms")
    add_view_class = FilledInCreateView
    chooser_viewset_class = SearchOnlyChooserViewSet
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None
    search_fields = ["words", "finds"]
    panels = [FieldPanel("words"), FieldPanel("finds")]
    list_display = [
        "words",
        Column("finds", label=_("Find also"), accessor=lambda synonym: synonym.finds or _("each other")),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
    ]


class PromotionIndexView(IndexView):
    def get_base_queryset(self):
        return list_promotions()


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "pick"
    menu_label = _("Promoted results")
    index_view_class = PromotionIndexView
    add_view_class = FilledInCreateView
    chooser_viewset_class = SearchOnlyChooserViewSet
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None
    search_fields = ["words", "page__title", "product__name", "product__korean_name"]
    list_display = [
        "words",
        Column("target", label=_("Shows first")),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda promotion: _("on show") if promotion.is_shown else _("not on show"),
            primary=lambda promotion: promotion.is_shown,
        ),
        Column("sort_order", label=_("Order"), sort_key="sort_order"),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("words"),
            MultiFieldPanel(
                [PageChooserPanel("page", page_type=list(PAGES_THAT_ARE_FOUND)), FieldPanel("product")],
                heading=_("What they see first"),
                help_text=_("A story, a brand or a room, or else a product: exactly one of the two."),
            ),
            FieldPanel("sort_order"),
        ]
    )


class SearchViewSetGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, PromotionViewSet)
    menu_label = _("Search")
    menu_name = "search-desk"
    menu_icon = "search"
    menu_order = 345
    submenu_hook = MENU_HOOK
