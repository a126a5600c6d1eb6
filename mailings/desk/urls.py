"""Where mailings stand under /admin/."""

from django.urls import path, re_path

from mailings.desk import mailing_page

_STEPS = "|".join(mailing_page.STEPS)

urlpatterns = [
    path("mailings/<int:mailing_id>/", mailing_page.show, name="mailing"),
    path("mailings/<int:mailing_id>/progress/", mailing_page.progress, name="mailing_progress"),
    path("mailings/<int:mailing_id>/preview/", mailing_page.preview, name="mailing_preview"),
    path("mailings/<int:mailing_id>/schedule/", mailing_page.schedule, name="mailing_schedule"),
    re_path(rf"^mailings/(?P<mailing_id>\d+)/(?P<name>{_STEPS})/$", mailing_page.step, name="mailing_step"),
]
