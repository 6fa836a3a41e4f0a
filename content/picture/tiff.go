package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"slices"

	"golang.org/x/image/tiff"
)

// Tags of TIFF 6.0, section 8 and following; iccTag is that of ICC.1:2010, B.3.
const (
	tiffWidth        = 256
	tiffHeight       = 257
	tiffBits         = 258
	tiffCompression  = 259
	tiffPhotometric  = 262
	tiffFillOrder    = 266
	tiffStripOffsets = 273
	tiffOrientation  = 274
	tiffSamples      = 277
	tiffRows         = 278
	tiffStripCounts  = 279
	tiffPlanar       = 284
	tiffT4           = 292
	tiffT6           = 293
	tiffPredictor    = 317
	tiffColours      = 320
	tiffTileWidth    = 322
	tiffTileHeight   = 323
	tiffTileOffsets  = 324
	tiffTileCounts   = 325
	tiffExtra        = 338
	tiffFormat       = 339
	iccTag           = 34675
)

// tiffInfo holds the fields of a TIFF file's first directory that determine its
// pixels.
type tiffInfo struct {
	order    binary.ByteOrder
	fields   []tiffField // by tag, ascending
	palette  []byte      // triples
	inverted bool        // the decoder's pixels are black for white
	parts    [][]byte    // the whole file without metadata
}

// tiffField is an entry of a directory (TIFF 6.0, 2).
type tiffField struct {
	tag, kind uint16
	count     int
	value     []byte
}

// openTIFF reads the first directory. The pages after it are counted.
func (im *Image) openTIFF() *Error {
	im.Format = TIFF
	t := &im.tiff
	t.order = binary.LittleEndian
	if im.Data[0] == 'M' {
		t.order = binary.BigEndian
	}
	if err := im.readDirectories(); err != nil {
		return err
	}
	im.Width, im.Height = t.first(tiffWidth, 0), t.first(tiffHeight, 0)
	if im.Width <= 0 || im.Height <= 0 {
		return damaged("TIFF header")
	}
	if err := fits(im.Width, im.Height); err != nil {
		return err
	}
	if err := im.describeTIFF(); err != nil {
		return err
	}
	if o := t.first(tiffOrientation, 1); o >= 1 && o <= 8 {
		im.Orientation = o
	}
	if f := t.field(iccTag); f != nil {
		im.setProfile(f.value)
	}
	return im.joinTIFF()
}

// maxTIFFPages bounds the directories that are counted; they may form a circle.
const maxTIFFPages = 10_000

func (im *Image) readDirectories() *Error {
	t, data := &im.tiff, im.Data
	if len(data) < 8 {
		return damaged("TIFF header")
	}
	at := uint64(t.order.Uint32(data[4:]))
	for at != 0 && im.Frames < maxTIFFPages {
		if at+2 > uint64(len(data)) {
			break
		}
		n := uint64(t.order.Uint16(data[at:]))
		end := at + 2 + 12*n
		if n == 0 || end > uint64(len(data)) {
			break
		}
		if im.Frames == 0 {
			for e := data[at+2 : end]; len(e) > 0; e = e[12:] {
				if err := t.add(data, e[:12]); err != nil {
					return err
				}
			}
		}
		im.Frames++
		if end+4 > uint64(len(data)) {
			break
		}
		at = uint64(t.order.Uint32(data[end:]))
	}
	if im.Frames == 0 {
		return damaged("TIFF directory")
	}
	return nil
}

// add records an entry of the directory if the pixels depend on it.
func (t *tiffInfo) add(data, entry []byte) *Error {
	f := tiffField{tag: t.order.Uint16(entry), kind: t.order.Uint16(entry[2:])}
	switch f.tag {
	case tiffWidth, tiffHeight, tiffBits, tiffCompression, tiffPhotometric, tiffFillOrder, tiffStripOffsets, tiffOrientation,
		tiffSamples, tiffRows, tiffStripCounts, tiffPlanar, tiffT4, tiffT6, tiffPredictor, tiffColours, tiffTileWidth,
		tiffTileHeight, tiffTileOffsets, tiffTileCounts, tiffExtra, tiffFormat, iccTag:
	default:
		return nil
	}
	if n := len(t.fields); n > 0 && t.fields[n-1].tag >= f.tag {
		return damaged("TIFF directory")
	}
	size := map[uint16]uint64{1: 1, 3: 2, 4: 4, 7: 1}[f.kind] // BYTE, SHORT, LONG, UNDEFINED
	count := uint64(t.order.Uint32(entry[4:]))
	if size == 0 || count == 0 || f.kind == 7 && f.tag != iccTag {
		return damaged(fmt.Sprintf("TIFF tag %d", f.tag))
	}
	f.count, f.value = int(count), entry[8:12]
	if size *= count; size > 4 {
		at := uint64(t.order.Uint32(entry[8:]))
		if at+size > uint64(len(data)) {
			return damaged(fmt.Sprintf("TIFF tag %d", f.tag))
		}
		f.value = data[at:]
	}
	f.value = f.value[:size]
	t.fields = append(t.fields, f)
	return nil
}

