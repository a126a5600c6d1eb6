"""What a marketer may put into a letter."""

import pytest
from wagtail.blocks import StructBlockValidationError

from mailings.blocks import MailButton


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("/products/?sort=price", True),
        ("https://example.org/far", True),
        ("//example.org/", False),
        ("products/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_button_leads_to_a_path_here_or_to_a_whole_address(address, is_taken):
    button = MailButton()
    typed = button.to_python({"label": "Enter", "page": None, "url": address})
    if is_taken:
        assert button.clean(typed)["url"] == address
    else:
        with pytest.raises(StructBlockValidationError) as refusal:
            button.clean(typed)
        assert list(refusal.value.block_errors) == ["url"]
