from django.shortcuts import render
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction

from stories.retirement import what_stands_on

NAMED = 50


def refuse_deletion(request, things):
    """A page that lists what stands on `things`, or None when nothing does and they may go."""
    standing = what_stands_on(things=things)
    if not standing:
        return None
    finder = AdminURLFinder(request.user)
    rows = [{"standing": one, "edit_url": finder.get_edit_url(one.thing)} for one in standing[:NAMED]]
    context = {"things": things, "rows": rows, "more": len(standing) - len(rows)}
    return render(request, "stories/admin/cannot_delete.html", context)


class RefusingDeleteBulkAction(DeleteBulkAction):
    """Deletes the chosen pages, or lists what stands on them; Wagtail's own answers without the list."""

    def get(self, request, *args, **kwargs):
        chosen, _ = self.get_actionable_objects()
        return refuse_deletion(request, chosen) or super().get(request, *args, **kwargs)

    def prepare_action(self, objects, objects_without_access):
        refusal = refuse_deletion(self.request, objects)
        return refusal or super().prepare_action(objects, objects_without_access)
