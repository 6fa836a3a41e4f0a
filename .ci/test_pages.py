"""Plates and places: what .ci/separations and .ci/samepages refuse."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from pikepdf import Dictionary  # noqa: E402

from pdfx_check import glyphs, plates  # noqa: E402
from pdfx_sample import Sample, text_hex  # noqa: E402

TINT = "q /CS0 cs 0.3 scn 40 400 200 40 re f Q\n"
TEXT = f"BT /F0 12 Tf 50 420 Td <{text_hex()}> Tj ET"


class Pages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, content="", name="file.pdf", level="4", change=None):
        sample = Sample(level)
        sample.content += content
        if change:
            change(sample)
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(sample.bytes())
        return str(path)

    def plates(self, content, inks="k+spot"):
        return plates.check(self.path(content), inks=inks, resolution=72)[0]

    def test_plates(self):
        for content in ("", TINT + f"q /G0 gs 0 0 0 1 k {TEXT} Q",
                        TINT + "q /G0 gs 0 0 0 1 k 50 410 m 90 410 l 70 430 l f Q"):
            self.assertEqual(self.plates(content), [])
        self.assertEqual(self.plates(f"q 0.2 0 0.1 0 k 40 400 200 40 re f Q q /G0 gs 0 0 0 1 k {TEXT} Q", "cmyk+spot"), [])

    def test_wrong_plates(self):
        for content, inks, says in (
                (TINT + f"q 0 0 0 1 k {TEXT} Q", "k+spot", "Black changes the plate BulletinRed"),
                (f"q 0.2 0 0 0 k 40 400 200 40 re f Q q /G0 gs 0 g {TEXT} Q", "cmyk+spot", "Black changes the plate Cyan"),
                (f"q 0 1 1 0 k {TEXT} Q", "k+spot", "ink on the plate Magenta"),
                (f"q 1 0 0 rg {TEXT} Q", "k+spot", "ink on the plate Magenta"),
                (f"q 0.5 0 0 1 k {TEXT} Q", "k+spot", "ink on the plate Cyan"),
                ("", "k", "ink on the plate BulletinRed"),
                (f"q 0.2 0 0 0 k 40 400 200 40 re f Q q 0 0 0 1 k {TEXT} Q", "cmyk+spot", "Black changes the plate Cyan"),
                (f"q /G0 gs 0 0 0 1 k {TEXT} Q q /CS0 cs 1 scn 50 415 30 9 re f Q", "k+spot", "BulletinRed changes the plate Black"),
                ("q /G0 gs 0 0 0 1 k 40 400 200 40 re f Q q /CSAll cs 1 scn 50 415 30 9 re f Q", "k+spot", "something else")):
            with self.subTest(content):
                found = self.plates(content, inks)
                self.assertTrue(any(says in line for line in found), found)

    def differences(self, *changes, **options):
        paths = [self.path(name=f"{i}.pdf", change=c) for i, c in enumerate((None,) + changes)]
        return glyphs.differences(*(glyphs.read(p) for p in paths), **options)

    def test_same_pages(self):
        def moved(s):
            for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
                s.page[key] = [float(v) + 11.25 for v in s.page[key]]
            s.content = "1 0 0 1 11.25 11.25 cm\n" + s.content + f"q /G0 gs 0 0 0 1 k BT /F0 9 Tf 50 -20 Td <{text_hex()}> Tj ET Q"

        self.assertEqual(self.differences(moved), [])
        self.assertEqual(self.differences(lambda s: setattr(s, "content", s.content.replace("50 500 Tm", "50.008 500 Tm"))), [])

    def test_other_pages(self):
        def swap(old, new):
            def change(s):
                assert old in s.content
                s.content = s.content.replace(old, new)
            return change
        for change in (swap("50 500 Tm", "50.02 500 Tm"), swap("12 Tf", "12.5 Tf"), swap("-250 <", "-252 <"), swap("0 -20 Td", "0 -20.02 Td"),
                       swap(f"<{text_hex()}> Tj", f"<{text_hex()[:-4]}> Tj"),
                       swap(f"<{text_hex()}> Tj", f"<{text_hex()[:-4]}{text_hex()[:4]}> Tj"),
                       lambda s: s.pages.append(Dictionary(dict(s.page.items()))),
                       lambda s: s.page.__setitem__("/TrimBox", s.parse("[0 0 420.94 595.2]"))):
            self.assertNotEqual(self.differences(change), [])

    def test_booklet(self):
        def page(n, x):
            return ((100.0, 50.0), [glyphs.Seen(str(n), "F", 10.0, 20.0 + x, 30.0)])

        def sheet(left, right, creep):
            seen = [glyphs.Seen(str(left), "F", 10.0, 20.0 + creep, 30.0), glyphs.Seen(str(right), "F", 10.0, 120.0 - creep, 30.0)]
            return ((200.0, 50.0), seen)

        singles = [page(n, 0) for n in range(1, 9)]
        sheets = [sheet(8, 1, 0), sheet(2, 7, 0), sheet(6, 3, 0.3), sheet(4, 5, 0.3)]
        self.assertEqual(glyphs.differences(singles, glyphs.unfold(sheets), creep=1), [])
        sheets = [sheet(8, 1, 0), sheet(2, 7, 0), sheet(3, 6, 0.3), sheet(4, 5, 2)]
        self.assertEqual(len(glyphs.differences(singles, glyphs.unfold(sheets), creep=1)), 4)


if __name__ == "__main__":
    unittest.main()
