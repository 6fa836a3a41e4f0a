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

// ReportSchema is the number of the format of an issue's report. It changes
// when a key changes its meaning or goes.
const ReportSchema = 1

// Report is what the bag says of how an issue came about. The order of its
// fields is part of the format. There is nothing in it of the machine or of the
// hour: the same input gives the same bytes.
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

// ReportInput is a file that was read for the issue.
type ReportInput struct {
	Name    string `json:"name"`               // as it was called, below the issue's folder
	NameHex string `json:"name_hex,omitempty"` // its bytes, if they are no UTF-8
	Kind    string `json:"kind"`
	Ref     string `json:"ref,omitempty"`  // path as the issue gives it, of files elsewhere
	File    string `json:"file,omitempty"` // where it lies below the bag; empty: it was not copied
	Size    int64  `json:"size"`
	SHA512  string `json:"sha512"`
}

// Contents returns what lies in a bag for an issue besides its PDF: sidecar,
// report and sources, sorted by where they go. pdf is the path of the PDF below
// data/, and ends in ".pdf"; all names of it are ones that name.Clean leaves as
// they are.
//
// An issue that failed has nothing in a bag, and asking for it is an error.
func Contents(pdf string, r *batch.Result) ([]Content, error) {
	if r.Status == batch.Failed || len(r.PDF) == 0 {
		return nil, errors.New("bag: an issue that was not built has nothing in a bag")
	}
	if !strings.HasSuffix(pdf, extension) || !inside(pdf) || !Portable(pdf) {
		return nil, fmt.Errorf("bag: %q cannot be the name of a PDF in a bag", pdf)
	}
	beside := Beside(pdf)
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
	places := t.places(beside.Sources)
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
		contents = append(contents, Content{beside.Sidecar, r.Sidecar})
	}
	contents = append(contents, Content{beside.Report, text})
	contents = append(contents, sources...)
	byName(contents)
	return contents, nil
}

// copied reports whether a file goes into the bag. A font may not; of others
// there are the bytes, unless only their hash was kept.
func copied(in *batch.Input) bool {
	return in.Kind != manifest.KindFont && int64(len(in.Data)) == in.Size
}

// list is never null in JSON.
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
