package bag

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

// ReportSchema is the number of the format of an issue's report. It increases
// when a key is removed or changes its meaning.
const ReportSchema = 1

// Report is a bag's record of how an issue was built. The order of its fields
// is part of the format. It does not depend on the machine or the time: the
// same input gives the same bytes.
type Report struct {
	Schema    int             `json:"schema"`
	Tool      string          `json:"tool"`
	Status    batch.Status    `json:"status"`
	Title     string          `json:"title"`
	Year      int             `json:"year"`
	Issue     string          `json:"issue"`  // as printed
	Number    string          `json:"number"` // as in the manifest
	Record    string          `json:"record,omitempty"`
	Date      string          `json:"date"`
	Pages     int             `json:"pages"`
	Profile   string          `json:"profile"`
	PDF       ReportFile      `json:"pdf"`
	Warnings  int             `json:"warnings"`
	Errors    int             `json:"errors"`
	Findings  []batch.Finding `json:"findings"`
	Encodings []string        `json:"encodings"`
	Fallbacks []string        `json:"fallbacks"`
	Fonts     []string        `json:"fonts"`
	InputHash string          `json:"input_hash"`
	Inputs    []ReportInput   `json:"inputs"`
}

// ReportFile is a file of the bag.
type ReportFile struct {
	File   string `json:"file"` // below the bag
	Size   int64  `json:"size"`
	SHA512 string `json:"sha512"`
}

// ReportInput is a file read for the issue.
type ReportInput struct {
	Name    string `json:"name"`               // original name relative to the issue's folder
	NameHex string `json:"name_hex,omitempty"` // its bytes in hexadecimal, if they are not UTF-8
	Kind    string `json:"kind"`
	Ref     string `json:"ref,omitempty"`  // path as given by the issue, for files outside its folder
	File    string `json:"file,omitempty"` // its copy, relative to the bag; empty: not copied
	Size    int64  `json:"size"`
	SHA512  string `json:"sha512"`
}

// Contents returns the files of an issue in a bag other than its PDF: sidecar,
// report and sources, sorted by path. pdf is the path of the PDF relative to
// data/ and ends in ".pdf"; its names must be unchanged by name.Clean.
//
// For an issue that failed, which has no files in a bag, it returns an error.
func Contents(pdf string, r *batch.Result) ([]Content, error) {
	if r.Status == batch.Failed || len(r.PDF) == 0 {
		return nil, errors.New("bag: an issue that was not built has no files in a bag")
	}
	if !strings.HasSuffix(pdf, extension) || !inside(pdf) || !Portable(pdf) {
		return nil, fmt.Errorf("bag: %q cannot be the name of a PDF in a bag", pdf)
	}
	paths := Beside(pdf)
	rep := Report{
		Schema: ReportSchema, Tool: r.Tool, Status: r.Status, Title: r.Title, Year: r.Year, Issue: r.Number, Number: r.RawNumber,
		Record: r.Record, Date: r.Date, Pages: r.Pages, Profile: r.Profile, InputHash: r.InputHash,
		PDF:      ReportFile{path.Join(Payload, pdf), int64(len(r.PDF)), r.SHA512},
		Warnings: r.Warnings, Errors: r.Errors,
		Findings: list(r.Findings), Encodings: list(r.Encodings), Fallbacks: list(r.Fallbacks), Fonts: list(r.Fonts), Inputs: []ReportInput{},
	}
	if rep.PDF.SHA512 == "" {
		sum := sha512.Sum512(r.PDF)
		rep.PDF.SHA512 = hex.EncodeToString(sum[:])
	}
	var t tree
	for i := range r.Inputs {
		if copied(&r.Inputs[i]) {
			t.add(i, r.Inputs[i].Name)
		}
	}
	places := t.places(paths.Sources)
	var sources []Content
	for i := range r.Inputs {
		in := &r.Inputs[i]
		line := ReportInput{Name: in.Name, Kind: in.Kind, Ref: in.Ref, Size: in.Size, SHA512: in.SHA512}
		if !utf8.ValidString(in.Name) {
			line.Name, line.NameHex = strings.ToValidUTF8(in.Name, "\ufffd"), hex.EncodeToString([]byte(in.Name))
		}
		if place := places[i]; place != "" {
			line.File = path.Join(Payload, place)
			sources = append(sources, Content{place, in.Data})
		}
		rep.Inputs = append(rep.Inputs, line)
	}
	text, err := encode(&rep)
	if err != nil {
		return nil, fmt.Errorf("bag: report of %s: %w", pdf, err)
	}
	var contents []Content
	if len(r.Sidecar) > 0 {
		contents = append(contents, Content{paths.Sidecar, r.Sidecar})
	}
	contents = append(contents, Content{paths.Report, text})
	contents = append(contents, sources...)
	byName(contents)
	return contents, nil
}

// copied reports whether a file is copied to the bag. Fonts are not; other
// files are if their bytes were kept, not only their hash.
func copied(in *batch.Input) bool {
	return in.Kind != manifest.KindFont && int64(len(in.Data)) == in.Size
}

// list returns s, or an empty list in place of nil, so that JSON never contains
// null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}
