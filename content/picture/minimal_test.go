package picture

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// TestMinimal checks that of the metadata only orientation and profile remain, and
// that the pixels are the same.
func TestMinimal(t *testing.T) {
	secret := "N28 12.345 secret"
	photo := with(asJPEG(t, testPicture(24, 16), 80),
		segment(mAPP1, "Exif\x00\x00"+string(exif(binary.BigEndian, 0x0112, 3, 1, 6))+secret), segment(mAPP1, "http://ns.adobe.com/xap/1.0/\x00"+secret),
		segment(0xfe, secret), segment(mAPP2, "MPF\x00"+secret))
	photo = append(photo, secret...)
	screen := asPNG(t, testPicture(24, 16))
	head := len(pngSignature) + 25 // IHDR
	screen = bytes.Join([][]byte{
		screen[:head], chunkOf("tEXt", []byte("Comment\x00"+secret)), chunkOf("eXIf", append(exif(binary.LittleEndian, 0x0112, 3, 1, 8), secret...)),
		chunkOf("tIME", make([]byte, 7)), screen[head:], []byte(secret),
	}, nil)
	for name, data := range map[string][]byte{"JPEG": photo, "PNG": screen} {
		im, before, err := read(data)
		if err != nil || im.Orientation == 1 {
			t.Fatalf("%s: %v", name, err)
		}
		minimal := im.Minimal()
		if strings.Contains(string(minimal), "secret") || len(minimal) >= len(data) {
			t.Errorf("%s: %q", name, minimal)
		}
		again, after, err := read(minimal)
		if err != nil || again.Orientation != im.Orientation || !bytes.Equal(before.Pix, after.Pix) || again.Sum != im.Sum {
			t.Errorf("%s: %v, orientation %d, before %d", name, err, again.Orientation, im.Orientation)
		}
	}
	for _, name := range fixtureNames(t) {
		im, before, err := read(fixture(t, name))
		if err != nil {
			continue
		}
		again, after, err := read(im.Minimal())
		if err != nil || !bytes.Equal(before.Pix, after.Pix) || !bytes.Equal(before.Alpha, after.Alpha) || !bytes.Equal(im.Profile, again.Profile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
