"""The site of the documentation: `make docs`. The sources are the Markdown files as they lie in the repository."""

from pygments.lexers.special import TextLexer

import shuanglian

project = "Shuanglian 双链"
version = release = shuanglian.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
root_doc = "docs/index"
include_patterns = ["docs/*.md", "annotation/guidelines/*.md", "dataset/README.md", "*.md"]
exclude_patterns = ["DATASET_CARD.md"]
html_theme = "furo"
html_title = project
html_copy_source = html_show_sphinx = False
html_show_copyright = False

smartquotes = False  # the guidelines are about marks as they stand
myst_heading_anchors = 3
default_role = "literal"  # `name` in a docstring is code
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_default_options = {"exclude-members": "__init__"}

NOTATIONS = ("split", "join", "words", "entities", "facts")
"""Languages of the guidelines' examples."""


def setup(app):
    """Let the notations of the guidelines be shown as they are."""
    for name in NOTATIONS:
        app.add_lexer(name, TextLexer)
