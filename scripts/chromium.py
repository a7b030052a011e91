"""A Chromium for the browser tests: one that is here, else Playwright's own, else Debian's package.

    python scripts/chromium.py

finds or installs one, and a Chinese font to see the pages with, and says what it did. Where none
can be had, the browser tests are skipped; under CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FONT = "fonts-wqy-microhei"
SECONDS_TO_INSTALL = 600


def find_chromium() -> str | None:
    """Return the command of a Chromium that starts; CHROMIUM names one to take before all others."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, COMMANDS), *APPLICATIONS, _playwrights_own()]
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    """Tell whether a browser is behind a name: on some systems it is a note on how to install one."""
    return bool(shutil.which(path)) and _run(path, "--version")


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install_chromium() -> None:
    """Try Playwright's download, then Debian's package where this user may install one."""
    _say("No Chromium here; trying Playwright's own")
    if not _run(sys.executable, "-m", "playwright", "install", "chromium") or not find_chromium():
        _say("Playwright's download failed; trying Debian's package")
        _install_package("chromium")


def install_font() -> None:
    """Install a small Chinese font where the system has none: the tests pass without, a person sees boxes."""
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True) if shutil.which("fc-list") else None
    if fonts is None or not fonts.stdout.strip():
        _say(f"No Chinese font here; trying Debian's {FONT}")
        _install_package(FONT)


def _install_package(name: str) -> bool:
    apt = _apt()
    if not apt:
        _say(f"No way to install {name}: it takes apt-get, and root or sudo without a password")
        return False
    install = [*apt, "install", "--yes", "--no-install-recommends", name]
    return _run(*install) or (_run(*apt, "update") and _run(*install))


def _apt() -> list[str]:
    """Return the command of apt-get as a user who may install, or nothing."""
    if not shutil.which("apt-get"):
        return []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", "--non-interactive", *quiet] if _run("sudo", "--non-interactive", "true") else []


def _run(*command: str) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_TO_INSTALL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> int:
    if not find_chromium():
        install_chromium()
    path = find_chromium()
    if not path:
        _say("No Chromium can be had: the browser tests will be skipped. Install one, or name it in CHROMIUM.")
        return 1 if os.environ.get("CI") == "true" else 0
    install_font()
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    _say(f"Browser tests use {Path(path)}: {version}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
