"""A folder window of sorts: a small square at the top left of the screen from which files can be dragged.

usage: /usr/bin/python3 drag.py FILE…     (the system's Python, which has GTK; ends once they are let go)
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def main():
    uris = [Path(path).as_uri() for path in sys.argv[1:]]
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.set_default_size(36, 36)
    window.move(0, 0)
    box = Gtk.EventBox()
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, None, Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()
    box.connect("drag-data-get", lambda _box, _context, data, _info, _time: data.set_uris(uris))
    # What was let go is fetched before the source goes.
    box.connect("drag-end", lambda *_: GLib.timeout_add(500, Gtk.main_quit))
    window.add(box)
    window.show_all()
    GLib.idle_add(lambda: print("ready", flush=True))
    Gtk.main()


if __name__ == "__main__":
    main()
