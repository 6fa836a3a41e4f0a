package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// testPicture returns a picture with soft and hard edges.
func testPicture(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{byte(x * 3), byte(y*5 + x), byte(x * y / 9), 255})
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if !errors.As(err, &e) {
		return "not an *Error: " + err.Error()
	}
	return e.Reason
}

// read opens and decodes a picture.
func read(data []byte) (*Image, *Raster, error) {
	im, err := Open("x", data)
	if err != nil {
		return nil, nil, err
	}
	r, err := im.Decode()
	return im, r, err
}

func TestOtherFormats(t *testing.T) {
	pad := strings.Repeat("\x00", 64)
	for _, c := range []struct{ data, want string }{
		{"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + pad, "HEIC"},
		{"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif" + pad, "AVIF"},
		{"\x00\x00\x00\x18ftypavif" + pad, "AVIF"},
		{"\x00\x00\x00\x18ftypisom" + pad, "MP4"},
		{"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"},
		{"\ufeff<?xml version=\"1.0\"?>\n<!-- x -->\n<svg/>", "SVG"},
		{"<!DOCTYPE html><html>", "HTML"},
		{"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"},
		{"\xff\x4f\xff\x51" + pad, "JPEG 2000"},
		{"\xff\x0a" + pad, "JPEG XL"},
		{"%PDF-1.7\n", "PDF"},
		{"%!PS-Adobe-3.0 EPSF-3.0", "EPS"},
		{"8BPS\x00\x01", "PSD"},
		{"PK\x03\x04" + pad + "word/document.xml", "Word"},
		{"PK\x03\x04" + pad + "a.txt", "ZIP"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/WPS"},
		{"\x01\x00\x00\x00" + pad[:36] + " EMF", "EMF"},
		{"just text", ""}, {"\x00", ""}, {"<p>", ""},
	} {
		_, err := Open("x", []byte(c.data))
		var e *Error
		if !errors.As(err, &e) || e.Format != c.want || (e.Reason == "unknown") != (c.want == "") || e.Reason == "damaged" {
			t.Errorf("%.20q: %v, want %q", c.data, err, c.want)
		}
	}
	if _, err := Open("x", nil); reason(err) != "damaged" {
		t.Errorf("an empty file: %v", err)
	}
}

// sized returns a small file whose header claims the given size.
func sized(t testing.TB, format Format, width, height int) []byte {
	if format == JPEG {
		data := asJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)), 50)
		at := bytes.Index(data, []byte{0xff, mSOF0})
		binary.BigEndian.PutUint16(data[at+5:], uint16(height))
		binary.BigEndian.PutUint16(data[at+7:], uint16(width))
		return data
	}
	data := asPNG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	binary.BigEndian.PutUint32(data[16:], uint32(width))
	binary.BigEndian.PutUint32(data[20:], uint32(height))
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestClaimsCostNothing(t *testing.T) {
	for _, format := range []Format{JPEG, PNG} {
		for _, c := range []struct {
			width, height int
			open, decode  string
		}{
			{8, 8, "", ""},
			{60_000, 60_000, "too-large", ""},
			{MaxSide + 1, 1, "too-large", ""},
			{20_000, 20_000, "too-large", ""},
			{10_000, 10_000, "", "damaged"},
		} {
			data := sized(t, format, c.width, c.height)
			var err error
			var im *Image
			bytes := testing.Benchmark(func(b *testing.B) {
				for range b.N {
					if im, err = Open("x", data); err == nil {
						_, err = im.Decode()
					}
					if b.N > 20 {
						break
					}
				}
			})
			want := c.open + c.decode
			if reason(err) != want {
				t.Errorf("format %d, %d × %d: %v, want %q", format, c.width, c.height, err, want)
			}
			if got := bytes.AllocedBytesPerOp(); got > 1<<20 {
				t.Errorf("format %d, %d × %d: %d bytes of memory", format, c.width, c.height, got)
			}
		}
	}
	if _, err := Open("x", make([]byte, MaxSize+1)); reason(err) != "too-large" {
		t.Errorf("a file too large: %v", err)
	}
}

// TestTruncated truncates files at every length: no incomplete picture is
// accepted, unless only the bytes after its data are missing.
func TestTruncated(t *testing.T) {
	for _, name := range fixtureNames(t) {
		data := fixture(t, name)
		_, whole, err := read(data)
		if err != nil {
			continue
		}
		step := max(1, len(data)/300)
		for n := 0; n < len(data); n += step {
			_, r, err := read(data[:n])
			if err != nil {
				if got := reason(err); got != "damaged" && got != "unknown" {
					t.Errorf("%s, %d of %d bytes: %v", name, n, len(data), err)
				}
				continue
			}
			if !bytes.Equal(r.Pix, whole.Pix) || !bytes.Equal(r.Alpha, whole.Alpha) {
				t.Errorf("%s, %d of %d bytes: decoded to something else", name, n, len(data))
			}
		}
	}
}

