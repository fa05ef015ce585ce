"""Takes pictures of every screen of the real window × language × theme × size into target/pictures,
and refreshes those of the README (docs/images).

usage: scripts/window.sh pictures
"""

import subprocess
import sys
import time

from webdriver import retried, wait
from window import TOP, Desk

SIZES = {"wide": (1100, 720), "small": (800, 560)}
THEMES = ["light", "dark"]
OUT = TOP / "target/pictures"
README = TOP / "docs/images"
WORDS = {
    "fr": {"sample": "Ouvrir l’exemple"},
    "en": {"sample": "Open the sample"},
}


def pictures(language):
    """Walks through the five screens in one language."""
    desk = Desk()
    try:
        window = desk.start()
        if language == "en":
            window.one("button.language").click()
        picture(window, language, "1-file")
        window.press(WORDS[language]["sample"])
        window.one(".intro")
        picture(window, language, "2-columns")
        window.audit()
        picture(window, language, "3-audit")
        window.review()
        look_at(window, "maternité")
        picture(window, language, "4-review")
        window.all(".bar .tools button")[-1].click()
        window.one("dialog li")
        window.all("dialog footer button")[-1].click()
        retried(lambda: window.all("nav ol button")[4].click())
        window.one("#target")
        picture(window, language, "5-export")
        window.one("button[form=export]").click()
        window.one("[data-testid=result]")
        picture(window, language, "6-result")
    finally:
        desk.close()


def look_at(window, words):
    """Goes on to the first finding whose note holds these words."""
    note = "return document.querySelector('.note').textContent"
    for place in range(100):
        if words in window.run(note):
            return
        window.keys("n")
        wait(lambda: window.one(".position").text.startswith(f"{place + 2} "), "the next finding")
    raise AssertionError(f"no note says {words}")


def picture(window, language, name):
    """The screen at hand, in each theme and size."""
    for size, (width, height) in SIZES.items():
        window.resize(width, height)
        for theme in THEMES:
            window.run("document.documentElement.dataset.theme = arguments[0]", theme)
            time.sleep(0.4)
            window.picture(OUT / f"{name}.{language}.{theme}.{size}.png")
    window.resize(*SIZES["wide"])
    window.run("document.documentElement.dataset.theme = 'light'")


def small(source, target):
    """A picture light enough for a README."""
    subprocess.run(["convert", source, "+dither", "-colors", "200", "-define", "png:compression-level=9", target], check=True)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    README.mkdir(parents=True, exist_ok=True)
    for language in WORDS:
        pictures(language)
        small(OUT / f"4-review.{language}.light.wide.png", README / f"review-{language}.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


if __name__ == "__main__":
    sys.exit(main())
