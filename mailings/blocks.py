"""What a mailing is composed of: only what every mail program shows."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from stories.blocks import PictureChooser, ProductChooser
from stories.web_addresses import path_on_this_site, web_address


def path_or_address(text: str) -> None:
    """Raises ValidationError."""
    if not path_on_this_site.fullmatch(text):
        web_address(text)


class MailPicture(blocks.StructBlock):
    image = PictureChooser(label=_("image"))
    alt = blocks.CharBlock(
        label=_("alternative text"),
        max_length=250,
        help_text=_("What it shows, for those who cannot see it: many mail programs show no pictures."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")


class MailProduct(blocks.StructBlock):
    product = ProductChooser(label=_("product"))
    note = blocks.CharBlock(
        label=_("note"), required=False, max_length=250, help_text=_("Why it stands here, in one sentence.")
    )

    class Meta:
        icon = "tag"
        label = _("Product")
        description = _(
            "With picture, price of the moment of sending and what it does; left out when nobody can buy it."
        )


class MailButton(blocks.StructBlock):
    label = blocks.CharBlock(label=_("label"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.CharBlock(
        label=_("address"),
        required=False,
        max_length=2000,
        validators=[path_or_address],
        help_text=_("A path on this site, like /products/, or a whole address."),
    )

    class Meta:
        icon = "link"
        label = _("Button")

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            wrong = ValidationError(_("Choose a page or type an address: exactly one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": wrong})
        return cleaned


class MailBody(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120)
    text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=["bold", "italic", "link", "ol", "ul"]
    )
    picture = MailPicture()
    product = MailProduct()
    button = MailButton()
