"""Many who do something at the same moment, each in a thread and on a connection of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once[Person, Result](work: Callable[[Person], Result], people: Sequence[Person]) -> list[Result]:
    """What each of them got, in the order of the people. The test wants `django_db(transaction=True)`: others see only
    what is committed."""
    barrier = Barrier(len(people))

    def one(person: Person) -> Result:
        try:
            barrier.wait()
            return work(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))
