"""The screens that the page is made for."""

from typing import Any, NamedTuple


class Screen(NamedTuple):
    """A window, and what may be asked of the page in it."""

    size: tuple[int, int]
    touch: bool = False
    scrolls: bool = False  # the page may be longer than the window
    query: str = ""

    @property
    def limits(self) -> dict[str, Any]:
        """What `audit.js` holds the page to."""
        text = 18 if "projector" in self.query else 13
        return {"text": text, "target": 44 if self.touch else 24, "scrolls": self.scrolls}


SCREENS = {
    "small-phone": Screen((360, 640), touch=True, scrolls=True),
    "phone": Screen((390, 844), touch=True, scrolls=True),
    "phone-turned": Screen((844, 390), touch=True, scrolls=True),
    "tablet": Screen((768, 1024), touch=True, scrolls=True),
    "zoomed": Screen((683, 384), scrolls=True),  # a school laptop at 200 %
    "projector-zoomed": Screen((640, 360), scrolls=True),  # 1280 × 720 at 200 %
    "laptop": Screen((1366, 768)),
    "full-hd": Screen((1920, 1080)),
    # Its inspector is folded, and may be scrolled once it is opened. The rest: test_present.py.
    "projector": Screen((1920, 1080), scrolls=True, query="?view=projector"),
    "small-projector": Screen((1024, 768), scrolls=True, query="?view=projector"),
    "4k": Screen((3840, 2160)),
}
