from campaigns.models import AdvertSlot


def adverts_showing(*, now) -> dict[str, list[AdvertSlot]]:
    """Per place, the slots to show at `now` in the marketer's order; every place is there, if only empty."""
    places: dict[str, list[AdvertSlot]] = {place: [] for place in AdvertSlot.Place.values}
    for slot in AdvertSlot.objects.showing(now).with_picture():
        places.setdefault(slot.place, []).append(slot)
    return places
