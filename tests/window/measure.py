"""Measures the window: time to a usable window, audit of 10,000 and of 100,000 rows, memory, the
longest time the page could not be drawn meanwhile. Prints a Markdown table.

usage: scripts/window.sh measure   (EPURE_DESKTOP=target/release/epure-desktop to measure a release)
"""

import sys
import time
from pathlib import Path

from window import PROGRAM, Desk, large, processes_of, wait

# Watches the time between two frames of the page, and asks for one all the time.
WATCH = """
window.longest = 0;
let last = performance.now();
const frame = (now) => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(frame); };
requestAnimationFrame(frame);
"""

# What a job no longer needs goes back to the system within so many seconds.
SETTLED_S = 3


def memory():
    """Memory of the application's processes, in MiB, and how it is shared out: the program, then those of
    its web view. Pages that several processes share are shared out among them (PSS)."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(entry.name)] = int(fields[1])
            except OSError:
                continue
    wanted = [processes_of(PROGRAM)[0]]
    wanted += [child for child, parent in sorted(parents.items()) if parent in wanted]
    parts = [pss(one) / 1024 for one in wanted]
    return f"{sum(parts):.0f} MiB ({' + '.join(f'{part:.0f}' for part in parts)})"


def pss(pid):
    """Proportional memory of one process, in KiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def audited(window):
    """Seconds from the press of the audit's button to its charts, and the longest frame in ms."""
    window.settle_columns()
    window.run(WATCH)
    button = window.one(".go button:not([disabled])")
    began = time.monotonic()
    button.click()
    wait(lambda: window.all(".charts"), "the audit", patience=300)
    return time.monotonic() - began, window.run("return window.longest")


def main():
    desk = Desk()
    try:
        began = time.monotonic()
        window = desk.start()
        started = time.monotonic() - began
        time.sleep(SETTLED_S)
        empty = memory()
        window.end()
        print(f"| {PROGRAM.parent.name} build | |\n|---|---|")
        print(f"| start to first screen, driver included | {started:.1f} s |")
        print(f"| no file: memory | {empty} |")
        for rows in (10_000, 100_000):
            path = desk.folder / f"{rows}.xlsx"
            large(path, rows)
            began = time.monotonic()
            window = desk.start(path)
            wait(lambda: window.all(".intro"), "the columns", patience=300)
            read = time.monotonic() - began
            seconds, frame = audited(window)
            time.sleep(SETTLED_S)
            audit = memory()
            window.review()
            time.sleep(SETTLED_S)
            print(f"| {rows:,} rows: start and reading | {read:.1f} s |")
            print(f"| {rows:,} rows: audit | {seconds:.1f} s |")
            print(f"| {rows:,} rows: longest frame during the audit | {frame:.0f} ms |")
            print(f"| {rows:,} rows: memory, audited | {audit} |")
            print(f"| {rows:,} rows: memory, in the review | {memory()} |")
            window.end()
    finally:
        desk.close()


if __name__ == "__main__":
    sys.exit(main())
