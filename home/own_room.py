"""What stands first at the entrance for a reader who has said which problem they care about."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from accounts.models import Profile, User
from problems.models import ProblemPage

Thing = TypeVar("Thing")


def find_own_room(*, rooms: Sequence[ProblemPage], reader: User | None) -> ProblemPage | None:
    """The one of `rooms` that the reader chose; None for whoever chose none, or is not known."""
    if reader is None:
        return None
    chosen = Profile.objects.filter(user=reader).values_list("interest_id", flat=True).first()
    return next((room for room in rooms if room.pk == chosen), None)


def hang_first(
    things: Iterable[Thing], *, room: ProblemPage | None, room_id_of: Callable[[Thing], int]
) -> list[Thing]:
    """What hangs in `room` first; otherwise in the order given."""
    hung = list(things)
    return hung if room is None else sorted(hung, key=lambda thing: room_id_of(thing) != room.pk)
