from collections import defaultdict
from collections.abc import Iterable

from brands.models import BrandMember, BrandPage, BrandStoryPage
from problems.models import ProblemPage
from products.models import Product
from search.describing.bodies import products_in, read_body
from search.describing.description import Description, describe_picture, join_names
from search.models import Kind
from stories.models import StoryPage
from stories.picture_sizes import WIDE_FILTERS

Names = dict[int, list[str]]


def describe_pages(*, ids: Iterable[int]) -> list[Description]:
    """Of stories, brands and problems that everybody may see; other pages have none."""
    wanted = list(ids)
    return [*_describe_stories(wanted), *_describe_brands(wanted), *_describe_problems(wanted)]


def _shown(model, ids: list[int]):
    return model.objects.live().public().filter(pk__in=ids).order_by("pk")


def _describe_stories(ids: list[int]) -> list[Description]:
    stories = _shown(BrandStoryPage, ids).as_cards()
    shown = {story.pk: products_in(story.body.raw_data) for story in stories}
    names = _names_of_products({pk for pks in shown.values() for pk in pks})
    people = read_people(story.brand.pk for story in stories)
    found = []
    for story in stories:
        brand, room = story.brand, story.brand.room
        objects = [name for pk in shown[story.pk] for name in names.get(pk, [])]
        about = join_names(
            brand.title, brand.korean_name, brand.summary, *_names_of(room), *objects, *people[brand.pk]
        )
        found.append(_describe(story, Kind.STORY, about=about, brand=brand, room=room))
    return found


def _describe_brands(ids: list[int]) -> list[Description]:
    brands = list(_shown(BrandPage, ids).select_related("problem").with_cover())
    people = read_people(brand.pk for brand in brands)
    sold: Names = defaultdict(list)
    on_sale = Product.objects.on_show().priced().filter(brand__in=brands).order_by("pk")
    for brand_id, *names in on_sale.values_list("brand", "name", "korean_name"):
        sold[brand_id] += names
    found = []
    for brand in brands:
        about = join_names(*_names_of(brand.room), *people[brand.pk], *sold[brand.pk])
        found.append(_describe(brand, Kind.BRAND, about=about, brand=brand, room=brand.room))
    return found


def _describe_problems(ids: list[int]) -> list[Description]:
    problems = list(_shown(ProblemPage, ids).with_cover())
    working: Names = defaultdict(list)
    brands = BrandPage.objects.live().public().filter(problem__in=problems).order_by("pk")
    for problem_id, *names in brands.values_list("problem", "title", "korean_name"):
        working[problem_id] += names
    return [
        _describe(problem, Kind.PROBLEM, about=join_names(*working[problem.pk]), brand=None, room=problem)
        for problem in problems
    ]


def read_people(brand_ids: Iterable[int]) -> Names:
    """Names of those who make a brand, in both scripts; empty for a brand of nobody. One query."""
    people: Names = defaultdict(list)
    members = BrandMember.objects.filter(brand__in=set(brand_ids)).order_by("sort_order", "pk")
    for brand_id, *names in members.values_list("brand", "person__name", "person__korean_name"):
        people[brand_id] += names
    return people


def _describe(page: StoryPage, kind: Kind, *, about: str, brand, room) -> Description:
    return Description(
        kind=kind,
        source_id=page.pk,
        title=page.title,
        korean_name=getattr(page, "korean_name", ""),
        url=page.get_url() or "",
        summary=page.summary,
        about=about,
        body=read_body(page.body.raw_data),
        brand=brand.slug if brand else "",
        brand_title=brand.title if brand else "",
        problem=room.slug if room else "",
        problem_title=room.title if room else "",
        room_id=room.pk if room else None,
        published_at=page.first_published_at,
        picture=describe_picture(page.cover, filters=WIDE_FILTERS),
        cover_id=page.cover_id,
    )


def _names_of(room: ProblemPage | None) -> tuple[str, ...]:
    return (room.title, room.korean_name) if room else ()


def _names_of_products(pks: set[int]) -> Names:
    shown = Product.objects.on_show().filter(pk__in=pks)
    return {pk: names for pk, *names in shown.values_list("pk", "name", "korean_name")}
