"""HTTP routes of the lessons: the list, and a page for each."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Blueprint, Response, abort

from app.documents import document, json_in_script
from app.lessons import Lesson
from app.paths import folder
from app.static_files import Bundle, StaticFiles

LIST = Bundle("js/lessons.js", ("css/tokens.css", "css/base.css", "css/lessons.css"))


def bundles(lessons: Mapping[str, Lesson]) -> dict[str, Bundle]:
    """What the list and each lesson's page ask for; the list's is under the empty slug."""
    return {"": LIST} | {slug: _bundle(slug, lesson) for slug, lesson in lessons.items()}


def _bundle(slug: str, lesson: Lesson) -> Bundle:
    tokens, base, lessons = LIST.styles
    reused = (f"css/{name}.css" for name in lesson.styles)
    own = f"css/lessons/{slug}.css"
    its = (own,) if (folder("static") / own).exists() else ()
    return Bundle(f"js/lessons/{slug}.js", (tokens, base, *reused, lessons, *its))


def blueprint(
    lessons: Mapping[str, Lesson], files: StaticFiles, wanted: Mapping[str, Bundle]
) -> Blueprint:
    """The routes under ``/lessons``."""
    routes = Blueprint("lessons", __name__, url_prefix="/lessons")
    slugs = list(lessons)

    def page(template: str, bundle: Bundle, **context: object) -> Response:
        return document(template, files, bundle, lessons=lessons, **context)

    @routes.get("")
    def index() -> Response:
        return page("lessons.html", wanted[""], pictures={slug: _pictures(slug) for slug in slugs})

    @routes.get("/<slug>")
    def lesson(slug: str) -> Response:
        if slug not in lessons:
            abort(404, f"There is no lesson “{slug:.80}”. The lessons are listed at /lessons.")
        k = slugs.index(slug)
        chosen = lessons[slug]
        return page(
            f"lessons/{slug}.html",
            wanted[slug],
            lesson=chosen,
            boot=json_in_script(
                {"slug": slug, "limits": asdict(chosen.limits), "start": chosen.start}
            ),
            previous=slugs[k - 1] if k else None,
            following=slugs[k + 1] if k + 1 < len(slugs) else None,
        )

    def _pictures(slug: str) -> dict[str, str]:
        named = {theme: f"lessons/{slug}-{theme}.png" for theme in ("dark", "light")}
        return {theme: files.path(name) for theme, name in named.items() if files.get(name)}

    return routes
