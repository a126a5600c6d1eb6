from accounts.address_book import add_address
from accounts.models import Address, User

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
