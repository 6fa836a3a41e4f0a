"""Draws what the READMEs show; .ci/pictures calls it.

pictures.py photo JPEG              a lake below mountains at dawn, for the sample page
pictures.py page IN.png OUT.png     a rendered page: few colours, a thin border
pictures.py terminal TEXT OUT.png   the program's coloured output in a terminal's window
"""

import math
import random
import re
import sys

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

MONO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
MONO_SC = 7  # index of Noto Sans Mono CJK SC in the collection


def gradient(size, top, bottom):
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        t = y / max(1, size[1] - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * t) for a, b in zip(top, bottom)))
    return column.resize(size)


def ridge(rng, width, base, height):
    """A ridge line: octaves of cosine-blended noise, one y for each column."""
    line = [0.0] * width
    for octave in range(7):
        cells = 2 * 2**octave
        values = [rng.random() for _ in range(cells + 2)]
        weight = 0.5**octave
        for x in range(width):
            at = x / width * cells
            i, f = int(at), at - int(at)
            f = (1 - math.cos(f * math.pi)) / 2
            line[x] += weight * (values[i] * (1 - f) + values[i + 1] * f)
    return [base - height * (v / 2) for v in line]


def photo(path):
    rng = random.Random(20240920)
    width, height, shore = 1800, 1000, 640
    land = gradient((width, shore), (122, 158, 196), (250, 224, 190))
    glow = Image.new("L", (width, shore), 0)
    ImageDraw.Draw(glow).ellipse((1050, 250, 1550, 700), fill=120)
    glow = glow.filter(ImageFilter.GaussianBlur(120))
    land = Image.composite(Image.new("RGB", land.size, (255, 238, 200)), land, glow)
    # From the farthest range to the nearest: darker, greener, sharper; mist lies below each.
    for i, (base, tall, top, foot) in enumerate([
        (500, 330, (150, 172, 192), (226, 214, 198)),
        (560, 330, (112, 142, 162), (205, 204, 196)),
        (610, 300, (72, 106, 118), (166, 180, 176)),
        (650, 240, (40, 70, 70), (96, 122, 112)),
    ]):
        line = ridge(rng, width, base, tall)
        mask = Image.new("L", (width, shore), 0)
        ImageDraw.Draw(mask).polygon([(0, shore), *enumerate(line), (width, shore)], fill=255)
        if i < 3:
            mask = mask.filter(ImageFilter.GaussianBlur(2 - i * 0.6))
        crest = int(min(line))
        body = Image.new("RGB", (width, shore), top)
        body.paste(gradient((width, shore - crest), top, foot), (0, crest))
        texture = Image.frombytes("L", (450, 160), rng.randbytes(450 * 160)).resize((width, shore), Image.BICUBIC)
        texture = texture.filter(ImageFilter.GaussianBlur(1)).point(lambda v, i=i: 128 + (v - 128) * (i + 1) // 9)
        body = ImageChops.overlay(body, Image.merge("RGB", (texture,) * 3))
        land = Image.composite(body, land, mask)
    scene = Image.new("RGB", (width, height))
    scene.paste(land, (0, 0))
    depth = height - shore
    water = ImageOps.flip(land).crop((0, 0, width, depth)).filter(ImageFilter.GaussianBlur(3))
    rippled = Image.new("RGB", water.size)
    for y in range(depth):
        shift = round((1.5 + y / 28) * math.sin(y * 0.55 + rng.random() * 1.4))
        row = water.crop((0, y, width, y + 1))
        rippled.paste(row, (shift, y))
        rippled.paste(row.crop((0, 0, 30, 1)), (min(0, shift), y))
        if shift < 0:
            rippled.paste(row.crop((width - 30, 0, width, 1)), (width - 30, y))
    water = Image.blend(rippled, gradient(water.size, (205, 200, 186), (46, 74, 92)), 0.42)
    scene.paste(water, (0, shore))
    mist = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mist).rectangle((0, shore - 22, width, shore + 6), fill=130)
    scene = Image.composite(Image.new("RGB", scene.size, (236, 228, 214)), scene, mist.filter(ImageFilter.GaussianBlur(14)))
    grain = Image.frombytes("L", scene.size, rng.randbytes(width * height)).filter(ImageFilter.GaussianBlur(0.7))
    grain = grain.point(lambda v: 128 + (v - 128) // 8)
    scene = ImageChops.overlay(scene, Image.merge("RGB", (grain,) * 3))
    scene.crop((0, 130, width, 900)).save(path, quality=88, optimize=True)


def page(source, target):
    image = Image.open(source).convert("RGB")
    framed = ImageOps.expand(image, border=1, fill=(190, 190, 190))
    framed.quantize(224, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE).save(target, optimize=True)


COLOURS = {
    "": (222, 222, 222), "1": (255, 255, 255), "1;31": (255, 110, 103), "1;33": (255, 214, 102),
    "34": (110, 168, 254), "32": (126, 211, 133), "36": (112, 214, 222),
}


def terminal(source, target):
    size, cell, pitch, pad, bar = 30, 15, 42, 34, 54
    regular = ImageFont.truetype(MONO.format("Regular"), size, index=MONO_SC)
    bold = ImageFont.truetype(MONO.format("Bold"), size, index=MONO_SC)
    lines = open(source, encoding="utf-8").read().rstrip("\n").split("\n")
    columns = 80
    width = columns * cell + 2 * pad
    height = bar + len(lines) * pitch + pad
    image = Image.new("RGB", (width, height), (30, 33, 39))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, bar - 14), fill=(52, 56, 64))
    for i, dot in enumerate([(255, 95, 87), (254, 188, 46), (40, 200, 64)]):
        draw.ellipse((20 + i * 30, 11, 38 + i * 30, 29), fill=dot)
    for row, line in enumerate(lines):
        column, colour = 0, ""
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                colour = part[2:-1].removeprefix("0")
                continue
            for char in part:
                font = bold if colour.startswith("1") else regular
                # The face has wide quotes; terminals give them one cell, as the program does.
                left = pad + column * cell - (cell if char in "“‘" else 0)
                draw.text((left, bar + row * pitch), char, font=font, fill=COLOURS[colour])
                column += 1 if ord(char) < 0x1100 or char in "“”‘’…—" else 2
        if column > columns:
            sys.exit(f"{source}: line {row + 1} has {column} columns, more than {columns}")
    image.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)


{"photo": photo, "page": page, "terminal": terminal}[sys.argv[1]](*sys.argv[2:])
