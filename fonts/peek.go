package fonts

import (
	"fmt"
	"io"
)

// Summary is what Summaries reads of a face: its names and permissions.
type Summary struct {
	Index      int // in a collection
	Families   []string
	FullNames  []string
	PostScript string
	Bold       bool
	FSType     uint16 // as Face.FSType
	Usable     bool   // whether Open would not refuse its kind: it is neither variable nor CFF2, nor without head
}

// Limits of what Summaries reads of a file.
const (
	maxSummaryFaces = 64
	maxSummaryTable = 1 << 20
)

// Summaries returns the faces of a font file. It reads the directory and two
// tables of each face, some kilobytes of files that may have tens of megabytes.
// The error says why r is no font file.
func Summaries(r io.ReaderAt) ([]Summary, error) {
	head, err := readTable(r, 0, 12)
	if err != nil {
		return nil, err
	}
	if string(head[:4]) != "ttcf" {
		s, err := summary(r, 0)
		if err != nil {
			return nil, err
		}
		return []Summary{s}, nil
	}
	n := min(head.u32(8), maxSummaryFaces)
	offsets, err := readTable(r, 12, 4*n)
	if err != nil {
		return nil, err
	}
	var list []Summary
	for i := range n {
		s, err := summary(r, int64(offsets.u32(4*i)))
		if err != nil {
			return nil, err
		}
		s.Index = i
		list = append(list, s)
	}
	return list, nil
}

// summary reads a face whose table directory is at an offset.
func summary(r io.ReaderAt, at int64) (Summary, error) {
	head, err := readTable(r, at, 12)
	if err != nil {
		return Summary{}, err
	}
	switch sig := string(head[:4]); sig {
	case "\x00\x01\x00\x00", "true", "OTTO":
	default:
		return Summary{}, fmt.Errorf("not a font: begins with %q", sig)
	}
	n := head.u16(4)
	if n > maxTables {
		return Summary{}, fmt.Errorf("%d tables", n)
	}
	directory, err := readTable(r, at+12, 16*n)
	if err != nil {
		return Summary{}, err
	}
	f, s := &Face{}, Summary{Usable: true}
	slots := map[string]*table{"name": &f.raw.name, "OS/2": &f.raw.os2, "head": &f.raw.head}
	for i := range n {
		e := directory.sub(16*i, 16)
		tag := string(e[:4])
		if tag == "fvar" || tag == "CFF2" {
			s.Usable = false
		}
		// As for Open, the first table of a name counts, and one that ends outside the
		// file is missing.
		if at := slots[tag]; at != nil && *at == nil {
			*at, _ = readTable(r, int64(e.u32(8)), min(e.u32(12), maxSummaryTable))
		}
	}
	s.Usable = s.Usable && f.raw.head != nil
	s.Families, s.FullNames, s.PostScript = f.FamilyNames(), f.namesOf(nameFull), f.PostScriptName()
	s.Bold, s.FSType = f.IsBold(), f.FSType()
	return s, nil
}

func readTable(r io.ReaderAt, at int64, n int) (table, error) {
	b := make([]byte, n)
	if _, err := r.ReadAt(b, at); err != nil {
		return nil, err
	}
	return b, nil
}
