"""One contract for many items: each done once, what is done already left as it is, none stopping the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from hocba_ops.many.work import Done, Item, Keep, R, T, Work

if TYPE_CHECKING:
    from hocba_ops.many import Over


def process_batch(
    work: Work[T, R], items: Iterable[Item[T]], *, over: "Over", keep: Keep[T, R] | None = None
) -> Iterator[Done[R]]:
    """What became of each item, as it is known: kept ones without work, then new ones as they are done and kept.

    A batch that was broken off and is run again does only what is not kept. An item whose process dies, or that takes
    too long, or raises, is told as lost and stops none of the others. Raises only what concerns all of them: an
    `OpsError` of `begin`, or `WorkersMissing` and its kind for a cluster.
    """
    seen = set[str]()
    with over.hands(work) as hands:
        rest = iter(items)
        while portion := list(islice(rest, over.portion(work))):
            todo = []
            for item in portion:
                if item.key in seen:
                    continue
                seen.add(item.key)
                found = keep.find(item) if keep else None
                if found is None:
                    todo.append(item)
                else:
                    yield Done(item.key, found, is_kept=True)
            wanted = {item.key: item for item in todo}
            for done in hands.run(todo):
                yield _kept(wanted[done.key], done, keep)


def in_order(keys: Sequence[str], told: Iterable[Done[R]]) -> Iterator[Done[R]]:
    """What became of each item in the order of `keys`; who is early waits.

    >>> [one.key for one in in_order(["a", "b"], [Done("b", 2), Done("a", 1)])]
    ['a', 'b']
    """
    early, coming = dict[str, Done[R]](), iter(told)
    for key in keys:
        while key not in early:
            done = next(coming)
            early[done.key] = done
        yield early.pop(key)


def _kept(item: Item[T], done: Done[R], keep: Keep[T, R] | None) -> Done[R]:
    if keep is None or done.loss is not None or done.result is None:
        return done
    return replace(done, result=keep.put(item, done.result))
