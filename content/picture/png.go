package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// Colour types of PNG (ISO/IEC 15948, table 11.1).
const (
	pngGray      = 0
	pngRGB       = 2
	pngPalette   = 3
	pngGrayAlpha = 4
	pngRGBAlpha  = 6
)

// pngInfo holds the contents of a PNG file's chunks.
type pngInfo struct {
	colour     byte
	depth      int // bits per sample as stored, or per index
	interlaced bool
	palette    []byte    // triples
	trans      []byte    // of tRNS: alpha of a palette's entries
	key        [3]uint16 // of tRNS: the sample or samples that are transparent
	hasKey     bool
	data       [][2]int // the IDAT chunks' contents, from and to
}

// channels returns the number of samples per pixel as stored.
func (p *pngInfo) channels() int { return [...]int{1, 0, 3, 1, 2, 0, 4}[p.colour] }

// openPNG walks over the chunks. Of an animation the default image is used.
func (im *Image) openPNG() *Error {
	im.Format = PNG
	p := &im.png
	var meta pngMetadata
	chunks, inData := 0, false
	for at := len(pngSignature); ; chunks++ {
		c, ok := chunkAt(im.Data, at)
		if !ok {
			break
		}
		if err := c.misplaced(chunks == 0); err != nil {
			return err
		}
		if c.cut {
			if c.name != "IDAT" && len(p.data) == 0 {
				return damaged("PNG ends in " + printable(c.name))
			}
			break
		}
		at = c.end() + 4
		if c.name == "IDAT" {
			// IDAT chunks after other chunks are ignored: they must be consecutive.
			if inData || len(p.data) == 0 {
				p.data = append(p.data, [2]int{c.at, c.end()})
				inData = true
			}
			continue
		}
		inData = false
		if c.name == "IEND" {
			break
		}
		if err := im.addChunk(c, &meta); err != nil {
			return err
		}
	}
	switch {
	case chunks == 0:
		return damaged("no PNG header")
	case len(p.data) == 0:
		return damaged("PNG without data")
	case p.colour == pngPalette && p.palette == nil:
		return damaged("PNG without palette")
	}
	im.describePNG()
	im.setColour(meta.colour, meta.icc, meta.badProfile)
	return nil
}

// chunk is a chunk of a PNG file (PNG 3rd edition, 5.3).
type chunk struct {
	name string
	at   int // offset of the body in the file
	body []byte
	cut  bool // truncated by the end of the file, without body
}

// chunkAt returns the chunk that begins at an offset; ok is false if there is none.
func chunkAt(data []byte, at int) (c chunk, ok bool) {
	rest := data[at:]
	if len(rest) < 8 {
		return chunk{}, false
	}
	size := binary.BigEndian.Uint32(rest)
	c = chunk{name: string(rest[4:8]), at: at + 8}
	if c.cut = uint64(size)+12 > uint64(len(rest)); !c.cut {
		c.body = rest[8 : 8+size]
	}
	return c, true
}

func (c *chunk) end() int { return c.at + len(c.body) }

// critical reports whether decoders must support the chunk (5.4).
func (c *chunk) critical() bool { return c.name[0]&0x20 == 0 }

// misplaced returns an error if the first chunk is not the header, or a later one
// is.
func (c *chunk) misplaced(first bool) *Error {
	switch {
	case first == (c.name == "IHDR"):
		return nil
	case c.name == "CgBI":
		return unsupported("PNG, CgBI") // Apple's variant, which is not PNG
	default:
		return damaged("PNG chunk " + printable(c.name))
	}
}

// pngMetadata collects the chunks about colour.
type pngMetadata struct {
	icc        []byte // the first profile
	badProfile bool   // one cannot be read
	colour     pngColour
}

