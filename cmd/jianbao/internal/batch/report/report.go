// Package report writes the results of a batch: JSON Lines while it runs, and
// at the end a CSV index and a text summary.
package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// IndexName is the name of the index in the output.
const IndexName = "index.csv"

// columns are the columns of the index, as in its first line.
var columns = []string{
	"manifest", "pdf", "status", "title", "year", "issue", "record", "date", "pages", "profile", "sha512",
	"warnings", "errors", "code", "message", "encodings", "fallbacks", "fonts", "tool",
}

// line is the JSON form of an issue: the journal's entry without the fields
// that only resuming needs.
type line struct {
	Manifest  string          `json:"manifest"`
	PDF       string          `json:"pdf,omitempty"`
	Status    batch.Status    `json:"status"`
	Title     string          `json:"title,omitempty"`
	Year      int             `json:"year,omitempty"`
	Issue     string          `json:"issue,omitempty"`
	Record    string          `json:"record,omitempty"`
	Date      string          `json:"date,omitempty"`
	Pages     int             `json:"pages,omitempty"`
	Profile   string          `json:"profile,omitempty"`
	SHA512    string          `json:"sha512,omitempty"`
	Warnings  int             `json:"warnings"`
	Errors    int             `json:"errors"`
	Findings  []batch.Finding `json:"findings,omitempty"`
	Encodings []string        `json:"encodings,omitempty"`
	Fallbacks []string        `json:"fallbacks,omitempty"`
	Fonts     []string        `json:"fonts,omitempty"`
	Tool      string          `json:"tool"`
}

// Line returns an issue as a line of JSON, for programs that follow a run.
// Callers write it with one Write, so that lines of a killed process are
// complete or absent on systems that write atomically.
func Line(e *batch.Entry) ([]byte, error) {
	r := &e.Result
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(line{
		Manifest: e.Key, PDF: e.Output, Status: r.Status, Title: r.Title, Year: r.Year, Issue: r.Number,
		Record: r.Record, Date: r.Date, Pages: r.Pages, Profile: r.Profile, SHA512: r.SHA512,
		Warnings: r.Warnings, Errors: r.Errors, Findings: r.Findings,
		Encodings: r.Encodings, Fallbacks: r.Fallbacks, Fonts: r.Fonts, Tool: r.Tool,
	})
	return b.Bytes(), err
}

// IsLine reports whether a text begins with a line of Line.
func IsLine(r io.Reader) bool {
	const most = 1 << 20 // a line has at most some thousand findings
	first, err := bufio.NewReader(io.LimitReader(r, most)).ReadBytes('\n')
	if err != nil {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(first))
	d.DisallowUnknownFields()
	var l line
	if d.Decode(&l) != nil {
		return false
	}
	switch l.Status {
	case batch.OK, batch.Warning, batch.Failed:
		return l.Manifest != ""
	}
	return false
}

// Log writes a line for each issue, in the order of completion.
type Log struct{ W io.Writer }

// Add writes the line of an issue.
func (l Log) Add(e batch.Entry) error {
	line, err := Line(&e)
	if err != nil {
		return err
	}
	_, err = l.W.Write(line)
	return err
}

// Index is the table of all issues for a spreadsheet: UTF-8 with a byte order
// mark, without which Excel assumes the system's legacy encoding; lines end
// with CR LF (RFC 4180).
//
// The number of an issue is given as printed, because Excel converts 9-10 to a
// date. Excel also reads a record number that consists of digits as a number;
// such columns must be imported as text.
type Index struct{ w *bufio.Writer }

// NewIndex starts an index by writing its header. Errors of w are returned by
// Close.
func NewIndex(w io.Writer) *Index {
	x := &Index{bufio.NewWriter(w)}
	x.w.WriteString("\ufeff")
	record(x.w, columns)
	return x
}

// Add adds an issue. Issues must be added in the order of their keys.
func (x *Index) Add(e *batch.Entry) { record(x.w, Cells(e)) }

// Columns returns the names of the columns, the first row of the index.
func Columns() []string { return slices.Clone(columns) }

// Cells returns the cells of an issue's row.
func Cells(e *batch.Entry) []string {
	r := &e.Result
	code, message := "", ""
	if f := Worst(r.Findings); f != nil {
		code, message = f.Code, oneLine(f)
	}
	return escaped([]string{
		e.Key, e.Output, string(r.Status), r.Title, number(r.Year), r.Number, r.Record, r.Date, number(r.Pages), r.Profile, r.SHA512,
		strconv.Itoa(r.Warnings), strconv.Itoa(r.Errors), code, message,
		strings.Join(r.Encodings, "; "), strings.Join(r.Fallbacks, "; "), strings.Join(r.Fonts, "; "), r.Tool,
	})
}

// escaped converts texts to cells, in place.
func escaped(cells []string) []string {
	for i := range cells {
		cells[i] = cell(cells[i])
	}
	return cells
}

// Close flushes the index.
func (x *Index) Close() error { return x.w.Flush() }

// NotBuilt returns the entry of an issue that was not started before the run
// was stopped.
func NotBuilt(key, tool, lang string) *batch.Entry {
	severity, _ := diag.SeverityOf("batch-not-built")
	d := diag.Diagnostic{Code: "batch-not-built", Severity: severity}
	return &batch.Entry{Key: key, Result: batch.Result{
		Status: batch.Failed, Errors: 1, Tool: tool, Findings: []batch.Finding{batch.FindingOf(&d, lang)},
	}}
}

// Worst returns the finding shown where only one is: the first of the highest
// severity. Notices are ignored; nil if there is no other.
func Worst(findings []batch.Finding) *batch.Finding {
	rank := map[string]int{"error": 2, "warning": 1}
	var worst *batch.Finding
	for i := range findings {
		if r := rank[findings[i].Severity]; r > 0 && (worst == nil || r > rank[worst.Severity]) {
			worst = &findings[i]
		}
	}
	return worst
}

// oneLine returns a finding as one line, with its place.
func oneLine(f *batch.Finding) string {
	if f.Place == "" {
		return f.Message
	}
	return f.Place + ": " + f.Message
}

// number formats n; empty for 0, which means unknown.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
