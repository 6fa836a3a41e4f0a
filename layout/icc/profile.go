package icc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
)

// Limits of profiles. A profile has a few dozen tags at most; the largest in use
// have some megabytes.
const (
	maxTags = 200
	maxSize = 64 << 20
)

const headerSize = 128 // ICC.1 7.2

// Profile is a profile that has been read and validated.
type Profile struct {
	Data        []byte // cut to the size in its header
	Class       string // "prtr", "mntr", "scnr", "spac"
	Space       Space
	Version     [2]uint8 // 2.4, 4.3
	Description string

	lab  bool // whether the connection space is Lab; else XYZ
	tags map[string]span
	kept keptTransforms // transforms to this profile
}

// span is the range of a tag in the profile, in bytes.
type span struct{ offset, size uint32 }

// Standard is a standard that restricts the profiles in a file.
type Standard uint8

// The standards.
const (
	PDFX1a Standard = iota + 1 // ISO 15930-1 and -4: ICC 2
	PDFX4                      // ISO 15930-7: up to ICC 4.2 (ICC.1:2004-10)
)

// Parse reads and validates a profile. Bytes after the size in its header are
// dropped. The error describes the first problem, in English.
func Parse(data []byte) (*Profile, error) {
	if len(data) < headerSize+4 {
		return nil, errors.New("shorter than the header of a profile")
	}
	size := binary.BigEndian.Uint32(data)
	switch {
	case string(data[36:40]) != "acsp":
		return nil, errors.New("not an ICC profile: the signature acsp is missing")
	case uint64(size) > uint64(len(data)):
		return nil, fmt.Errorf("truncated: %d bytes of %d", len(data), size)
	case size < headerSize+4 || size > maxSize:
		return nil, fmt.Errorf("invalid size: %d bytes", size)
	}
	p := &Profile{Data: data[:size], Class: string(data[12:16]), Version: [2]uint8{data[8], data[9] >> 4}}
	if p.Version[0] != 2 && p.Version[0] != 4 {
		return nil, fmt.Errorf("ICC version %d.%d: only 2 and 4 are supported", p.Version[0], p.Version[1])
	}
	switch p.Class {
	case "prtr", "mntr", "scnr", "spac":
	default:
		return nil, fmt.Errorf("class %q is not that of a device profile", p.Class)
	}
	switch space := string(data[16:20]); space {
	case "GRAY":
		p.Space = Gray
	case "RGB ":
		p.Space = RGB
	case "CMYK":
		p.Space = CMYK
	default:
		return nil, fmt.Errorf("colour space %q: only gray, RGB and CMYK are supported", space)
	}
	switch pcs := string(data[20:24]); pcs {
	case "XYZ ":
	case "Lab ":
		p.lab = true
	default:
		return nil, fmt.Errorf("connection space %q: neither XYZ nor Lab", pcs)
	}
	if err := p.readTags(); err != nil {
		return nil, err
	}
	p.Description = p.text("desc")
	if err := p.validate(); err != nil {
		return nil, err
	}
	return p, nil
}

// Name returns the description of a profile, which need not be sound; empty if it
// cannot be read.
func Name(data []byte) string {
	p := &Profile{Data: data}
	if len(data) < headerSize+4 || p.readTags() != nil {
		return ""
	}
	return p.text("desc")
}

// readTags reads the table of tags (ICC.1 7.3).
func (p *Profile) readTags() error {
	count := binary.BigEndian.Uint32(p.Data[headerSize:])
	if count > maxTags || headerSize+4+12*int(count) > len(p.Data) {
		return fmt.Errorf("invalid number of tags: %d", count)
	}
	p.tags = make(map[string]span, count)
	for i := range int(count) {
		entry := p.Data[headerSize+4+12*i:]
		name := string(entry[:4])
		at := span{binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])}
		if uint64(at.offset)+uint64(at.size) > uint64(len(p.Data)) {
			return fmt.Errorf("tag %q is outside the profile", name)
		}
		if _, ok := p.tags[name]; ok {
			return fmt.Errorf("tag %q occurs twice", name)
		}
		p.tags[name] = at
	}
	return nil
}

