"""Seeded stories, in bulk: page rows at once, then the rows of the story table beneath them."""

import json
import uuid
from collections import defaultdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Locale, Page

from brands.models import BrandPage, BrandStoryPage
from home.demo.seeded_goods import Ground
from home.demo.seeded_rows import EPOCH, Seed

SENTENCES = (
    "The workshop opens at six, before the harbour wakes.",
    "Nobody here counts the hours, but everybody counts the pieces that come back to be mended.",
    "It began with one table, two chairs and a borrowed saw.",
    "What is left over in the evening becomes the first work of the morning.",
    "She learnt it from her aunt, who had learnt it from nobody.",
    "The river was brown for thirty years; now children swim in it again.",
    "They write down every failure in a blue notebook and read it aloud once a year.",
    "Half of the price stays in the valley.",
)
PARAGRAPHS = 8
SENTENCES_IN_A_PARAGRAPH = 5


def add_stories(*, seed: Seed, ground: Ground, numbers: range, products: list[int]) -> None:
    """`products` are the ids of seeded products; each story shows one of them when there are any."""
    locale, kind = Locale.get_default(), ContentType.objects.get_for_model(BrandStoryPage)
    brands = {brand.pk: brand for brand in BrandPage.objects.filter(pk__in=[b.pk for b in ground.brands])}
    added: dict[int, int] = defaultdict(int)
    pages = []
    for n in numbers:
        brand = brands[ground.brands[n % len(ground.brands)].pk]
        added[brand.pk] += 1
        pages.append(
            _page(seed, brand, n, brand.numchild + added[brand.pk], locale=locale, content_type=kind)
        )
    for n, page in zip(numbers, Page.objects.bulk_create(pages), strict=True):
        story = BrandStoryPage(page_ptr=page, summary=SENTENCES[n % len(SENTENCES)], cover=ground.picture)
        story.cover_alt = "A basket"
        story.body = _body(seed, n, products)
        # The page row stands already: only the story's own columns are written.
        story.save_base(raw=True, force_insert=True)
    for pk, count in added.items():
        BrandPage.objects.filter(pk=pk).update(numchild=F("numchild") + count)


def _page(seed: Seed, brand: BrandPage, n: int, step: int, **fields) -> Page:
    told_at = EPOCH + timedelta(minutes=n)
    slug = f"{seed.prefix}story-{n}"
    title = f"Seeded story {n} of {seed.number}"
    return Page(
        title=title,
        draft_title=title,
        slug=slug,
        path=Page._get_path(brand.path, brand.depth + 1, step),
        depth=brand.depth + 1,
        url_path=f"{brand.url_path}{slug}/",
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, slug),
        live=True,
        first_published_at=told_at,
        last_published_at=told_at,
        **fields,
    )


def _body(seed: Seed, n: int, products: list[int]) -> str:
    dice = seed.dice("story", n)
    blocks: list[tuple[str, object]] = []
    for number in range(PARAGRAPHS):
        sentences = dice.choices(SENTENCES, k=SENTENCES_IN_A_PARAGRAPH)
        blocks.append(("paragraph", f"<p>{' '.join(sentences)}</p>"))
        if number == 2 and products:
            blocks.append(("product", {"product": dice.choice(products), "note": ""}))
        if number == 4:
            blocks.append(("heading", dice.choice(SENTENCES)))
    return json.dumps(
        [
            {
                "type": name,
                "value": value,
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{seed.prefix}{n}/{place}")),
            }
            for place, (name, value) in enumerate(blocks)
        ]
    )
