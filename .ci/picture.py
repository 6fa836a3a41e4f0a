"""Lays pages of a PDF side by side: picture.py PDF PNG PAGE..."""

import sys

import pypdfium2
from PIL import Image

GAP, GREY = 12, (136, 136, 136)

document = pypdfium2.PdfDocument(sys.argv[1])
pages = [document[int(n) - 1].render(scale=1.0).to_pil().convert("RGB") for n in sys.argv[3:]]
width = sum(p.width for p in pages) + GAP * (len(pages) + 1)
height = max(p.height for p in pages) + 2 * GAP
sheet = Image.new("RGB", (width, height), GREY)
x = GAP
for page in pages:
    sheet.paste(page, (x, GAP))
    x += page.width + GAP
sheet.quantize(64, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)
