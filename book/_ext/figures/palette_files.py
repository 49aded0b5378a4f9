"""Write the files that hold colours: the style sheet `palette.css`, and the logo."""

from pathlib import Path

from sphinx.application import Sphinx

from ..colours import for_both_themes, style_sheet

LOGO = "logo.svg"


def write_style(app: Sphinx) -> None:
    """Give every page the variables."""
    if app.builder.format == "html":
        target = Path(app.outdir) / "_static" / "palette.css"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(style_sheet(), "utf-8")
        app.add_css_file(target.name)


def colour_logo(app: Sphinx, error: Exception | None) -> None:
    """Colour the logo, once Sphinx has copied it."""
    if error is None and app.builder.format == "html":
        logo = Path(app.outdir) / "_static" / LOGO
        logo.write_text(for_both_themes(logo.read_text("utf-8")), "utf-8")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_style)
    app.connect("build-finished", colour_logo)
