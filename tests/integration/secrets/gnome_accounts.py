#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Speaks the interface of GNOME Online Accounts on the session bus (the real one needs a desktop): accounts as their
repr on the command line. One with a `keyring` keeps its token
there by that goa-identity, and looks it up as the real one does: libsecret unlocks, with a prompt. A line `ok ID` on standard input ends that account's call for attention."""

import ast
import subprocess
import sys

from gi.repository import Gio, GLib

NAME, ROOT = "org.gnome.OnlineAccounts", "/org/gnome/OnlineAccounts"
XML = """<node>
 <interface name="org.freedesktop.DBus.ObjectManager">
  <method name="GetManagedObjects"><arg direction="out" type="a{oa{sa{sv}}}"/></method></interface>
 <interface name="org.gnome.OnlineAccounts.Account">
  <method name="EnsureCredentials"><arg direction="out" type="i"/></method>
  <property name="AttentionNeeded" type="b" access="read"/></interface>
 <interface name="org.gnome.OnlineAccounts.OAuth2Based">
  <method name="GetAccessToken"><arg direction="out" type="s"/><arg direction="out" type="i"/></method></interface>
 <interface name="org.gnome.OnlineAccounts.PasswordBased">
  <method name="GetPassword"><arg direction="in" type="s"/><arg direction="out" type="s"/></method></interface>
</node>"""

accounts = {f"{ROOT}/Accounts/{a['id']}": a for a in ast.literal_eval(sys.argv[1])}
described = {i.name: i for i in Gio.DBusNodeInfo.new_for_xml(XML).interfaces}


def refuse(call, error):
    call.return_dbus_error(f"org.gnome.OnlineAccounts.Error.{error}", "sam: hunter2 is what an error might quote")


def interfaces(account):
    about = {"Id": GLib.Variant("s", account["id"]), "Identity": GLib.Variant("s", account["identity"]),
             "PresentationIdentity": GLib.Variant("s", account["identity"]),
             "ProviderType": GLib.Variant("s", account["provider"]),
             "AttentionNeeded": GLib.Variant("b", account.get("attention", False))}
    out = {"org.gnome.OnlineAccounts.Account": about}
    if "token" in account:
        out["org.gnome.OnlineAccounts.OAuth2Based"] = {"ClientId": GLib.Variant("s", "x")}
    if "password" in account:
        out["org.gnome.OnlineAccounts.PasswordBased"] = {}
    return out


def looked_up(account):
    found = subprocess.run(["secret-tool", "lookup", "goa-identity", account["keyring"]], capture_output=True, text=True)
    return found.stdout


def on_call(bus, sender, path, interface, method, arguments, call):
    if method == "GetManagedObjects":
        return call.return_value(GLib.Variant("(a{oa{sa{sv}}})", ({p: interfaces(a) for p, a in accounts.items()},)))
    account = accounts[path]
    if method == "EnsureCredentials":
        if account.get("expired") or ("keyring" in account and not looked_up(account)):
            return refuse(call, "NotAuthorized")
        return call.return_value(GLib.Variant("(i)", (3600,)))
    if method == "GetAccessToken":
        token = looked_up(account) if "keyring" in account else account["token"]
        return call.return_value(GLib.Variant("(si)", (token, 3600)))
    if method == "GetPassword":
        wanted = "imap-password" if account["provider"] == "imap_smtp" else "password"
        if arguments.unpack()[0] != wanted:
            return refuse(call, "NotSupported")
        return call.return_value(GLib.Variant("(s)", (account["password"],)))


def on_line(channel, _condition, bus):
    line = channel.readline()
    if not line:
        return False
    path = f"{ROOT}/Accounts/{line.split()[1]}"
    accounts[path]["attention"] = False
    bus.emit_signal(None, path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                    GLib.Variant("(sa{sv}as)", ("org.gnome.OnlineAccounts.Account",
                                                {"AttentionNeeded": GLib.Variant("b", False)}, [])))
    return True


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for path, names in [(ROOT, ["org.freedesktop.DBus.ObjectManager"])] + [
            (p, list(interfaces(a))) for p, a in accounts.items()]:
        for name in names:
            bus.register_object(path, described[name], on_call, None, None)
    loop = GLib.MainLoop()
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("ready", flush=True), lambda *_: loop.quit())
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line, bus)
    loop.run()


main()
