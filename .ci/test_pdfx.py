"""Every check of .ci/pdfx fails on a file made wrong on purpose, and on nothing
else: python3 .ci/test_pdfx.py"""

import pathlib
import re
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from pikepdf import Array  # noqa: E402

from pdfx_check import run  # noqa: E402
from pdfx_check.report import Job  # noqa: E402
from pdfx_sample import Sample  # noqa: E402
from pdfx_wrong import WRONG, image, jpeg  # noqa: E402


class Conformance(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def report(self, data, level, job=None):
        path = pathlib.Path(self.folder.name) / "file.pdf"
        path.write_bytes(data)
        return run.run(str(path), level, job)

    def test_right(self):
        for level in run.LEVELS:
            with self.subTest(level):
                report = self.report(Sample(level).bytes(), level, Job(["BulletinRed", "Black"], 300, 3))
                self.assertEqual((report.found, report.warned), ([], []))

    def test_light_pictures(self):
        """Whichever way round, a picture within the limit is."""
        for change in (jpeg((0, 128, 128, 0), Decode=Array([1, 0] * 4)), jpeg((255, 255, 128, 255)), image("/DeviceCMYK", b"\0\x80\xff\0")):
            sample = Sample("4")
            change(sample)
            report = self.report(sample.bytes(), "4")
            self.assertEqual(report.clauses(), set(), report.found)

    def test_registered_condition(self):
        sample = Sample("1a")
        del sample.intent["/DestOutputProfile"]
        self.assertEqual(self.report(sample.bytes(), "1a").found, [])

    def test_wrong(self):
        for wrong in WRONG:
            for level in wrong.levels:
                with self.subTest(f"{wrong.name} X-{level}"):
                    sample = Sample(level)
                    spoil = wrong.change(sample)
                    data = sample.bytes()
                    if spoil:
                        data = spoil(data)
                    report = self.report(data, level, wrong.job)
                    self.assertEqual(report.clauses(), wrong.clauses, report.found)

    def test_warned(self):
        sample = Sample("4")
        sample.content = sample.content.replace("144 0 0 72", "216 0 0 108")  # 192 ppi
        report = self.report(sample.bytes(), "4")
        self.assertEqual((report.found, [w[0] for w in report.warned]), ([], ["P05"]))

    def test_all_are_shown(self):
        """No check without a file that it refuses."""
        code = "".join(p.read_text() for p in (pathlib.Path(__file__).parent / "pdfx_check").glob("*.py"))
        named = set(re.findall(r'"([SIOBCFGTAP]\d\d)"', code))
        shown = {(c, level) for w in WRONG if len(w.clauses) == 1 for c in w.clauses for level in w.levels}
        self.assertEqual(named - {c for c, _ in shown}, set())


if __name__ == "__main__":
    unittest.main()
