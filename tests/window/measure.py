"""Measures the window: time to a usable window, audit of 10,000 rows, memory with 100,000 rows, the
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


def memory(pid):
    """Memory of a process and of all that it started, in MiB; pages that several share are shared
    out among them (PSS)."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                parents[int(entry.name)] = int(fields[1])
            except OSError:
                continue
    wanted = {pid}
    for child, parent in sorted(parents.items()):
        if parent in wanted:
            wanted.add(child)
    return sum(pss(one) for one in wanted) / 1024


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
        desk.start().end()
        started = time.monotonic() - began
        print(f"| {PROGRAM.parent.name} build | |\n|---|---|")
        print(f"| start to first screen, driver included | {started:.1f} s |")
        for rows in (10_000, 100_000):
            path = desk.folder / f"{rows}.xlsx"
            large(path, rows)
            began = time.monotonic()
            window = desk.start(path)
            wait(lambda: window.all(".intro"), "the columns", patience=300)
            read = time.monotonic() - began
            seconds, frame = audited(window)
            used = memory(processes_of(PROGRAM)[0])
            print(f"| {rows:,} rows: start and reading | {read:.1f} s |")
            print(f"| {rows:,} rows: audit | {seconds:.1f} s |")
            print(f"| {rows:,} rows: longest frame during the audit | {frame:.0f} ms |")
            print(f"| {rows:,} rows: memory of all processes | {used:.0f} MiB |")
            window.end()
    finally:
        desk.close()


if __name__ == "__main__":
    sys.exit(main())
