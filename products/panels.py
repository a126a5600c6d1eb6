"""How a product is edited: content, variants and prices, pictures, claims, and its stock to look at."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, Panel, TabbedInterface

from products.admin_forms import ProductForm, VariantForm, VariantFormSet


class VariantsPanel(InlinePanel):
    """Variants, whose form knows who is editing."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": VariantForm,
            "formset": VariantFormSet,
            "inherit_kwargs": ["for_user"],
        }
        return options


class StockPanel(Panel):
    """What is in the house, to look at: publishing a product never changes it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "products/admin/stock_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            saved = [variant for variant in self.instance.variants.all() if variant.pk]
            may_move = self.request.user.has_perm("products.change_stockrecord")
            return context | {
                "variants": type(saved[0]).objects.filter(pk__in=[v.pk for v in saved]).with_stock()
                if saved
                else [],
                "desk_url": reverse("product_stock") if may_move else "",
            }


product_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldPanel("korean_name"),
                FieldPanel("slug"),
                FieldPanel("brand"),
                FieldPanel("category"),
                FieldPanel("summary"),
                FieldPanel("description"),
                FieldRowPanel([FieldPanel("materials"), FieldPanel("origin"), FieldPanel("year")]),
            ],
            heading=_("Content"),
        ),
        ObjectList(
            [
                FieldPanel("is_free"),
                VariantsPanel(
                    "variants",
                    panels=[
                        FieldPanel("sku"),
                        FieldPanel("options"),
                        FieldRowPanel([FieldPanel("price"), FieldPanel("compare_at_price")]),
                        FieldRowPanel([FieldPanel("weight_g"), FieldPanel("is_offered")]),
                        FieldPanel("image"),
                    ],
                    heading=_("Variants"),
                    label=_("variant"),
                ),
            ],
            heading=_("Variants & prices"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "images",
                    panels=[FieldPanel("image"), FieldPanel("alt")],
                    heading=_("Pictures"),
                    label=_("picture"),
                    help_text=_("The first one is the cover."),
                )
            ],
            heading=_("Pictures"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "product_claims", panels=[FieldPanel("claim")], heading=_("Claims"), label=_("claim")
                )
            ],
            heading=_("Claims"),
        ),
        ObjectList([StockPanel()], heading=_("Stock")),
    ],
    base_form_class=ProductForm,
)
