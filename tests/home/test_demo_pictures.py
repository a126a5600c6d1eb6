import pytest

from home.demo.pictures.drawing import UnknownMotif, draw, forms, motifs
from home.demo.shapes import Picture

ACCENT = "#1f6f78"
SMALL = 0.1


def picture(kind, motif, seed=0, **inks):
    return Picture(kind, motif, alt="", seed=seed, **inks)


ALL = (
    [("product", form, (120, 150)) for form in forms()]
    + [("scene", motif, (160, 107)) for motif in motifs()]
    + [("portrait", "", (80, 80)), ("logo", "S", (60, 60)), ("logo", "IM", (60, 60))]
)


@pytest.mark.parametrize(("kind", "motif", "size"), ALL)
def test_draws_the_same_print_twice_and_another_for_another_seed(kind, motif, size):
    first = draw(picture(kind, motif), accent=ACCENT, scale=SMALL)

    assert (first.mode, first.size) == ("RGB", size)
    assert draw(picture(kind, motif), accent=ACCENT, scale=SMALL).tobytes() == first.tobytes()
    assert draw(picture(kind, motif, seed=1), accent=ACCENT, scale=SMALL).tobytes() != first.tobytes()


@pytest.mark.parametrize(
    ("kind", "motif", "size"),
    [
        ("product", "mug", (1200, 1500)),
        ("scene", "sea", (1600, 1067)),
        ("portrait", "", (800, 800)),
        ("logo", "IM", (600, 600)),
    ],
)
def test_prints_at_the_promised_size(kind, motif, size):
    assert draw(picture(kind, motif), accent=ACCENT).size == size


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_each_view_of_a_product_shows_its_own_colour(seed):
    red = draw(picture("product", "mug", seed, second="#c02020"), accent=ACCENT, scale=SMALL)
    blue = draw(picture("product", "mug", seed, second="#2020c0"), accent=ACCENT, scale=SMALL)

    assert red.tobytes() != blue.tobytes()


def test_a_pictures_own_accent_goes_before_the_rooms():
    own = picture("scene", "field", accent="#a03020")

    assert (
        draw(own, accent=ACCENT, scale=SMALL).tobytes() == draw(own, accent="#000000", scale=SMALL).tobytes()
    )


@pytest.mark.parametrize(
    ("kind", "motif", "message"),
    [
        ("product", "submarine", "No product form is called 'submarine'."),
        ("scene", "volcano", "No scene is called 'volcano'."),
        ("logo", "ABC", "A logo is one or two letters from A to Z, not 'ABC'."),
    ],
)
def test_an_unknown_motif_is_named_in_the_error(kind, motif, message):
    with pytest.raises(UnknownMotif) as caught:
        draw(picture(kind, motif), accent=ACCENT)

    assert str(caught.value) == message


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Not a colour: 'teal'"):
        draw(picture("product", "mug"), accent="teal")
