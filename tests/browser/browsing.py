"""Chromium, started as the tests and the pictures need it, and pages of ours in it."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browser.page import AUDIT, PATIENCE, PROBE

BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
# Without the first two, each context makes the lists below an address bar that nobody sees: half
# the processor time of opening a page. The others are Playwright's, whose list this one replaces.
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
# Chromium's sandbox does not start for root, and a browser under test has nothing to fetch.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
    f"--disable-features={','.join(WITHOUT)}",
)  # fmt: skip
# The page's own memory of an earlier visit; about:blank has none.
SEEN = 'if (origin !== "null") localStorage.setItem("forward-pass-hint", "seen");'


def find_chromium() -> str:
    """The installed browser: CHROMIUM names it, else the usual names are tried."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium or Chrome is installed: set CHROMIUM to the path of one"
    return found


def launch(playwright: Playwright, *, fonts: Path | None = None) -> Browser:
    """The browser, with the system's fonts, or with those of a fontconfig file (`fonts.py`)."""
    return playwright.chromium.launch(
        executable_path=find_chromium(),
        args=ARGUMENTS,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)} if fonts else None,
    )


def new_context(
    browser: Browser,
    *,
    size: tuple[int, int],
    theme: str = "dark",
    touch: bool = False,
    motion: bool = False,
    newcomer: bool = True,
    **options: Any,
) -> BrowserContext:
    """A profile of its own, whose pages are watched by the probe."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="light" if theme == "light" else "dark",
        reduced_motion="no-preference" if motion else "reduce",
        has_touch=touch,
        is_mobile=touch,
        **options,
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=PROBE)
    context.add_init_script(path=AUDIT)
    if not newcomer:
        context.add_init_script(SEEN)
    return context
