from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log

from search.forms import OpenedForm
from search.models import Promotion
from search.promotions import CannotBePromoted, Promoted, promote


@permission_required("search.add_promotion")
@require_POST
def promote_opened(request: HttpRequest) -> HttpResponse:
    """One click in the report: what readers open most for a text stands first from now on."""
    back = get_valid_next_url_from_request(request) or reverse("asked_texts")
    form = OpenedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was promoted: the report has changed. Please try again."))
        return redirect(back)
    opened = form.cleaned_data
    try:
        promoted = promote(
            text=opened["text"], kind=opened["kind"], source_id=opened["id"], now=timezone.now()
        )
    except CannotBePromoted as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    if promoted.is_new:
        log(instance=promoted.promotion, action="wagtail.create", user=request.user)
    _tell(request, promoted, opened["text"])
    return redirect(back)


def _tell(request: HttpRequest, promoted: Promoted, text: str) -> None:
    said = (
        _("“%(title)s” now stands first for “%(text)s”.")
        if promoted.is_new
        else _("“%(title)s” stands first for “%(text)s” already.")
    )
    promotion = promoted.promotion
    buttons = [_button("edit", _("Edit"), promotion)]
    if request.user.has_perm("search.delete_promotion"):
        buttons.append(_button("delete", _("Undo"), promotion))
    messages.success(request, said % {"title": promotion.target, "text": text}, buttons=buttons)


def _button(act: str, label: str, promotion: Promotion) -> tuple:
    return messages.button(reverse(f"wagtailsnippets_search_promotion:{act}", args=[promotion.pk]), label)
