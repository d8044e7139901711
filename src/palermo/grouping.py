"""Groups of items by a key."""

from collections import defaultdict
from collections.abc import Callable, Iterable


def group_items[K, T](items: Iterable[T], get_key: Callable[[T], K]) -> dict[K, list[T]]:
    """Return items by key; keys and the items of each are in the given order.

    >>> group_items(["oak", "ash", "elm", "beech"], len)
    {3: ['oak', 'ash', 'elm'], 5: ['beech']}
    """
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[get_key(item)].append(item)
    return dict(groups)