func TestPNGDamaged(t *testing.T) {
	data := fixture(t, "palette-4.png")
	for i := range data {
		wrong := bytes.Clone(data)
		wrong[i] ^= 0x10
		if _, _, err := read(wrong); err == nil && i < bytes.Index(data, []byte("IEND"))-4 {
			t.Errorf("byte %d changed: no error", i)
		}
	}
	unknown := bytes.Replace(fixture(t, "icc.png"), []byte("iCCP"), []byte("ICCP"), 1)
	if _, _, err := read(unknown); reason(err) != "unsupported" {
		t.Errorf("an unknown critical chunk: %v", err)
	}
	im, _, err := read(bytes.Replace(fixture(t, "icc.png"), []byte("sRGB\x00\x00"), []byte("sRGB\x00\x01"), 1))
	if err != nil || im.Profile != nil {
		t.Errorf("a wrong checksum of a profile: %v, %d bytes", err, len(im.Profile))
	}
	index := bytes.Clone(fixture(t, "palette-2.png"))
	at := bytes.Index(index, []byte("PLTE"))
	binary.BigEndian.PutUint32(index[at-4:], 3)
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(index[at:at+7]))
	index = append(append(index[:at+7:at+7], sum...), index[at+4+12+4:]...)
	if _, _, err := read(index); reason(err) != "damaged" {
		t.Errorf("an index without a colour: %v", err)
	}
}

func segment(marker byte, body string) string {
	return string([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}) + body
}

// with inserts segments after SOI.
func with(data []byte, segments ...string) []byte {
	return []byte(string(data[:2]) + strings.Join(segments, "") + string(data[2:]))
}

func TestJPEGUnsupported(t *testing.T) {
	data := asJPEG(t, testPicture(20, 20), 80)
	at := bytes.Index(data, []byte{0xff, mSOF0})
	for _, c := range []struct {
		offset int
		value  byte
		want   string
	}{
		{1, 0xc3, "lossless"}, {1, 0xc9, "arithmetic"}, {1, 0xca, "arithmetic"}, {1, 0xcb, "lossless"},
		{1, 0xc5, "hierarchical"}, {1, 0xde, "hierarchical"}, {4, 12, "12 bit"}, {11, 0x31, "ratio"},
	} {
		wrong := bytes.Clone(data)
		wrong[at+c.offset] = c.value
		_, err := Open("x", wrong)
		if reason(err) != "unsupported" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
	two := bytes.Clone(data)
	two[at+5], two[at+6] = 0, 0
	if _, err := Open("x", two); reason(err) != "unsupported" {
		t.Errorf("DNL: %v", err)
	}
}

// exif returns a TIFF structure with one entry.
func exif(order binary.AppendByteOrder, tag, kind uint16, count uint32, value uint16) []byte {
	b := []byte("II")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM")
	}
	b = order.AppendUint32(order.AppendUint16(b, 42), 8)
	b = order.AppendUint16(order.AppendUint16(order.AppendUint16(b, 1), tag), kind)
	b = order.AppendUint16(order.AppendUint16(order.AppendUint32(b, count), value), 0)
	return order.AppendUint32(b, 0)
}

func TestOrientation(t *testing.T) {
	data := asJPEG(t, testPicture(20, 10), 80)
	le, be := binary.AppendByteOrder(binary.LittleEndian), binary.AppendByteOrder(binary.BigEndian)
	far := exif(le, 0x112, 3, 1, 6)
	binary.LittleEndian.PutUint32(far[4:], 0xfffffff0)
	loop := exif(le, 0x112, 3, 1, 6)
	binary.LittleEndian.PutUint32(loop[4:], 0)
	many := exif(le, 0x100, 3, 1, 6)
	binary.LittleEndian.PutUint16(many[8:], 0xffff)
	type sample struct {
		tiff []byte
		want int
	}
	samples := []sample{
		{exif(le, 0x112, 3, 1, 0), 1}, {exif(le, 0x112, 3, 1, 9), 1}, {exif(le, 0x112, 4, 1, 6), 1},
		{exif(le, 0x112, 3, 2, 6), 1}, {exif(be, 0x110, 3, 1, 6), 1}, {far, 1}, {loop, 1}, {many, 1}, {nil, 1},
		{far[:7], 1}, {[]byte("IIxxxxxxxxxx"), 1},
	}
	for n := 1; n <= 8; n++ {
		samples = append(samples, sample{exif(le, 0x112, 3, 1, uint16(n)), n}, sample{exif(be, 0x112, 3, 1, uint16(n)), n})
	}
	for i, s := range samples {
		im, err := Open("x", with(data, segment(mAPP1, "Exif\x00\x00"+string(s.tiff))))
		if err != nil {
			t.Fatal(err)
		}
		w, h := im.Upright()
		if im.Orientation != s.want || (w == 20) != (s.want < 5) || (h == 10) != (s.want < 5) {
			t.Errorf("%d: orientation %d, want %d; %d × %d", i, im.Orientation, s.want, w, h)
		}
	}
}

