"""版式文件: a Document laid out by WeasyPrint as pages of GB/T 9704.

The environment is set here, before anything in this package loads WeasyPrint: Pango reads FONTCONFIG_FILE
once, and with ours it can only see the fonts that the style sheet names (docs/decisions/0001-fonts.md).
"""

import os
import warnings
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "static" / "document"

os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts" / "fonts.conf")

with warnings.catch_warnings():
    # WeasyPrint is told of no system font on purpose, and says so.
    warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
    import weasyprint as weasyprint
