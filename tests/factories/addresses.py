from accounts.address_book import add_address
from accounts.areas.tree import AreaRow, load_areas
from accounts.models import Address, Area, User

SEOUL = {
    "full_name": "Kim Ha-neul",
    "phone": "010-1234-5678",
    "address_line1": "Teheran-ro 1",
    "city": "Seoul",
    "postcode": "06236",
    "country": "KR",
}


def kept_address(*, user: User, **changes) -> Address:
    return add_address(user=user, details={**SEOUL, **changes})


def fill_book(*, user: User, count: int) -> None:
    """Rows as the rule would have left them, without asking it `count` times."""
    Address.objects.bulk_create(
        Address(user=user, title=f"Place {number}", **SEOUL) for number in range(count)
    )


def few_areas() -> dict[str, int]:
    """Their ids by country and official code."""
    load_areas(
        rows=[
            AreaRow("KR", "11", "Seoul", "서울특별시", 1, ""),
            AreaRow("KR", "11110", "종로구", "종로구", 2, "11"),
            AreaRow("KR", "11110115", "사직동", "사직동", 3, "11110"),
            AreaRow("KR", "26", "Busan", "부산광역시", 1, ""),
            AreaRow("KR", "26110", "중구", "중구", 2, "26"),
            AreaRow("CN", "11", "Beijing", "北京市", 1, ""),
        ]
    )
    return {f"{area.country}{area.code}": area.pk for area in Area.objects.all()}
