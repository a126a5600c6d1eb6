import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def rooms_stylesheet(*, rooms) -> str:
    """One class per problem, `room-<key>`, that sets the accent of whatever hangs in that room."""
    # The accent is checked when an editor saves it; a row written past the form must not reach into the style sheet.
    return "".join(
        f".room-{room.pk}{{--accent:{room.accent}}}\n" for room in rooms if COLOUR.fullmatch(room.accent)
    )
