from search.breaker import Breaker

FAILURE = TimeoutError()


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def opened():
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(3):
        breaker.note_failure(FAILURE)
    return breaker, clock


def test_two_failures_leave_it_closed():
    breaker = Breaker(Clock())
    breaker.note_failure(FAILURE)
    breaker.note_failure(FAILURE)
    assert (breaker.lets_through(), breaker.is_open) == (True, False)


def test_three_in_a_row_open_it():
    breaker, _clock = opened()
    assert (breaker.lets_through(), breaker.is_open) == (False, True)


def test_a_success_between_them_counts():
    breaker = Breaker(Clock())
    breaker.note_failure(FAILURE)
    breaker.note_failure(FAILURE)
    breaker.note_success()
    breaker.note_failure(FAILURE)
    assert breaker.lets_through() is True


def test_after_ten_seconds_one_tries():
    breaker, clock = opened()
    clock.now = 9.9
    assert breaker.lets_through() is False
    clock.now = 10.0
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_who_tries_in_vain_leaves_it_open_for_another_ten():
    breaker, clock = opened()
    clock.now = 10.0
    breaker.lets_through()
    clock.now = 10.5
    breaker.note_failure(FAILURE)
    clock.now = 20.0
    assert breaker.lets_through() is False
    clock.now = 20.5
    assert breaker.lets_through() is True


def test_who_tries_with_success_closes_it():
    breaker, clock = opened()
    clock.now = 10.0
    breaker.lets_through()
    breaker.note_success()
    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
    assert breaker.is_open is False