// tag returns the data of a tag, nil if there is none.
func (p *Profile) tag(name string) []byte {
	at, ok := p.tags[name]
	if !ok {
		return nil
	}
	return p.Data[at.offset : at.offset+at.size]
}

func (p *Profile) has(name string) bool { _, ok := p.tags[name]; return ok }

// validate reads everything that a transform may need later.
func (p *Profile) validate() error {
	if _, err := p.toPCS(colorimetric); err != nil {
		return err
	}
	for _, name := range []string{"A2B0", "A2B1", "A2B2"} {
		if p.has(name) {
			if _, err := p.readTable(name, true); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"B2A0", "B2A1", "B2A2"} {
		if p.has(name) {
			if _, err := p.readTable(name, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// Printing returns an error if the profile cannot be the printing condition of a
// file of the standard. It must be an output profile of gray or CMYK with tables
// in both directions, of a version that the standard allows (ISO 15930-7 6.4;
// ISO 15930-1 6.2).
func (p *Profile) Printing(s Standard) error {
	switch {
	case p.Class != "prtr":
		return fmt.Errorf("class %q: only an output profile (prtr) describes a printing condition", p.Class)
	case p.Space == RGB:
		return errors.New("an RGB profile cannot describe a printing condition")
	case p.Space == CMYK && (!p.has("A2B0") || !p.has("B2A0")):
		return errors.New("the table A2B0 or B2A0 is missing")
	case p.Space == Gray && !p.has("kTRC") && (!p.has("A2B0") || !p.has("B2A0")):
		return errors.New("the gray curve (kTRC) is missing")
	case s == PDFX1a && p.Version[0] != 2:
		return fmt.Errorf("ICC version %d.%d: PDF/X-1a allows only version 2", p.Version[0], p.Version[1])
	case s == PDFX4 && p.Version[0] == 4 && p.Version[1] > 2:
		return fmt.Errorf("ICC version %d.%d: PDF/X-4 allows versions up to 4.2", p.Version[0], p.Version[1])
	}
	return nil
}

// text returns a text tag of any of the types; "" if it is missing or malformed.
func (p *Profile) text(name string) string {
	data := p.tag(name)
	if len(data) < 12 {
		return ""
	}
	switch string(data[:4]) {
	case "desc": // ICC.1:2001-04 6.5.17
		return ascii(data[12:], binary.BigEndian.Uint32(data[8:]))
	case "text":
		return ascii(data[8:], uint32(len(data)-8))
	case "mluc": // ICC.1:2010 10.13
		return localized(data)
	}
	return ""
}

func ascii(data []byte, length uint32) string {
	if uint64(length) < uint64(len(data)) {
		data = data[:length]
	}
	if end := bytes.IndexByte(data, 0); end >= 0 {
		data = data[:end]
	}
	for _, c := range data {
		if c >= 0x80 || c < ' ' {
			return ""
		}
	}
	return string(data)
}

// localized returns the English version of a multilingual text, else its first.
func localized(data []byte) string {
	if len(data) < 16 || binary.BigEndian.Uint32(data[12:]) != 12 {
		return ""
	}
	first := ""
	count := min(binary.BigEndian.Uint32(data[8:]), maxTags)
	for i := range int(count) {
		if len(data) < 16+12*(i+1) {
			break
		}
		record := data[16+12*i:]
		length, offset := uint64(binary.BigEndian.Uint32(record[4:])), uint64(binary.BigEndian.Uint32(record[8:]))
		if offset+length > uint64(len(data)) || length > 1<<12 {
			continue
		}
		raw := data[offset : offset+length]
		units := make([]uint16, len(raw)/2)
		for k := range units {
			units[k] = binary.BigEndian.Uint16(raw[2*k:])
		}
		text := string(utf16.Decode(units))
		if string(record[:2]) == "en" {
			return text
		}
		if first == "" {
			first = text
		}
	}
	return first
}
