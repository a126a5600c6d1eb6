from django.utils import timezone
from wagtail.admin.panels import Panel

from mailings.audiences import find_audience


class AudiencePanel(Panel):
    """How many people it is for, as it was saved last."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "mailings/admin/audience.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            mailing = self.instance
            count = find_audience(mailing=mailing, now=timezone.now()).count() if mailing.pk else None
            return {**context, "count": count}
