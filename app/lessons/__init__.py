"""The lessons: one module each, found in this package. ``docs/lessons.md`` shows how to add one."""

import pkgutil
from importlib import import_module

from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.school import School

__all__ = ["Ask", "Lesson", "Limits", "School", "find_lessons"]


def find_lessons() -> dict[str, Lesson]:
    """Every module here that has a ``LESSON``, by its slug, in the order of their numbers.

    A slug is the module's name with hyphens: ``one_neuron`` is served at ``/lessons/one-neuron``.
    """
    found: dict[str, Lesson] = {}
    for module in pkgutil.iter_modules(__path__):
        lesson = getattr(import_module(f"{__name__}.{module.name}"), "LESSON", None)
        if isinstance(lesson, Lesson):
            found[module.name.replace("_", "-")] = lesson
    return dict(sorted(found.items(), key=lambda each: each[1].number))
