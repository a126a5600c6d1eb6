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
