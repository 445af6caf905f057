"""Builds the printed document's fonts from public packages: `python scripts/build_fonts.py [WORK_FOLDER]`.

The result is committed (static/document/fonts/), so nobody needs this script to print a report. It stands
here so that anyone can see how each file was made, check it, and make it again. It needs fonttools (in the
development lock), Debian's `apt-get` and `dpkg`, and `npm`. The same sources give the same bytes.

What it does to each font, and why:
- keeps the characters of GB/T 2312 and of 通用规范汉字表 (8,105, from Unihan's kTGH) and the symbols a
  report uses: the whole fonts would weigh five times as much;
- draws the outlines as TrueType (glyf): CFF subsets look right in some PDF viewers and blank in others;
- gives all one ascent and descent, so that a character taken from the font behind does not move its line;
- drops layout features: a report needs none of them, and shaping is quicker without.
"""

import bz2
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).resolve().parent.parent / "static" / "document" / "fonts"

# texlive-lang-chinese was 2022.20230122-1 and unicode-data 15.0.0-1 when this was last run.
DEBIAN_PACKAGES = ("texlive-lang-chinese", "unicode-data")
NPM_PACKAGES = ("@expo-google-fonts/noto-sans-sc@0.4.3", "@expo-google-fonts/noto-serif-sc@0.4.3")

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"


@dataclass(frozen=True)
class Source:
    """One font as its makers publish it, and the name of the file we make of it."""

    package: str
    path: str
    sha256: str
    made: str


SOURCES = (
    Source(
        "texlive-lang-chinese",
        f"{FANDOL}/FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "FandolFang-Regular.ttf",
    ),
    Source(
        "texlive-lang-chinese",
        f"{FANDOL}/FandolKai-Regular.otf",
        "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
        "FandolKai-Regular.ttf",
    ),
    Source(
        "expo-google-fonts-noto-sans-sc",
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "NotoSansSC-Regular.ttf",
    ),
    Source(
        "expo-google-fonts-noto-sans-sc",
        "package/700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        "NotoSansSC-Bold.ttf",
    ),
    Source(
        "expo-google-fonts-noto-serif-sc",
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "NotoSerifSC-Regular.ttf",
    ),
    Source(
        "expo-google-fonts-noto-serif-sc",
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "NotoSerifSC-Bold.ttf",
    ),
)

# Blocks of symbols, kept as far as a font has them. Han characters come from the two lists, not from here.
SYMBOLS = (
    (0x0020, 0x007E),  # Latin letters and digits
    (0x00A0, 0x017F),  # accents, · × ± °, pinyin
    (0x01CD, 0x01DC),  # pinyin with the third tone
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic, as in GB/T 2312
    (0x2010, 0x2044),  # dashes, quotation marks, …, ‰
    (0x2070, 0x2094),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x2193),  # ℃ № ℡ Ⅰ-Ⅻ and arrows
    (0x2200, 0x22FF),  # mathematics: − ≥ ≤ ≈ √ ∑
    (0x2460, 0x24FF),  # ① to ⑳ and the other enclosed numbers
    (0x2500, 0x25FF),  # boxes, blocks, ■ □ ▲ △ ◆ ○ ●
    (0x2605, 0x2642),  # ★ ☆ ☐ ☑ ☒ and ♀ ♂
    (0x2713, 0x2717),  # ✓ ✗
    (0x3000, 0x30FF),  # Chinese punctuation, 〇, 々, kana
    (0x3105, 0x3129),  # bopomofo, as in GB/T 2312
    (0x3200, 0x33FF),  # ㈠, ㎡, ㎏, ㏄
    (0xFE30, 0xFE6B),  # small and vertical forms
    (0xFF01, 0xFFEE),  # full-width Latin, ￥
)

# Set on every font (thousandths of an em): the proportions of the ideographic em box.
ASCENT, DESCENT = 880, -120

DIGITS = "0123456789"

# Both licences ask that a changed font says so.
NOTE = "Changed for printing 部门决算: subset, TrueType outlines, common line metrics; see scripts/build_fonts.py."


def main(work_folder: Path) -> None:
    """Downloads the packages into the folder, unless they are there; writes the fonts and their checksums."""
    folders = unpack(work_folder)
    characters = wanted_characters(folders["unicode-data"] / UNIHAN)
    for source in SOURCES:
        original = folders[source.package] / source.path
        if sha256(original) != source.sha256:
            sys.exit(f"{original.name} is not the file this was written for: sha256 {sha256(original)}")
        font = build(original, characters)
        font.save(FONTS / source.made, reorderTables=True)
        size = (FONTS / source.made).stat().st_size / 1e6
        print(f"{source.made}: {len(font.getBestCmap())} characters, {size:.1f} MB")
    made = sorted(FONTS.glob("*.ttf"))
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in made)
    (FONTS / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"{sum(path.stat().st_size for path in made) / 1e6:.1f} MB in all")