func (t *tiffInfo) field(tag uint16) *tiffField {
	for i := range t.fields {
		if t.fields[i].tag == tag {
			return &t.fields[i]
		}
	}
	return nil
}

// number returns a value of a field.
func (t *tiffInfo) number(f *tiffField, i int) int {
	switch f.kind {
	case 3:
		return int(t.order.Uint16(f.value[2*i:]))
	case 4:
		return int(t.order.Uint32(f.value[4*i:]))
	}
	return int(f.value[i])
}

// first returns the first value of a field, or what it is without the field.
func (t *tiffInfo) first(tag uint16, without int) int {
	if f := t.field(tag); f != nil {
		return t.number(f, 0)
	}
	return without
}

// describeTIFF sets the space and depth of the pixels, and refuses what the decoder
// would read as something else.
func (im *Image) describeTIFF() *Error {
	t := &im.tiff
	samples, photometric, compression := t.first(tiffSamples, 1), t.first(tiffPhotometric, 0), t.first(tiffCompression, 1)
	im.Bits = t.first(tiffBits, 1)
	if f := t.field(tiffBits); f != nil && f.count != samples || f == nil && samples != 1 {
		return damaged("TIFF bits")
	}
	ccitt := compression == 3 || compression == 4
	// Codes begin with white, which is 0: the decoder assumes that it is white where 0
	// is black, too.
	t.inverted = ccitt && photometric == 1
	switch {
	case !slices.Contains([]int{1, 3, 4, 5, 8, 32773, 32946}, compression), compression == 3 && t.first(tiffT4, 0)&1 != 0:
		return unsupported(fmt.Sprintf("TIFF, compression %d", compression))
	case t.first(tiffPlanar, 1) != 1 && samples > 1:
		return unsupported("TIFF, planes")
	case t.first(tiffFillOrder, 1) != 1 && !ccitt:
		return unsupported("TIFF, fill order 2")
	case im.Bits != 1 && im.Bits != 8 && im.Bits != 16 || ccitt && im.Bits != 1:
		return unsupported(fmt.Sprintf("TIFF, %d bits", im.Bits))
	}
	im.Space = Gray
	switch photometric {
	case 0, 1:
	case 2:
		im.Space = RGB
		im.Alpha = samples == 4
	case 3:
		f := t.field(tiffColours)
		if f == nil || f.count%3 != 0 || f.kind != 3 || im.Bits > 8 {
			return damaged("TIFF palette")
		}
		n := f.count / 3
		shift := 0 // some old files have values of 8 bits
		for i := range f.count {
			if t.number(f, i) > 255 {
				shift = 8
			}
		}
		for i := range n {
			for c := range 3 {
				t.palette = append(t.palette, byte(t.number(f, c*n+i)>>shift))
			}
		}
		im.Palette = true
		im.describePalette(t.palette)
	case 5:
		return unsupported("TIFF, CMYK")
	case 6:
		return unsupported("TIFF, YCbCr")
	default:
		return unsupported(fmt.Sprintf("TIFF, colours %d", photometric))
	}
	switch _, err := tiff.DecodeConfig(bytes.NewReader(im.Data)); err.(type) {
	case nil:
	case tiff.UnsupportedError:
		return unsupported(err.Error())
	default:
		return damaged(err.Error())
	}
	return nil
}

