package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/jpeg"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	mSOF0  = 0xc0 // baseline
	mSOF1  = 0xc1 // extended sequential
	mSOF2  = 0xc2 // progressive
	mDHT   = 0xc4
	mJPG   = 0xc8
	mDAC   = 0xcc
	mRST0  = 0xd0
	mRST7  = 0xd7
	mSOI   = 0xd8
	mEOI   = 0xd9
	mSOS   = 0xda
	mDQT   = 0xdb
	mDRI   = 0xdd
	mDHP   = 0xde
	mAPP0  = 0xe0
	mAPP1  = 0xe1
	mAPP2  = 0xe2
	mAPP14 = 0xee
)

// maxScans bounds the decoding time of a progressive picture; encoders write
// about ten scans.
const maxScans = 200

// jpegInfo holds the contents of a JPEG file's markers.
type jpegInfo struct {
	// pieces holds the byte ranges of the file that decoding needs, in order:
	// tables, frame, scans with their data.
	pieces    [][2]int
	frame     [2]int // the SOF segment
	process   byte   // its marker
	comps     []jpegComponent
	tables    jpegTables
	scans     int
	coding    []*codedScan
	interval  int  // of restart markers, in units
	coded     int  // bytes of entropy-coded data
	ended     bool // EOI was seen
	jfif      bool
	adobe     bool // the marker APP14 of Adobe was seen
	transform byte // of the marker: 0 none, 1 YCbCr, 2 YCCK
}

type jpegComponent struct {
	id    byte
	h, v  int
	quant byte // number of its quantization table
	// bits holds the precision known of each coefficient, in zigzag order: -1
	// none, 0 all bits, else the position of the lowest bit known.
	bits [64]int8
}

// isYCC reports whether three or four components are coded as YCbCr or YCCK.
//
// Without Adobe's marker, three are YCbCr unless their identifiers are R, G, B,
// and four are CMYK (ISO 32000-1, table 13). JFIF defines only YCbCr, and
// decoders give it precedence over Adobe's marker.
func (j *jpegInfo) isYCC() bool {
	switch len(j.comps) {
	case 3:
		switch {
		case j.jfif:
			return true
		case j.adobe:
			return j.transform != 0
		}
		return !j.namedRGB()
	case 4:
		return j.adobe && j.transform != 0
	}
	return false
}

func (j *jpegInfo) namedRGB() bool {
	return len(j.comps) == 3 && j.comps[0].id == 'R' && j.comps[1].id == 'G' && j.comps[2].id == 'B'
}

// openJPEG reads the file's markers. Scans are searched for the marker that
// ends them, and are not decoded.
func (im *Image) openJPEG() *Error {
	im.Format, im.Bits = JPEG, 8
	j := &im.jpeg
	var meta jpegMetadata
	for at := 2; !j.ended; {
		s, err := nextSegment(im.Data, at, j.scans > 0)
		if err != nil {
			return err
		}
		if s == nil {
			break
		}
		if at, err = im.addSegment(s, &meta); err != nil {
			return err
		}
	}
	if j.comps == nil {
		return damaged("no JPEG frame")
	}
	if !j.complete() {
		return damaged("JPEG scans missing")
	}
	im.Orientation = exifOrientation(meta.exif)
	profile := meta.icc.join()
	im.setProfile(profile)
	im.BadProfile = im.BadProfile || profile == nil && (meta.icc.wrong || meta.icc.chunks != nil)
	return nil
}

// jpegMetadata collects the metadata segments of a JPEG file.
type jpegMetadata struct {
	exif []byte
	icc  iccChunks
}

// jpegSegment is a marker segment of a JPEG file (ITU-T T.81 B.1.1.4).
type jpegSegment struct {
	marker     byte
	start, end int    // from the marker to the end of the body
	body       []byte // without the length field
}