func TestProfile(t *testing.T) {
	rgb, gray := asJPEG(t, testPicture(9, 9), 80), asJPEG(t, image.NewGray(image.Rect(0, 0, 9, 9)), 80)
	icc := func(space string, size int) string {
		b := make([]byte, size)
		binary.BigEndian.PutUint32(b, uint32(size))
		copy(b[16:], space)
		copy(b[36:], "acsp")
		return string(b)
	}
	part := func(n, of byte, s string) string {
		return segment(mAPP2, "ICC_PROFILE\x00"+string([]byte{n, of})+s)
	}
	p := icc("RGB ", 300)
	for _, c := range []struct {
		name  string
		data  []byte
		there bool
	}{
		{"one", with(rgb, part(1, 1, p)), true},
		{"two", with(rgb, part(1, 2, p[:150]), part(2, 2, p[150:])), true},
		{"in any order", with(rgb, part(2, 2, p[150:]), part(1, 2, p[:150])), true},
		{"one missing", with(rgb, part(1, 2, p)), false},
		{"one twice", with(rgb, part(1, 2, p[:150]), part(1, 2, p[:150]), part(2, 2, p[150:])), false},
		{"number 0", with(rgb, part(0, 1, p)), false},
		{"number too high", with(rgb, part(2, 1, p)), false},
		{"two counts", with(rgb, part(1, 2, p[:150]), part(2, 3, p[150:])), false},
		{"no numbers", with(rgb, segment(mAPP2, "ICC_PROFILE\x00")), false},
		{"gray in colour", with(rgb, part(1, 1, icc("GRAY", 300))), false},
		{"gray in gray", with(gray, part(1, 1, icc("GRAY", 300))), true},
		{"colour in gray", with(gray, part(1, 1, p)), false},
		{"Lab in colour", with(rgb, part(1, 1, icc("Lab ", 300))), false},
		{"a space without a name", with(rgb, part(1, 1, icc("\x00\x01\x02\x03", 300))), false},
		{"cut", with(rgb, part(1, 1, p[:200])), false},
		{"no signature", with(rgb, part(1, 1, strings.Replace(p, "acsp", "xxxx", 1))), false},
		{"longer than its length field", with(rgb, part(1, 1, p+"xxxx")), true},
	} {
		im, err := Open("x", c.data)
		if err != nil {
			t.Fatal(err)
		}
		if other := strings.Contains(c.name, " in "); im.BadProfile == (c.there || other && !strings.Contains(c.name, "order")) {
			t.Errorf("%s: bad profile %v", c.name, im.BadProfile)
		}
		if (im.Profile != nil) != c.there || c.there && len(im.Profile) != 300 {
			t.Errorf("%s: a profile of %d bytes", c.name, len(im.Profile))
		}
	}
}

// TestProfileBomb checks that a profile that inflates beyond the limit is
// ignored.
func TestProfileBomb(t *testing.T) {
	var z bytes.Buffer
	w := newZlib(&z)
	for range maxProfile>>20 + 4 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	if p := inflateProfile(append([]byte("x\x00\x00"), z.Bytes()...)); p != nil {
		t.Errorf("%d bytes", len(p))
	}
}

func TestScansMissing(t *testing.T) {
	data := fixture(t, "rgb-progressive.jpg")
	at := bytes.Index(data, []byte{0xff, mSOS})
	end := scanEnd(data, at+4+8)
	if _, _, err := read(append(data[:at:at], data[end:]...)); reason(err) != "damaged" {
		t.Errorf("without the first scan: %v", err)
	}
	scan := data[at:end]
	if _, _, err := read([]byte(string(data[:at]) + strings.Repeat(string(scan), maxScans+1) + string(data[end:]))); reason(err) != "unsupported" {
		t.Errorf("too many scans: %v", err)
	}
}

func TestBilevel(t *testing.T) {
	for name, want := range map[string]bool{
		"gray-1.png": true, "palette-bilevel.png": true, "gray-1-key.png": false, "palette-1.png": false, "gray-8.png": false,
	} {
		im, r, err := read(fixture(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if im.Bilevel() != want {
			t.Errorf("%s: %v", name, im.Bilevel())
		}
		for _, v := range r.Pix {
			if want && v != 0 && v != 255 {
				t.Fatalf("%s: %d is neither black nor white", name, v)
			}
		}
	}
}

func TestErrorsNameFindings(t *testing.T) {
	e := &Error{Reason: "format", Format: "HEIC"}
	if got := fmt.Sprint(e.Code(), " ", e.Argument(), " ", e); got != "picture-format HEIC picture format: HEIC" {
		t.Error(got)
	}
}