// joinTIFF sets the parts of the file without metadata: its strips or tiles follow
// the directory.
func (im *Image) joinTIFF() *Error {
	t := &im.tiff
	offsets, counts := t.field(tiffStripOffsets), t.field(tiffStripCounts)
	if t.field(tiffTileWidth) != nil {
		offsets, counts = t.field(tiffTileOffsets), t.field(tiffTileCounts)
	}
	if offsets == nil || counts == nil || offsets.count != counts.count {
		return damaged("TIFF data")
	}
	profile := im.Profile
	if profile == nil {
		profile = im.Tones
	}
	var kept []tiffField
	for _, f := range t.fields {
		switch {
		case f.tag == iccTag && profile == nil, f.tag == tiffOrientation && im.Orientation == 1:
		case f.tag == offsets.tag:
			kept = append(kept, tiffField{tag: f.tag, kind: 4, count: f.count, value: make([]byte, 4*f.count)})
		case f.tag == tiffStripOffsets, f.tag == tiffStripCounts && counts.tag != f.tag, f.tag == tiffTileOffsets, f.tag == tiffTileCounts && counts.tag != f.tag:
		case f.tag == iccTag:
			kept = append(kept, tiffField{tag: f.tag, kind: 7, count: len(profile), value: profile})
		default:
			kept = append(kept, f)
		}
	}
	at := 8 + 2 + 12*len(kept) + 4
	for _, f := range kept {
		if len(f.value) > 4 {
			at += len(f.value) + len(f.value)%2
		}
	}
	var blocks [][]byte
	for i := range offsets.count {
		from, n := t.number(offsets, i), t.number(counts, i)
		if n < 0 || from < 0 || from+n > len(im.Data) {
			return damaged("TIFF data too short")
		}
		for _, f := range kept {
			if f.tag == offsets.tag {
				t.order.PutUint32(f.value[4*i:], uint32(at))
			}
		}
		blocks = append(blocks, im.Data[from:from+n])
		if at += n; at > MaxSize {
			return damaged("TIFF data") // strips that share their bytes
		}
	}
	t.parts = append([][]byte{t.directory(im.Data[:4], kept)}, blocks...)
	return nil
}

// directory returns a header and a directory with its values.
func (t *tiffInfo) directory(signature []byte, fields []tiffField) []byte {
	order := t.order.(binary.AppendByteOrder)
	b := order.AppendUint16(order.AppendUint32(bytes.Clone(signature), 8), uint16(len(fields)))
	at := 8 + 2 + 12*len(fields) + 4
	var values []byte
	for _, f := range fields {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, f.tag), f.kind), uint32(f.count))
		if len(f.value) <= 4 {
			b = append(append(b, f.value...), make([]byte, 4-len(f.value))...)
			continue
		}
		b = order.AppendUint32(b, uint32(at+len(values)))
		values = append(values, f.value...)
		values = append(values, make([]byte, len(f.value)%2)...)
	}
	return append(order.AppendUint32(b, 0), values...)
}

func (im *Image) decodeTIFF() (*Raster, *Error) {
	img, err := tiff.Decode(bytes.NewReader(bytes.Join(im.tiff.parts, nil)))
	if err != nil {
		return nil, damaged(err.Error())
	}
	if img.Bounds() != image.Rect(0, 0, im.Width, im.Height) {
		return nil, damaged("TIFF header")
	}
	r := im.newRaster()
	switch img := img.(type) {
	case *image.Gray:
		copy(r.Pix, img.Pix)
		if im.tiff.inverted {
			for i, v := range r.Pix {
				r.Pix[i] = ^v
			}
		}
	case *image.Gray16:
		for i := range r.Pix {
			r.Pix[i] = narrow(binary.BigEndian.Uint16(img.Pix[2*i:]))
		}
	case *image.Paletted:
		for at, index := range img.Pix {
			r.setColour(at, im.tiff.palette[3*int(index):])
		}
	case *image.NRGBA:
		r.setPixels(img.Pix)
	case *image.NRGBA64:
		r.setWide(img.Pix, false)
	case *image.RGBA:
		r.setPixels(img.Pix)
		r.unmultiply(img.Pix)
	case *image.RGBA64:
		r.setWide(img.Pix, true)
	default:
		return nil, damaged("TIFF data")
	}
	r.Alpha = unlessOpaque(r.Alpha)
	return r, nil
}

// unmultiply sets the colours of pixels that are multiplied by their alpha.
func (r *Raster) unmultiply(rgba []byte) {
	if r.Alpha == nil {
		return
	}
	for at, a := range r.Alpha {
		for c := range 3 {
			r.Pix[3*at+c] = ratio(uint32(rgba[4*at+c]), uint32(a))
		}
	}
}

// setWide sets all pixels from red, green, blue and alpha of 16 bits, the colours
// multiplied by alpha or not.
func (r *Raster) setWide(rgba []byte, multiplied bool) {
	for at := range r.Width * r.Height {
		p := rgba[8*at : 8*at+8]
		a := binary.BigEndian.Uint16(p[6:])
		for c := range 3 {
			v := binary.BigEndian.Uint16(p[2*c:])
			if multiplied && r.Alpha != nil {
				r.Pix[3*at+c] = ratio(uint32(v), uint32(a))
			} else {
				r.Pix[3*at+c] = narrow(v)
			}
		}
		if r.Alpha != nil {
			r.Alpha[at] = narrow(a)
		}
	}
}

// ratio returns v / a, at most 1, as 8 bits, rounded; 0 without opacity.
func ratio(v, a uint32) byte {
	if a == 0 {
		return 0
	}
	return byte((uint64(min(v, a))*255*2 + uint64(a)) / (2 * uint64(a)))
}
