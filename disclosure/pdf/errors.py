"""Why a PDF could not be made, in words for the one who asked for it."""


class RenderError(Exception):
    """The message is Chinese and names the cause: which character in which part, which font file."""
