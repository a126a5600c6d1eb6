"""Where the report stands under /admin/."""

from django.urls import path

from search.desk.promoting import promote_opened
from search.desk.reports import AskedReportView

urlpatterns = [
    path("search/asked/", AskedReportView.as_view(), name="asked_texts"),
    path("search/asked/results/", AskedReportView.as_view(results_only=True), name="asked_texts_results"),
    path("search/asked/promote/", promote_opened, name="asked_text_promote"),
]
