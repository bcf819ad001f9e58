"""Attributes that are found out once, when they are asked for."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

R = TypeVar("R")


class cached_property(Generic[R]):  # noqa: N801 (the name of the one it stands for)
    """`functools.cached_property` without a lock, as that is since Python 3.12.

    Before, all instances of a class share one: while one of them asks storage that hangs, no other
    one can be asked, on no thread. Two threads that ask at once both find out.
    """

    def __init__(self, find: Callable[[Any], R]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, _owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, _owner: type) -> R: ...

    def __get__(self, instance: object | None, _owner: type) -> Self | R:
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._find(instance)
        return found
