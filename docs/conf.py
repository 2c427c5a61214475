"""How is the documentation made into a site? Run ``make site``."""

from brownfield.version import __version__

project = "brownfield"
version = release = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
html_theme = "alabaster"
html_theme_options = {
    "description": "Where should each vehicle be built, when, worth what to whom?",
    "fixed_sidebar": True,
    "page_width": "1100px",
}
html_extra_path = ["_gallery"]
html_show_copyright = False
html_copy_source = False
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]
