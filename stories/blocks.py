"""The blocks a story is composed of. The product chooser points upwards by one lazy string."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from stories.picture_sizes import BODY_FILTERS
from stories.web_addresses import web_address

PRODUCT_MODEL = "products.Product"


class ProductChooser(SnippetChooserBlock):
    """Chooses one product; loads all products of a body at once, with what their cards show."""

    def __init__(self, **kwargs):
        super().__init__(PRODUCT_MODEL, **kwargs)

    def bulk_to_python(self, values):
        known = self.model_class.objects.with_card_details().in_bulk({pk for pk in values if pk})
        return [known.get(pk) for pk in values]

    def get_preview_value(self):
        return self.model_class.objects.on_show().newest_first().with_card_details().first()


class PictureChooser(ImageChooserBlock):
    """Loads all pictures of a body at once, with their renditions."""

    def bulk_to_python(self, values):
        pictures = self.model_class.objects.prefetch_renditions(*BODY_FILTERS)
        known = pictures.in_bulk({pk for pk in values if pk})
        return [known.get(pk) for pk in values]

    def get_preview_value(self):
        return self.model_class.objects.first()


class Paragraph(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A few paragraphs: bold, italic, links and lists.")
        template = "stories/blocks/paragraph.html"
        preview_value = (
            "<p>The women of the harbour boil soap from salt, ash and the oil the restaurants would throw away. "
            "<b>Every bar pays for three litres of clean water.</b></p>"
        )


class Heading(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Begins a new part of the story.")
        template = "stories/blocks/heading.html"
        preview_value = "What the sea leaves behind"


class PictureBlock(blocks.StructBlock):
    image = PictureChooser(label=_("image"))
    alt = blocks.CharBlock(
        label=_("alternative text"),
        max_length=250,
        help_text=_("What it shows, for those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("One picture with its caption.")
        template = "stories/blocks/image.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "image": self.child_blocks["image"].get_preview_value(),
                "alt": "A picture of the collection",
                "caption": "A caption says what the picture cannot.",
            }
        )


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    who = blocks.CharBlock(label=_("who"), max_length=100)
    role = blocks.CharBlock(label=_("role"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What somebody said, with name and role.")
        template = "stories/blocks/quote.html"
        preview_value = {
            "text": "We did not want to sell soap. We wanted to drink the water.",
            "who": "Han Mi-rae",
            "role": "Soap maker",
        }


class FactBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("figure"), max_length=40)
    statement = blocks.TextBlock(label=_("statement"))
    source = blocks.CharBlock(label=_("source"), max_length=250)
    source_url = blocks.URLBlock(label=_("source address"), validators=[web_address])
    date = blocks.DateBlock(label=_("date of the source"))

    class Meta:
        icon = "info-circle"
        label = _("Fact with source")
        description = _("A figure large, what it means, and where it comes from.")
        template = "stories/blocks/fact.html"
        preview_value = {
            "figure": "2.2 billion",
            "statement": "people lacked safely managed drinking water at home.",
            "source": "WHO and UNICEF, Progress on household drinking water",
            "source_url": "https://washdata.org/",
            "date": "2023-07-06",
        }

    def get_preview_value(self):
        return self.to_python(self.meta.preview_value)


class GalleryBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)
    images = blocks.ListBlock(PictureBlock(), label=_("images"), min_num=2, max_num=8)

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Two to eight pictures side by side.")
        template = "stories/blocks/gallery.html"

    def get_preview_value(self):
        picture = self.child_blocks["images"].child_block.get_preview_value()
        return self.normalize({"caption": "Four seasons in the workshop.", "images": [picture] * 4})


class VideoBlock(blocks.StructBlock):
    video = EmbedBlock(label=_("video address"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A film from a video site; it is asked for only when the reader starts it.")
        template = "stories/blocks/video.html"
        preview_value = {
            "video": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "caption": "A film of four minutes.",
        }

    def get_preview_value(self):
        return self.to_python(self.meta.preview_value)


class CallToActionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    label = blocks.CharBlock(label=_("label of the link"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("address"), required=False, validators=[web_address])

    class Meta:
        icon = "link"
        label = _("Call to action")
        description = _("One sentence and one link, to a page of the museum or elsewhere.")
        template = "stories/blocks/call_to_action.html"
        preview_value = {
            "text": "See who else works on clean water.",
            "label": "Enter the room",
            "page": None,
            "url": "https://example.org/",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            wrong = ValidationError(_("Choose a page or type an address: exactly one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": wrong})
        return cleaned

    def get_context(self, value, parent_context=None):
        """`link` is empty when the page is unpublished or gone: the sentence stays, the link does not."""
        context = super().get_context(value, parent_context=parent_context)
        page = value.get("page")
        request = context.get("request")
        context["link"] = value.get("url") or (page.get_url(request) if page and page.live else "") or ""
        return context


class ProductBlock(blocks.StructBlock):
    product = ProductChooser(label=_("product"))
    note = blocks.CharBlock(
        label=_("note"), required=False, max_length=250, help_text=_("Why it stands here, in one sentence.")
    )

    class Meta:
        icon = "tag"
        label = _("Product")
        description = _("One product beside the paragraph that makes the reader want it.")
        template = "stories/blocks/product.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "product": self.child_blocks["product"].get_preview_value(),
                "note": "Boiled in the story above.",
            }
        )

    def render(self, value, context=None):
        product = value.get("product")
        if product is None or not product.is_on_show:
            return ""
        return super().render(value, context=context)


class ShopItemBlock(blocks.StructBlock):
    product = ProductChooser(label=_("product"))
    role = blocks.ChoiceBlock(
        label=_("role"),
        default="featured",
        choices=[
            ("featured", _("Featured")),
            ("worn", _("Worn or used in the story")),
            ("made", _("Made in the story")),
            ("gift", _("To give away")),
        ],
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "tag"


class ShopTheStoryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    items = blocks.ListBlock(ShopItemBlock(), label=_("products"), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = _("Shop the story")
        description = _("Several products of the story, each with its role.")
        template = "stories/blocks/shop_the_story.html"

    def get_preview_value(self):
        chooser = self.child_blocks["items"].child_block.child_blocks["product"]
        item = {"product": chooser.get_preview_value(), "role": "featured", "caption": ""}
        return self.normalize({"title": "Objects in this story", "items": [item]})

    def clean(self, value):
        cleaned = super().clean(value)
        chosen = [item["product"] for item in cleaned["items"]]
        if len(set(chosen)) != len(chosen):
            raise blocks.StructBlockValidationError(
                non_block_errors=[ValidationError(_("A product can stand in this list only once."))]
            )
        return cleaned

    @staticmethod
    def items_on_show(value):
        return [item for item in value["items"] if item["product"] is not None and item["product"].is_on_show]

    def get_context(self, value, parent_context=None):
        """`items` are those a shopper may see, in the editor's order."""
        context = super().get_context(value, parent_context=parent_context)
        context["items"] = self.items_on_show(value)
        return context

    def render(self, value, context=None):
        if not self.items_on_show(value):
            return ""
        return super().render(value, context=context)


class StoryBody(blocks.StreamBlock):
    paragraph = Paragraph(features=["bold", "italic", "link", "ol", "ul"])
    heading = Heading(max_length=120)
    image = PictureBlock()
    quote = QuoteBlock()
    fact = FactBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    call_to_action = CallToActionBlock()
    product = ProductBlock()
    shop_the_story = ShopTheStoryBlock()

    class Meta:
        template = "stories/blocks/body.html"
