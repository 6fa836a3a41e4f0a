"""P05–P13: what is painted, with the state it is painted in."""

import io
import math

from PIL import Image, ImageChops, ImageMath

import pikepdf

from . import colours, geometry
from .boxes import trim_of
from .structure import filters

THIN = 0.25 - 0.0006  # points; lengths are written to a thousandth
SMALL = 12  # points: below it type in three inks cannot be kept in register


def describe(inks):
    return " ".join(f"{name} {amount:.0f}" for name, amount in sorted(inks.items())) or "no ink"


class Painted:
    """A visitor of content.Walker."""

    def __init__(self, f):
        self.f, self.inks_of_images = f, {}

    def add(self, clause, text, event):
        self.f.report.add(clause, text, event.where)

    def colour(self, event, how, what):
        """The checks that hold for anything painted in one colour. Returns its
        inks, None if that cannot be told."""
        state = event.state
        inks = state.colour(how).inks()
        if inks is None:
            return None
        self.f.plates.update(inks)
        if not inks and state.overprint(how):
            self.add("P07", f"{what} in white overprints", event)
        if (total := sum(inks.values())) > self.f.job.total_ink + 0.01 and "All" not in inks:
            self.add("P08", f"{what} has {total:.0f} % of ink ({describe(inks)}), at most {self.f.job.total_ink}", event)
        return inks

    def everywhere(self, inks, box, event, what):
        """P13: what marks every plate stays outside the trimmed page."""
        if not inks or "All" not in inks:
            return
        trim = trim_of(self.f.pdf.pages[event.page - 1].obj)
        if trim and geometry.meet(box, trim):
            self.add("P13", f"{what} in All inside the trimmed page", event)

    def path(self, event):
        state, box = event.state, geometry.bounds(event.points)
        for how in event.ways:
            inks = self.colour(event, how, "a path")
            if how == "fill":
                self.everywhere(inks, box, event, "a path")
                if event.rectangles is None and inks is not None:
                    self.overprints(event, how, inks, "shape")  # as glyphs made outlines are
                for w, h in event.rectangles or ():
                    if 0 <= min(w, h) < THIN:
                        self.add("P06", f"a rule of {min(w, h):.3f} pt", event)
                continue
            width = state.width * geometry.narrowest(state.ctm)
            if width < THIN:
                self.add("P06", f"a line of {width:.3f} pt", event)
            r = state.width * math.hypot(state.ctm[0], state.ctm[1]) / 2
            self.everywhere(inks, (box[0] - r, box[1] - r, box[2] + r, box[3] + r), event, "a line")

    def text(self, event):
        state = event.state
        if state.render == 3:
            self.add("P10", "invisible text", event)
        for how in event.ways:
            inks = self.colour(event, how, "text")
            if inks is None:
                continue
            for g in event.glyphs:
                self.everywhere(inks, g.box, event, "text")
            if inks.keys() != {"All"}:
                self.one_ink(event, how, inks)

    def one_ink(self, event, how, inks):
        """P12, and P11 where it is black."""
        if len(inks) > 1 and "Black" in inks:
            self.add("P12", f"text in black and other inks ({describe(inks)})", event)
        elif len(inks) > 2 and any(g.size < SMALL for g in event.glyphs):
            self.add("P12", f"small text in {len(inks)} inks ({describe(inks)})", event)
        self.overprints(event, how, inks, "text")

    def overprints(self, event, how, inks, what):
        """P11."""
        state, space = event.state, event.state.colour(how).space
        if set(inks) != {"Black"} or inks["Black"] < 99.9:
            return
        if space.family == "Separation":
            if not state.overprint(how):
                self.add("P11", f"black {what} does not overprint", event)
        elif space.family != "DeviceCMYK":
            self.add("P11", f"black {what} in {space.family}: it knocks out what is below", event)
        elif not state.overprint(how) or state.mode != 1:
            self.add("P11", f"black {what} with overprint {state.overprint(how)} and OPM {state.mode}", event)

    def image(self, event):
        image, m = event.image, event.state.ctm
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        across, down = math.hypot(m[0], m[1]), math.hypot(m[2], m[3])
        if across and down:
            self.resolution(event, min(width * 72 / across, height * 72 / down))
        inks = None
        if image.get("/ImageMask") is True:
            inks = self.colour(event, "fill", "an image mask")
        elif isinstance(image, pikepdf.Stream):
            if image.objgen not in self.inks_of_images:
                self.inks_of_images[image.objgen] = self.pixels(image, event)
            inks = self.inks_of_images[image.objgen]
        self.f.plates.update(inks or ())
        self.everywhere(inks, geometry.bounds(geometry.corners(m, 0, 0, 1, 1)), event, "an image")

    def resolution(self, event, ppi):
        one_bit = event.image.get("/ImageMask") is True or event.image.get("/BitsPerComponent") == 1
        if ppi < 149.5:
            self.add("P05", f"an image of {ppi:.0f} ppi", event)
        elif ppi < (599.5 if one_bit else 224.5):
            self.f.report.warn("P05", f"an image of {ppi:.0f} ppi" + (" with one bit" if one_bit else ""), event.where)

    def pixels(self, image, event):
        """Plates that an image marks, and the most ink on one of its pixels (P08).
        An image that is not plain 8-bit is taken to mark all of its plates."""
        space = colours.parse(image.get("/ColorSpace"))
        first = space.inks((1.0,) * space.n)
        inks = dict.fromkeys(first) if space.family in ("Separation", "DeviceN") and first else \
            dict.fromkeys(colours.PROCESS) if space.n == 4 else {"Black": None}
        if space.family == "Indexed" and space.base:
            amounts = [space.inks((i,)) or {} for i in range(len(space.lookup) // max(1, space.base.n))]
            self.limit(event, max((sum(a.values()) for a in amounts), default=0))
            return dict.fromkeys(name for a in amounts for name in a)
        bands = self.bands(image, event) if image.get("/BitsPerComponent") == 8 and space.n == 4 else None
        if bands is None:
            return inks
        total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"],
                                      **{n: b.convert("I") for n, b in zip("cmyk", bands)})
        self.limit(event, total.getextrema()[1] * 100 / 255)
        return {name: None for name, band in zip(colours.PROCESS, bands) if band.getextrema()[1] > 0}

    def bands(self, image, event):
        """The four inks of an image's pixels, None if they are not at hand."""
        size, kinds = (int(image.Width), int(image.Height)), filters(image)
        if kinds == ["/DCTDecode"]:
            picture = Image.open(io.BytesIO(image.read_raw_bytes()))
            # Pillow turns what has Adobe's marker round; PDF goes by Decode alone.
            turned = "adobe" in picture.info
        elif set(kinds) <= {"/FlateDecode"}:
            data, turned = image.read_bytes(), False
            if len(data) != 4 * size[0] * size[1]:
                self.f.report.add("S00", "an image has too few or too many samples", event.where)
                return None
            picture = Image.frombytes("CMYK", size, data)
        else:
            return None
        if "/Decode" in image:
            ends = [float(v) for v in image.Decode]
            if ends not in ([0.0, 1.0] * 4, [1.0, 0.0] * 4):
                return None
            turned ^= ends[0] == 1.0
        bands = picture.split()
        return [ImageChops.invert(band) for band in bands] if turned else bands

    def limit(self, event, total):
        # A level of each channel is lost in rounding.
        if total > self.f.job.total_ink + 4 * 100 / 255:
            self.add("P08", f"an image has {total:.0f} % of ink, at most {self.f.job.total_ink}", event)
