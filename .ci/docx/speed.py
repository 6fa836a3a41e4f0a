#!/usr/bin/env python3
"""Compares the time for a .docx with that for the same copy as Markdown.

    speed.py JIANBAO FOLDER

FOLDER is recreated: an issue of some 50 pages with 20 photos, once with a .docx and once
with Markdown, each with and without its photos. Printed are processor times of `build`,
the least of seven runs, and the ratio of reading and typesetting: the time that the
photos take in Markdown is taken off both. Status 1 if it is over 2.
"""

import io
import pathlib
import random
import resource
import shutil
import subprocess
import sys

from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "testdata/office"))

import wps  # noqa: E402
from words import Words  # noqa: E402

PARAGRAPHS, PHOTOS, RUNS, MOST = 230, 20, 7, 2.0
MANIFEST = """schema = 1
[publication]
title = "测速简报"
issuer = ["甲办"]
[issue]
year = 2026
number = 1
date = 2026-03-01
[[section]]
title = "稿件"
[[section.article]]
title = "五十页的长文"
file = "{file}"
"""


def photo(random):
    """A photo of six million pixels, with noise as a camera makes it."""
    noise = Image.frombytes("L", (750, 500), random.randbytes(750 * 500)).resize((3000, 2000), Image.BILINEAR)
    ramp = Image.linear_gradient("L").resize((3000, 2000))
    out = io.BytesIO()
    Image.merge("RGB", (Image.blend(noise, ramp, 0.8), ramp, Image.blend(ramp, noise, 0.3))).save(out, "JPEG", quality=88)
    return out.getvalue()


def write(folder, with_photos):
    r = random.Random(1)
    words, document, markdown, number = Words(r), wps.Document(), [], 0
    pictures = random.Random(2)
    (folder / "photos").mkdir(parents=True)
    for i in range(PARAGRAPHS):
        if i % 12 == 0:
            text = words.heading()
            document.add(wps.paragraph(text, style="2"))
            markdown.append(f"# {text}")
        text = "".join(words.sentence() for _ in range(3))
        document.add(wps.paragraph(text))
        markdown.append(text)
        if with_photos and i % (PARAGRAPHS // PHOTOS) == 5 and number < PHOTOS:
            number += 1
            data, caption = photo(pictures), f"图{number} {words.heading()}"
            (folder / f"photos/{number}.jpg").write_bytes(data)
            document.add(wps.paragraph(document.picture(data, "jpeg", 12, 8, caption), align="center"), wps.paragraph(caption, align="center"))
            markdown.append(f'![{caption}](photos/{number}.jpg "{caption}")')
    document.write(folder / "a.docx")
    (folder / "a.md").write_text("\n\n".join(markdown) + "\n", encoding="utf-8")
    for kind in ("docx", "md"):
        (folder / f"{kind}.toml").write_text(MANIFEST.format(file=f"a.{kind}"), encoding="utf-8")


def seconds(jianbao, folder, kind):
    """The least processor time of several builds."""
    best = 1e9
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([jianbao, "build", "-o", folder / f"{kind}.pdf", folder / f"{kind}.toml"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best, done.stderr.strip().splitlines()[-1]


def main():
    jianbao, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    times = {}
    for photos in (True, False):
        here = folder / ("photos" if photos else "text")
        write(here, photos)
        for kind in ("docx", "md"):
            times[kind, photos], last = seconds(jianbao, here, kind)
            print(f"{kind}, {'20 photos' if photos else 'no photos'}: {times[kind, photos]:.3f} s ({last})")
    off = times["md", True] - times["md", False]
    ratio = (times["docx", True] - off) / (times["md", True] - off)
    print(f"ratio without the photos' time of {off:.3f} s: {ratio:.2f}")
    return 1 if ratio > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
