from wagtail.snippets.views.chooser import SnippetChooserViewSet


class SearchOnlyChooserViewSet(SnippetChooserViewSet):
    """Wagtail gives every chooser an address that takes a form for something new, and fails there (`post` of
    `CreateViewMixin`, admin/views/generic/chooser.py) where a chooser has no such form, as ours do not.
    """

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