// addChunk records the contents of a chunk.
func (im *Image) addChunk(c chunk, meta *pngMetadata) *Error {
	p := &im.png
	switch c.name {
	case "IHDR", "PLTE", "tRNS", "iCCP", "eXIf", "cICP", "sRGB", "gAMA", "cHRM":
	default:
		if c.critical() {
			return unsupported("PNG, " + printable(c.name))
		}
		return nil
	}
	switch c.name {
	case "iCCP", "cICP", "sRGB", "gAMA", "cHRM":
		// Behind the palette or the pixels they do not count (PNG 3rd edition, 5.6), and
		// other readers ignore them there.
		if p.palette != nil || len(p.data) > 0 {
			return nil
		}
	}
	if !checksumOK(im.Data, c.at, len(c.body)) {
		if c.critical() {
			return damaged("PNG checksum of " + c.name)
		}
		meta.badProfile = meta.badProfile || c.name == "iCCP"
		return nil
	}
	switch c.name {
	case "IHDR":
		return im.addHeader(c.body)
	case "PLTE":
		if len(c.body)%3 != 0 || len(c.body) == 0 || len(c.body) > 3*256 || p.palette != nil || len(p.data) > 0 {
			return damaged("PNG palette")
		}
		p.palette = c.body
	case "tRNS":
		if len(p.data) == 0 && !p.addTransparency(c.body) {
			return damaged("PNG tRNS")
		}
	case "iCCP":
		if meta.icc == nil {
			meta.icc = inflateProfile(c.body)
			meta.badProfile = meta.badProfile || meta.icc == nil
		}
	case "cICP":
		meta.colour.cicp = c.body
	case "sRGB":
		meta.colour.srgb = c.body
	case "gAMA":
		meta.colour.gama = c.body
	case "cHRM":
		meta.colour.chrm = c.body
	case "eXIf":
		im.Orientation = exifOrientation(c.body)
	}
	return nil
}

// checksumOK reports whether a chunk's checksum, which includes its type, is
// correct.
func checksumOK(data []byte, from, size int) bool {
	return crc32.ChecksumIEEE(data[from-4:from+size]) == binary.BigEndian.Uint32(data[from+size:])
}

func printable(name string) string { return fmt.Sprintf("%q", name) }

// addHeader reads IHDR.
func (im *Image) addHeader(body []byte) *Error {
	p := &im.png
	if len(body) != 13 {
		return damaged("PNG header")
	}
	width, height := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	p.depth, p.colour = int(body[8]), body[9]
	known := false
	switch p.colour {
	case pngGray:
		known = p.depth == 1 || p.depth == 2 || p.depth == 4 || p.depth == 8 || p.depth == 16
	case pngPalette:
		known = p.depth == 1 || p.depth == 2 || p.depth == 4 || p.depth == 8
	case pngRGB, pngGrayAlpha, pngRGBAlpha:
		known = p.depth == 8 || p.depth == 16
	}
	if !known || width == 0 || height == 0 || width > 1<<31-1 || height > 1<<31-1 {
		return damaged("PNG header")
	}
	if body[10] != 0 || body[11] != 0 || body[12] > 1 {
		return unsupported(fmt.Sprintf("PNG, methods %d %d %d", body[10], body[11], body[12]))
	}
	p.interlaced = body[12] == 1
	im.Width, im.Height = int(width), int(height)
	return fits(im.Width, im.Height)
}

// addTransparency reads tRNS; it returns false if the chunk does not match the
// colour type.
func (p *pngInfo) addTransparency(body []byte) bool {
	switch p.colour {
	case pngPalette:
		if p.palette == nil || len(body) > 256 {
			return false
		}
		p.trans = body
		return true
	case pngGray, pngRGB:
		if len(body) != 2*p.channels() {
			return false
		}
		for i := range p.channels() {
			p.key[i] = binary.BigEndian.Uint16(body[2*i:]) & uint16(1<<p.depth-1)
		}
		p.hasKey = true
		return true
	}
	return true // pixels have an alpha channel
}

// describePNG sets the format of the decoded pixels.
func (im *Image) describePNG() {
	p := &im.png
	im.Bits = p.depth
	switch p.colour {
	case pngGray, pngGrayAlpha:
		im.Space = Gray
		im.Alpha = p.hasKey || p.colour == pngGrayAlpha
	case pngRGB, pngRGBAlpha:
		im.Space = RGB
		im.Alpha = p.hasKey || p.colour == pngRGBAlpha
	case pngPalette:
		im.Palette = true
		// Entries beyond the range of the index bits cannot be used.
		used := p.palette[:min(len(p.palette), 3<<p.depth)]
		im.describePalette(used)
		for i, a := range p.trans {
			im.Alpha = im.Alpha || a < 255 && 3*i < len(used)
		}
	}
}

// inflateProfile returns the profile in a chunk iCCP: a name of up to 79 bytes,
// a zero, the method, deflated data. nil if the chunk is malformed.
func inflateProfile(body []byte) []byte {
	n := bytes.IndexByte(body[:min(len(body), 80)], 0)
	if n < 0 || len(body) < n+2 || body[n+1] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(body[n+2:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil || len(profile) > maxProfile {
		return nil
	}
	return profile
}
