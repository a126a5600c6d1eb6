from checkout.printing.fonts import BOLD, FILES, FOLDER, REGULAR, as_markup, runs_of


def test_korean_stands_in_the_korean_font():
    assert list(runs_of("Sea 비누 ₩1")) == [
        (REGULAR, "Sea "),
        ("Print-Hangul", "비누"),
        (REGULAR, " ₩1"),
    ]
    assert list(runs_of("힣", BOLD)) == [("Print-Hangul-Bold", "힣")]


def test_letters_of_europe_need_one_font():
    text = "Größe, Łódź, Đặng, Ελλάδα, Київ, €5 – “½”"
    assert list(runs_of(text)) == [(REGULAR, text)]


def test_a_letter_that_is_missing_leaves_a_square():
    assert list(runs_of("a😀שb")) == [(REGULAR, "a"), ("Print-Hangul", "□□"), (REGULAR, "b")]


def test_nothing_in_a_text_is_a_tag():
    assert as_markup("<b>&비") == '&lt;b&gt;&amp;<font name="Print-Hangul">비</font>'


def test_every_file_is_small_and_has_its_licence_beside_it():
    assert [name for name in FILES.values() if (FOLDER / name).stat().st_size > 1_500_000] == []
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == [
        "museum-hangul-OFL.txt",
        "noto-sans-OFL.txt",
    ]
