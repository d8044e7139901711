"""Functions of the served edition whose results are cached for its content."""

from collections.abc import Callable
from functools import lru_cache, wraps

from palermo.portal.services.current_edition import get_content_token, get_current_view


def cache_by_content[*A, R](max_size: int) -> Callable[[Callable[[*A], R]], Callable[[*A], R]]:
    """Cache what a function returns by its arguments, which are hashable, and the content of the served edition.

    The function raises NoLibrary if there is no edition.
    """

    def cache_function(function: Callable[[*A], R]) -> Callable[[*A], R]:
        @lru_cache(max_size)
        def compute(_token: str | None, *args: *A) -> R:
            return function(*args)

        @wraps(function)
        def get_or_compute(*args: *A) -> R:
            get_current_view()
            return compute(get_content_token(), *args)

        return get_or_compute

    return cache_function