// nextSegment returns the first segment at or after an offset; nil if there is
// none. A truncated last segment is an error unless a scan precedes it.
func nextSegment(data []byte, at int, scanned bool) (*jpegSegment, *Error) {
	for {
		// Bytes between segments are skipped, as decoders do.
		n := bytes.IndexByte(data[at:], 0xff)
		if n < 0 {
			return nil, nil
		}
		start := at + n
		for at = start + 1; at < len(data) && data[at] == 0xff; at++ {
			start = at
		}
		if at >= len(data) {
			return nil, nil
		}
		marker := data[at]
		at++
		switch {
		case marker == mEOI:
			return &jpegSegment{marker: marker, start: start, end: at}, nil
		case marker == 0, marker >= mRST0 && marker <= mRST7, marker == 0x01:
			continue
		case marker < mSOF0 || marker == mSOI:
			return nil, damaged(fmt.Sprintf("JPEG marker %02X", marker))
		}
		if at+2 > len(data) {
			return nil, nil
		}
		size := int(binary.BigEndian.Uint16(data[at:]))
		end := at + size
		switch {
		case size >= 2 && end <= len(data):
			return &jpegSegment{marker, start, end, data[at+2 : end]}, nil
		case scanned && end > len(data):
			return nil, nil
		default:
			return nil, damaged("JPEG segment")
		}
	}
}

// addSegment records the contents of a segment and returns the offset at which
// the next one is searched for: after a scan's header its coded data are skipped.
func (im *Image) addSegment(s *jpegSegment, meta *jpegMetadata) (next int, err *Error) {
	j := &im.jpeg
	next = s.end
	switch s.marker {
	case mEOI:
		j.ended = true
	case mDQT:
		if !j.tables.addQuantization(s.body) {
			return 0, damaged("JPEG quantization table")
		}
		j.keep(s.start, s.end)
	case mDHT:
		if !j.tables.addHuffman(s.body) {
			return 0, damaged("JPEG Huffman table")
		}
		j.keep(s.start, s.end)
	case mDRI:
		if len(s.body) != 2 {
			return 0, damaged("JPEG restart interval")
		}
		j.interval = int(binary.BigEndian.Uint16(s.body))
		j.keep(s.start, s.end)
	case mSOS:
		scan, err := j.addScan(s.body)
		if err != nil {
			return 0, err
		}
		if j.scans++; j.scans > maxScans {
			return 0, unsupported(fmt.Sprintf("JPEG, > %d scans", maxScans))
		}
		next = scanEnd(im.Data, s.end)
		j.coding = append(j.coding, &codedScan{*scan, j.tables.huffman, j.interval, s.end, next})
		j.coded += next - s.end
		j.keep(s.start, next)
	case mAPP0:
		j.jfif = j.jfif || bytes.HasPrefix(s.body, []byte("JFIF\x00"))
	case mAPP1:
		if rest, ok := bytes.CutPrefix(s.body, []byte("Exif\x00")); ok && meta.exif == nil && len(rest) > 0 {
			meta.exif = rest[1:]
		}
	case mAPP2:
		meta.icc.add(s.body)
	case mAPP14:
		if len(s.body) >= 12 && string(s.body[:5]) == "Adobe" {
			j.adobe, j.transform = true, s.body[11]
		}
	default:
		if s.marker < mSOS || s.marker == mDHP {
			return next, im.addFrame(s.marker, s.start, s.body)
		}
	}
	return next, nil
}

// complete reports whether every component has its scans. Without EOI, the scans
// of a progressive file must at least be complete; for a sequential file decoding
// shows it.
func (j *jpegInfo) complete() bool {
	for i := range j.comps {
		for k, bits := range j.comps[i].bits {
			if k == 0 && bits < 0 || !j.ended && bits != 0 {
				return false
			}
		}
	}
	return true
}

