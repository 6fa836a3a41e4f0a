# Decodes each file named with Pillow: a line of JSON with the mode and size and
# the base64 of samples, as stored in Pillow's mode for JPEG, else as RGBA.
import base64, json, sys
from PIL import Image, ImageOps, features

for name in sys.argv[1:]:
    im = Image.open(name)
    said = {"name": name, "mode": im.mode, "width": im.width, "height": im.height,
            "turned": list(ImageOps.exif_transpose(im).size)}
    if im.mode.startswith("I"):
        values = list(im.getdata())
        key = im.info.get("transparency")
        pix = bytes(b for v in values for b in [(v * 255 + 32767) // 65535] * 3 + [0 if v == key else 255])
    elif not name.endswith(".jpg"):
        pix = im.convert("RGBA").tobytes()
    else:
        pix = im.tobytes()
    said["pix"] = base64.b64encode(pix).decode()
    print(json.dumps(said))
