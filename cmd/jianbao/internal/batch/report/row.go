package report

import (
	"encoding/hex"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
)

// Row is a row of an index as it is read back: what identifies an issue and its
// PDF.
type Row struct {
	Manifest, PDF        string
	Status               batch.Status
	Title, Issue, Record string
	Year                 int // 0: unknown
	Date                 string
	Pages                int // 0 if the issue failed
	Profile, SHA512      string
	Warnings             int
	Code, Message        string
}

// ParseRow returns the row that cells describe. ok is false if Cells returns such
// cells for no entry; the row then contains what could be read.
func ParseRow(cells []string) (r Row, ok bool) {
	if len(cells) != len(columns) {
		return r, false
	}
	const fonts, tool = 17, 18 // columns
	ok = true
	count := func(s string, least int) int {
		n, err := strconv.Atoi(s)
		if s != "" && (err != nil || n < least || strconv.Itoa(n) != s) {
			ok = false
		}
		return n
	}
	r = Row{
		Manifest: plain(cells[0]), PDF: plain(cells[1]), Status: batch.Status(cells[2]), Title: plain(cells[3]), Year: count(cells[4], 1),
		Issue: plain(cells[5]), Record: plain(cells[6]), Date: plain(cells[7]), Pages: count(cells[8], 1), Profile: plain(cells[9]), SHA512: cells[10],
		Warnings: count(cells[11], 0), Code: cells[13], Message: plain(cells[14]),
	}
	errors := count(cells[12], 0)
	finding := r.Code != "" && r.Message != ""
	switch r.Status {
	case batch.OK, batch.Warning:
		digest, err := hex.DecodeString(r.SHA512)
		ok = ok && err == nil && len(digest) == 64 && r.Pages > 0 && fs.ValidPath(r.PDF) && r.Profile != "" && errors == 0
		// Text for print may be converted to outlines, which need no fonts.
		ok = ok && (cells[fonts] != "" || strings.HasPrefix(r.Profile, "print"))
		if r.Status == batch.OK {
			ok = ok && r.Warnings == 0 && r.Code == "" && r.Message == ""
		} else {
			ok = ok && r.Warnings > 0 && finding
		}
	case batch.Failed:
		ok = ok && r.PDF == "" && r.SHA512 == "" && r.Pages == 0 && errors > 0 && finding
	default:
		ok = false
	}
	return r, ok && fs.ValidPath(r.Manifest) && r.Manifest != "." && cells[11] != "" && cells[12] != "" && cells[tool] != ""
}

// IsIndex reports whether a first row is that of an index, possibly a damaged one:
// most names of columns are in it.
func IsIndex(cells []string) bool {
	n := 0
	for _, column := range columns {
		if slices.Contains(cells, column) {
			n++
		}
	}
	return 2*n > len(columns)
}
