"""What can be done to several products at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from products.admin_forms import PercentForm
from products.models import Product
from products.price_changes import change_prices, preview_price_change
from products.publishing import publish_products, unpublish_products


class ProductBulkAction(SnippetBulkAction):
    permission = ""

    models = [Product]

    def check_perm(self, product):
        lock = product.get_lock()
        if lock is not None and lock.for_user(self.request.user):
            return False
        return self.is_allowed()

    def is_allowed(self):
        return self.request.user.has_perm(self.permission)

    def get_execution_context(self):
        return {**super().get_execution_context(), "view": self}


class PublishProducts(ProductBulkAction):
    display_name = gettext_lazy("Publish")
    aria_label = gettext_lazy("Publish the chosen products")
    action_type = "publish"
    action_priority = 10
    permission = "products.publish_product"
    template_name = "products/admin/confirm_publish.html"

    @classmethod
    def execute_action(cls, objects, view=None, **kwargs):
        refused = publish_products(products=objects, actor=view.request.user)
        for product in refused:
            messages.warning(view.request, _("%(product)s has no offered variant.") % {"product": product})
        return len(objects) - len(refused), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext(
            "%(count)d product is on show.", "%(count)d products are on show.", num_parent_objects
        )
        return text % {"count": num_parent_objects}


class UnpublishProducts(ProductBulkAction):
    display_name = gettext_lazy("Unpublish")
    aria_label = gettext_lazy("Unpublish the chosen products")
    action_type = "unpublish"
    action_priority = 20
    permission = "products.publish_product"
    template_name = "products/admin/confirm_unpublish.html"

    @classmethod
    def execute_action(cls, objects, view=None, **kwargs):
        unpublish_products(products=objects, actor=view.request.user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext(
            "%(count)d product was taken off.", "%(count)d products were taken off.", num_parent_objects
        )
        return text % {"count": num_parent_objects}


class ChangePrices(ProductBulkAction):
    """Asks for the percent, shows every old and new price, and changes them once that is confirmed."""

    display_name = gettext_lazy("Change prices")
    aria_label = gettext_lazy("Change the prices of the chosen products by percent")
    action_type = "change_price"
    action_priority = 25
    permission = "products.change_price"
    template_name = "products/admin/change_prices.html"
    form_class = PercentForm

    def form_valid(self, form):
        products = self.get_actionable_objects()[0]
        percent = form.cleaned_data["percent"]
        try:
            steps = preview_price_change(products=products, percent=percent)
            if form.cleaned_data["confirm"]:
                return super().form_valid(form)
        except ValidationError as error:
            form.add_error("percent", error)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, steps=steps, percent=percent))

    @classmethod
    def execute_action(cls, objects, view=None, **kwargs):
        percent = view.cleaned_form.cleaned_data["percent"]
        return change_prices(products=objects, percent=percent, actor=view.request.user), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(count)d price changed.", "%(count)d prices changed.", num_parent_objects) % {
            "count": num_parent_objects
        }
