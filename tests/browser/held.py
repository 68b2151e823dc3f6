"""What a page asks for, held back until a test lets it through."""

import re

from playwright.sync_api import Page, Route


class Held:
    """Requests whose addresses match a pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._routes: list[Route] = []

    def hold(self, page: Page) -> None:
        page.route(self._pattern, self._keep)

    def let_through(self) -> None:
        for route in self._routes:
            route.continue_()

    def _keep(self, route: Route) -> None:
        self._routes.append(route)
