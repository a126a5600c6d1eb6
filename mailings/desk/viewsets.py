"""How mailings are written; from the moment one is scheduled, its own page shows what becomes of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.snippets.views.snippets import CopyView, CreateView, DeleteView, EditView, SnippetViewSet

from mailings.desk.panels import AudiencePanel
from mailings.models import Mailing
from stories.choosers import SearchOnlyChooserViewSet


class MailingCreateView(CreateView):
    def get_success_url(self):
        return reverse("mailing", args=[self.object.pk])


class OfDraftsOnly:
    """What was scheduled, or sent, is not changed any more: its page says how it goes."""

    def dispatch(self, request, *args, **kwargs):
        if not self.object.is_draft:
            return redirect("mailing", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class MailingEditView(OfDraftsOnly, EditView):
    def get_success_url(self):
        return reverse("mailing", args=[self.object.pk])

    def save_instance(self):
        with transaction.atomic():
            drafts = Mailing.objects.select_for_update(of=("self",)).filter(status=Mailing.Status.DRAFT)
            if not drafts.filter(pk=self.object.pk).exists():
                raise PermissionDenied
            return super().save_instance()


class MailingCopyView(CopyView):
    """Shows a filled-in form, which is sent to where new ones are made."""

    def post(self, request, *args, **kwargs):
        return HttpResponseNotAllowed(["GET", "HEAD"])


class MailingDeleteView(OfDraftsOnly, DeleteView):
    pass


class MailingViewSet(SnippetViewSet):
    model = Mailing
    icon = "mail"
    menu_label = _("Mailings")
    menu_order = 342
    add_to_admin_menu = True
    add_view_class = MailingCreateView
    edit_view_class = MailingEditView
    delete_view_class = MailingDeleteView
    copy_view_class = MailingCopyView
    chooser_viewset_class = SearchOnlyChooserViewSet
    list_per_page = 50
    search_backend_name = None
    search_fields = ["name", "subject"]
    list_filter = ["status", "campaign"]
    ordering = ["-updated_at", "-pk"]
    list_display = [
        "name",
        StatusTagColumn(
            "state",
            label=_("Status"),
            accessor=lambda mailing: mailing.get_status_display(),
            primary=lambda mailing: mailing.status in {"sending", "scheduled"},
        ),
        Column("campaign", label=_("Campaign")),
        DateColumn("started_at", label=_("Began"), sort_key="started_at"),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("subject"),
                    FieldPanel("preheader"),
                    FieldPanel("campaign"),
                    FieldPanel("body"),
                ],
                heading=_("Letter"),
            ),
            ObjectList(
                [
                    AudiencePanel(heading=_("How many")),
                    FieldPanel("language"),
                    FieldPanel("interests", widget=CheckboxSelectMultiple),
                    FieldPanel("brands", widget=CheckboxSelectMultiple),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("ordered_within"), FieldPanel("not_ordered_for")])],
                        heading=_("Their last order"),
                    ),
                ],
                heading=_("Readers"),
            ),
        ]
    )
