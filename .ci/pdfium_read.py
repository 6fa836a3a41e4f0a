"""Renders every page of a PDF with pdfium, small, and reads its text."""

import sys

import pypdfium2

document = pypdfium2.PdfDocument(sys.argv[1])
if len(document) == 0:
    sys.exit("no pages")
for page in document:
    page.render(scale=0.3)
    page.get_textpage().get_text_bounded()
