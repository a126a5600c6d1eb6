"""Option values of a variant as an editor types them: "colour: Indigo, size: M"."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# An order line keeps all values in 200 characters.
LONGEST_LABEL = 200


def parse_options(text: str) -> dict[str, str]:
    """Raises ValidationError for a part that is not "name: value", a name twice, too long a text."""
    options: dict[str, str] = {}
    for part in text.split(","):
        if not part.strip():
            continue
        name, colon, value = (piece.strip() for piece in part.partition(":"))
        if not (name and colon and value):
            raise ValidationError(
                _("Write each option as “name: value”, separated by commas; “%(part)s” is not."),
                params={"part": part.strip()},
            )
        if name in options:
            raise ValidationError(_("The option “%(name)s” stands here twice."), params={"name": name})
        options[name] = value
    if len(", ".join(options.values())) > LONGEST_LABEL:
        raise ValidationError(
            _("The values may have %(most)s characters in all."), params={"most": LONGEST_LABEL}
        )
    return options


def write_options(options: dict[str, str]) -> str:
    """By name: PostgreSQL keeps the values of JSON, not their order."""
    return ", ".join(f"{name}: {value}" for name, value in sorted(options.items()))
