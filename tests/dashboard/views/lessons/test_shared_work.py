"""Two readers get all parts in their order, and none is worked out twice."""

import threading

import pytest

from dashboard.views.lessons.shared_work import SharedWork


def test_a_second_reader_does_no_work_that_is_done():
    done = []

    def work():
        for k in range(5):
            done.append(k)
            yield k

    shared = SharedWork(work())
    first = iter(shared)
    assert [next(first), next(first)] == [0, 1]
    assert done == [0, 1]
    assert next(iter(shared)) == 0
    assert done == [0, 1]
    assert list(shared) == [0, 1, 2, 3, 4]
    assert list(first) == [2, 3, 4]
    assert done == [0, 1, 2, 3, 4]


def test_readers_at_once_share_the_work():
    done = []

    def work():
        for k in range(2_000):
            done.append(k)
            yield k

    shared, found = SharedWork(work()), []
    readers = [threading.Thread(target=lambda: found.append(list(shared))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert found == [list(range(2_000))] * 4
    assert done == list(range(2_000))


def test_an_error_is_told_to_every_reader_after_what_came_before_it():
    def work():
        yield 1
        raise ValueError("no further")

    shared = SharedWork(work())
    for _ in range(2):
        reader = iter(shared)
        assert next(reader) == 1
        with pytest.raises(ValueError, match="no further"):
            next(reader)
