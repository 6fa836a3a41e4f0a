"""Runs every check over a file."""

import pikepdf

from . import boxes, catalog, colours, identity, intent, resources, structure
from .content import Walker
from .fonts import FontTable
from .painted import Painted
from .report import File, Job, Report

LEVELS = ("4", "1a")


def run(path, level, job=None):
    """Checks a file against PDF/X-4 ("4") or PDF/X-1a ("1a"); returns the Report."""
    report = Report()
    with open(path, "rb") as stream:
        raw = stream.read()
    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, pikepdf.PasswordError) as err:
        report.add("S05" if isinstance(err, pikepdf.PasswordError) else "S00", f"cannot be opened: {err}")
        return report
    with pdf:
        f = File(path, raw, pdf, level, job or Job(), report)
        structure.check(f)
        identity.check(f)
        intent.check(f)
        boxes.check(f)
        colours.check(f)
        resources.check(f)
        catalog.check(f)
        fonts, painted = FontTable(f), Painted(f)
        for n in range(1, len(pdf.pages) + 1):
            Walker(f, n, [painted], fonts).page()
        colours.plates(f)
    return report
