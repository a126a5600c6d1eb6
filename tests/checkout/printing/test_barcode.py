from checkout.printing.barcode import QUIET, Bar, encode

# Code 128 B, from its table: start, "P", "1", check sum (104 + 48 + 2 × 17) % 103 = 83, stop.
P1 = "2112143131211232211142122331112"


def test_the_bars_are_those_of_the_standard():
    bars, x = [], QUIET
    for place, width in enumerate(map(int, P1)):
        if place % 2 == 0:
            bars.append(Bar(x, width))
        x += width
    code = encode("P1")
    assert (code.bars, code.width) == (tuple(bars), x + QUIET)


def test_what_it_cannot_hold_is_left_out():
    assert encode("P번1") == encode("P1")