def unpack(work_folder: Path) -> dict[str, Path]:
    """Package name → the folder that holds what was in it."""
    work_folder.mkdir(parents=True, exist_ok=True)
    folders = {}
    for package in DEBIAN_PACKAGES:
        folders[package] = work_folder / "unpacked" / package
        if not folders[package].exists():
            subprocess.run(["apt-get", "download", package], cwd=work_folder, check=True)
            archive = next(work_folder.glob(f"{package}_*.deb"))
            subprocess.run(["dpkg", "-x", archive, folders[package]], check=True)
    for package in NPM_PACKAGES:
        name = package.rpartition("@")[0].lstrip("@").replace("/", "-")
        folders[name] = work_folder / "unpacked" / name
        if not folders[name].exists():
            subprocess.run(["npm", "pack", "--silent", package], cwd=work_folder, check=True)
            with tarfile.open(next(work_folder.glob(f"{name}-*.tgz"))) as packed:
                packed.extractall(folders[name], filter="data")
    return folders


def wanted_characters(unihan: Path) -> set[int]:
    """Code points of GB/T 2312 (6,763 characters and its symbols), 通用规范汉字表 (8,105) and SYMBOLS."""
    lines = bz2.decompress(unihan.read_bytes()).decode()
    listed = {int(point, 16) for point in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:", lines, re.M)}
    if len(listed) != 8105:
        sys.exit(f"{unihan.name} lists {len(listed)} characters of 通用规范汉字表, not 8,105")
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    national = {ord(character) for pair in pairs if (character := pair.decode("gb2312", errors="ignore"))}
    symbols = {point for first, last in SYMBOLS for point in range(first, last + 1)}
    return listed | national | symbols


def build(original: Path, characters: set[int]) -> TTFont:
    """The font with these characters only, in TrueType outlines, one metric, no layout features."""
    font = TTFont(original, recalcTimestamp=False)
    choose_widths(font)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]  # the makers' names, copyright and licence stay
    options.name_languages = ["*"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "GDEF", "GPOS", "GSUB", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if "CFF " in font:
        draw_as_truetype(font)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ASCENT, DESCENT, 0
    metrics.usWinAscent, metrics.usWinDescent = ASCENT, -DESCENT
    font["name"].setName(NOTE, 10, 3, 1, 0x409)
    return font


def choose_widths(font: TTFont) -> None:
    """Maps a few characters to the form of another width that the font also draws.

    破折号 is two strokes, each as wide as a character, so — and … take the full-width form. Digits stand
    under each other in tables and page numbers are 半角宋体, so the serif, whose own differ in width, takes
    the half-width ones.
    """
    if "GSUB" not in font:
        return
    choose_form(font, "fwid", "—…")
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in DIGITS}
    if len(widths) > 1:
        choose_form(font, "hwid", DIGITS)


def choose_form(font: TTFont, feature: str, characters: str) -> None:
    """Maps the characters to the glyphs that the OpenType feature would put in their place."""
    table = font["GSUB"].table
    mapping = {
        old: new
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
        for subtable in table.LookupList.Lookup[index].SubTable
        for old, new in getattr(subtable, "ExtSubTable", subtable).mapping.items()
    }
    for cmap in font["cmap"].tables:
        for point in map(ord, characters):
            if cmap.isUnicode() and point in cmap.cmap:
                cmap.cmap[point] = mapping.get(cmap.cmap[point], cmap.cmap[point])


def draw_as_truetype(font: TTFont) -> None:
    """Replaces the CFF table by glyf: cubic curves become quadratic ones within two thousandths of an em."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, max_err=2.0, reverse_direction=True))
        font["glyf"].glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    del font["CFF "]
    profile = newTable("maxp")
    profile.tableVersion = 0x00010000
    profile.numGlyphs = len(order)
    profile.maxZones = 1
    for unused in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(profile, f"max{unused}", 0)
    profile.maxSizeOfInstructions = profile.maxTwilightPoints = 0
    profile.maxComponentElements = profile.maxComponentDepth = 0
    font["maxp"] = profile
    for name in order:
        glyph = font["glyf"][name]
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    font["post"].formatType = 3.0
    font["post"].extraNames, font["post"].mapping = [], {}
    font.sfntVersion = "\000\001\000\000"


def sha256(path: Path) -> str:
    """Hexadecimal checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="fonts-")))
