#!/usr/bin/python3
"""A small WebKitGTK browser with tabs, driven by WebKitWebDriver.

WebKitGTK's own MiniBrowser keeps nothing on disk while it is driven; this one keeps its profile in
the folder that is its first argument, as a browser does that people use. The second one is the
colour scheme, `light` or `dark`. What goes wrong in its pages it prints.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


class Browser:
    """One window with a notebook of tabs."""

    def __init__(self, profile, scheme):
        Gtk.Settings.get_default().set_property("gtk-application-prefer-dark-theme", scheme == "dark")
        manager = WebKit2.WebsiteDataManager(
            base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache"
        )
        self.context = WebKit2.WebContext(website_data_manager=manager)
        self.context.set_automation_allowed(True)
        self.context.connect("automation-started", self.on_automation)
        self.tabs = Gtk.Notebook(show_tabs=False)
        self.window = Gtk.Window(default_width=1000, default_height=800)
        self.window.add(self.tabs)
        self.window.connect("destroy", Gtk.main_quit)
        self.window.show_all()

    def on_automation(self, _context, session):
        """WebDriver has come."""
        info = WebKit2.ApplicationInfo()
        info.set_name("webkit.py")
        info.set_version(0, 1, 0)
        session.set_application_info(info)
        session.connect("create-web-view", lambda _session: self.new_tab())

    def new_tab(self, related=None):
        """A tab in front of the others; related ones share a process."""
        if related is None:
            view = WebKit2.WebView(web_context=self.context, is_controlled_by_automation=True)
        else:
            view = WebKit2.WebView(related_view=related)
        view.get_settings().set_enable_write_console_messages_to_stdout(True)
        view.connect("resource-load-started", self.on_resource)
        view.connect("close", self.on_close)
        view.connect("create", lambda opener, _action: self.new_tab(opener))
        view.show()
        self.tabs.set_current_page(self.tabs.append_page(view))
        view.grab_focus()
        return view

    def on_resource(self, _view, resource, _request):
        """A page asks for something."""
        resource.connect("failed", self.on_failure)

    def on_failure(self, resource, error):
        """It got no answer; what was taken back wants none."""
        if not error.matches(WebKit2.NetworkError.quark(), WebKit2.NetworkError.CANCELLED):
            print(f"CONSOLE ERROR {resource.get_uri()}: {error.message}", flush=True)

    def on_close(self, view):
        """A page was closed, by WebDriver or by itself."""
        view.destroy()
        if self.tabs.get_n_pages() == 0:
            Gtk.main_quit()


if __name__ == "__main__":
    Browser(*sys.argv[1:])
    Gtk.main()