// addFrame reads a frame header (T.81, B.2.2).
func (im *Image) addFrame(marker byte, start int, body []byte) *Error {
	j := &im.jpeg
	switch {
	case marker == mDHP:
		return unsupported("JPEG, hierarchical")
	case marker == mDAC:
		return unsupported("JPEG, arithmetic")
	case marker == mJPG || marker > 0xcf:
		return unsupported(fmt.Sprintf("JPEG, marker %02X", marker))
	case marker&7 == 3 || marker&7 == 7:
		return unsupported("JPEG, lossless")
	case marker > mJPG:
		return unsupported("JPEG, arithmetic")
	case marker > mSOF2:
		return unsupported("JPEG, hierarchical")
	case j.comps != nil:
		return damaged("two JPEG frames")
	case len(body) < 6 || len(body) != 6+3*int(body[5]):
		return damaged("JPEG frame")
	case body[0] != 8:
		return unsupported(fmt.Sprintf("JPEG, %d bit", body[0]))
	}
	im.Height = int(binary.BigEndian.Uint16(body[1:]))
	im.Width = int(binary.BigEndian.Uint16(body[3:]))
	if im.Width == 0 {
		return damaged("JPEG width 0")
	}
	if im.Height == 0 {
		return unsupported("JPEG, DNL") // the height comes after the first scan
	}
	if err := fits(im.Width, im.Height); err != nil {
		return err
	}
	switch body[5] {
	case 1:
		im.Space = Gray
	case 3:
		im.Space = RGB
	case 4:
		im.Space = CMYK
	default:
		return unsupported(fmt.Sprintf("JPEG, %d components", body[5]))
	}
	j.process = marker
	j.frame = [2]int{start, start + 4 + len(body)}
	j.keep(j.frame[0], j.frame[1])
	for c := body[6:]; len(c) > 0; c = c[3:] {
		comp := jpegComponent{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), quant: c[2]}
		if comp.quant > 3 {
			return damaged("JPEG frame")
		}
		for k := range comp.bits {
			comp.bits[k] = -1
		}
		j.comps = append(j.comps, comp)
	}
	// The decoder decides which subsamplings it supports.
	header := append([]byte{0xff, mSOI}, jfifSegment...)
	header = append(header, im.Data[j.frame[0]:j.frame[1]]...)
	if _, err := jpeg.DecodeConfig(bytes.NewReader(header)); err != nil {
		return jpegError(err)
	}
	return nil
}

// addScan records which coefficient bits a scan contains (T.81, B.2.3).
func (j *jpegInfo) addScan(body []byte) (*jpegScan, *Error) {
	if j.comps == nil {
		return nil, damaged("JPEG scan")
	}
	s := j.readScan(body)
	if s == nil {
		return nil, damaged("JPEG scan")
	}
	if what := j.missing(s); what != "" {
		return nil, damaged("JPEG scan without " + what)
	}
	for _, c := range s.components {
		bits := &j.comps[c.index].bits
		for k := s.from; k <= s.to; k++ {
			if s.high != 0 && bits[k] != s.high {
				return nil, damaged("JPEG scan") // refines bits that no scan has sent
			}
			bits[k] = s.low
		}
	}
	return s, nil
}

// keep adds a piece, merging it with the previous one if they are adjacent.
func (j *jpegInfo) keep(from, to int) {
	if n := len(j.pieces); n > 0 && j.pieces[n-1][1] == from {
		j.pieces[n-1][1] = to
		return
	}
	j.pieces = append(j.pieces, [2]int{from, to})
}

// scanEnd returns where the entropy-coded data from at ends: at the next marker
// other than a restart marker. Fill bytes may precede either (T.81 B.1.1.2).
func scanEnd(data []byte, at int) int {
	for {
		n := bytes.IndexByte(data[at:], 0xff)
		if n < 0 {
			return len(data)
		}
		at += n
		if at+1 == len(data) {
			return at // first byte of a truncated marker
		}
		marker := at + 1
		for marker+1 < len(data) && data[marker] == 0xff {
			marker++
		}
		if next := data[marker]; next != 0 && (next < mRST0 || next > mRST7) {
			return at
		}
		at = marker + 1
	}
}

// iccChunks assembles a profile from APP2 segments (ICC.1:2010, B.4).
type iccChunks struct {
	chunks [][]byte // by number, from 1
	wrong  bool
}

func (c *iccChunks) add(body []byte) {
	body, ok := bytes.CutPrefix(body, []byte("ICC_PROFILE\x00"))
	if !ok {
		return
	}
	if len(body) < 2 {
		c.wrong = true
		return
	}
	if c.chunks == nil {
		c.chunks = make([][]byte, int(body[1])+1)
	}
	n := int(body[0])
	if n == 0 || n >= len(c.chunks) || int(body[1])+1 != len(c.chunks) || c.chunks[n] != nil {
		c.wrong = true
		return
	}
	c.chunks[n] = body[2:]
}

// join returns the profile; nil if a chunk is missing or repeated.
func (c *iccChunks) join() []byte {
	if c.wrong || len(c.chunks) < 2 {
		return nil
	}
	for _, chunk := range c.chunks[1:] {
		if chunk == nil {
			return nil
		}
	}
	return bytes.Join(c.chunks[1:], nil)
}
