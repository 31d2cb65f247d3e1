# SPDX-License-Identifier: MIT
"""A notification server of few words: prints each summary it is asked to show, and its id."""

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
XML = f"""<node><interface name="{NAME}">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


def called(_bus, _sender, _path, _interface, method, arguments, call):
    if method == "Notify":
        print("shown", arguments[3], flush=True)
        call.return_value(GLib.Variant("(u)", (7,)))
    elif method == "GetCapabilities":
        call.return_value(GLib.Variant("(as)", (["actions", "body"],)))
    elif method == "GetServerInformation":
        call.return_value(GLib.Variant("(ssss)", ("notifier", "kith", "1", "1.2")))
    else:
        call.return_value(None)


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object("/org/freedesktop/Notifications", Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], called)
Gio.bus_own_name_on_connection(bus, NAME, 0, lambda *_: print("there", flush=True), None)
GLib.MainLoop().run()
