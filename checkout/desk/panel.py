"""What waits at the desk, on the first page of the admin."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from checkout.desk.queues import count_queues


class DayPanel(Component):
    name = "day"
    template_name = "checkout/admin/day_panel.html"
    order = 50

    def get_context_data(self, parent_context) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"queues": count_queues(user=user, now=timezone.now())}
