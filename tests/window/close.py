"""Asks a window to close, as its cross does (the message WM_DELETE_WINDOW of ICCCM 4.2.8.1).

usage: close.py CLASS     (of the window: its program's name)
"""

import ctypes
import subprocess
import sys
from ctypes import c_char_p, c_int, c_long, c_ulong, c_void_p

CLIENT_MESSAGE = 33


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib, with room for any event."""

    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("room", c_long * 12),
    ]


def library():
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = c_void_p
    x11.XOpenDisplay.argtypes = [c_char_p]
    x11.XInternAtom.restype = c_ulong
    x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    x11.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, c_void_p]
    x11.XFlush.argtypes = [c_void_p]
    return x11


def main(name):
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--class", name], capture_output=True, text=True, check=True
    )
    x11 = library()
    display = x11.XOpenDisplay(None)
    event = ClientMessage(type=CLIENT_MESSAGE, format=32)
    event.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    event.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    for window in map(int, found.stdout.split()):
        event.window = window
        x11.XSendEvent(display, window, 0, 0, ctypes.byref(event))
    x11.XFlush(display)


if __name__ == "__main__":
    main(sys.argv[1])
