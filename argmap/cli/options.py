"""The options that several commands share."""

import click

BACKENDS = click.Choice(["neural", "lexical"])
FORMATS = (
    *("json", "html", "markdown", "svg", "argdown", "kialo", "aif", "xaif", "sadface", "jsonld", "graphml", "gexf"),
    *("dot", "mermaid", "csv-claims", "csv-links", "png", "pdf"),
)
"""The names in argmap.export, here so that --help need not import it; a test keeps them in step."""

output_option = click.option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.")
to_option = click.option(
    "--to", "name", metavar="FORMAT", default="json", show_default=True, help=f"One of {', '.join(FORMATS)}."
)
backend_option = click.option(
    "--backend", type=BACKENDS, default="neural", help="neural (default), or lexical: fast, no weights."
)
encoder_option = click.option(
    "--encoder",
    metavar="DIR|NAME",
    default="",
    help="A sentence-transformers model, by directory or hub name, instead of the MiniLM in models/.",
)
directions_option = click.option(
    "--directions", metavar="FILE", help="Your own research directions, in YAML (default: those of AI alignment)."
)
