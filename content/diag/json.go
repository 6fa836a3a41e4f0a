package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// record is one line of the JSON output. The order of its fields is part of the
// format.
type record struct {
	Code        Code   `json:"code"`
	Severity    string `json:"severity"`
	Message     string `json:"message"`
	Hint        string `json:"hint,omitempty"`
	DidYouMean  string `json:"didYouMean,omitempty"`
	Replacement string `json:"replacement,omitempty"`
	Path        string `json:"path,omitempty"`
	*position
}

// position is left out for findings about no place in a text.
type position struct {
	Unit      string `json:"unit,omitempty"` // of a document
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Table     int    `json:"table,omitempty"` // with row and cell: of a cell
	Row       int    `json:"row,omitempty"`
	Cell      int    `json:"cell,omitempty"`
	Note      int    `json:"note,omitempty"`
}

// WriteJSON writes the findings as JSON Lines: one object a line with code,
// severity, message and, where present, hint, didYouMean (an existing name),
// replacement (text for the place), path, and the place: line, column, endLine,
// endColumn counted from 1 in code points, start and end in bytes of the file
// on disk, including its byte order mark and in its encoding. Of a document they have
// unit too, and table, row and cell, or note; line is the ordinal of the paragraph, and
// start and end are bytes of the extracted text.
func WriteJSON(w io.Writer, items []Diagnostic, lang Lang) error {
	lines := map[*Source]*Lines{} // looked up only, never walked
	for i := range items {
		d := &items[i]
		r := record{
			Code: d.Code, Severity: d.Severity.String(), Message: d.Message(lang), Hint: d.Hint(lang),
			DidYouMean: d.Fix.DidYouMean, Replacement: d.Fix.Write,
		}
		if src := d.Span.Source; src != nil {
			r.Path = src.Path
			if src.Data != nil {
				l := lines[src]
				if l == nil {
					l = src.Index()
					lines[src] = l
				}
				r.position = l.position(d.Span)
			}
		}
		if err := writeRecord(w, r); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lines) position(s Span) *position {
	start := min(max(s.Start, 0), len(l.data))
	end := min(max(s.End, start), len(l.data))
	var p position
	if l.units != nil {
		u := unitAt(l.units, start)
		p.Unit, p.Table, p.Row, p.Cell, p.Note = u.Kind.String(), u.Table, u.Row, u.Cell, u.Note
	}
	p.Line, p.Column = l.Position(start)
	p.EndLine, p.EndColumn = l.Position(end)
	p.Start = s.Source.RawOffset(start)
	p.End = p.Start
	if end > start {
		p.End = s.Source.rawEnd(end)
	}
	return &p
}

// rawEnd returns the offset in the file at which the character ends that ends
// at byte end of the text; end > 0.
func (s *Source) rawEnd(end int) int {
	last := end - 1
	for last > 0 && end-last < utf8.UTFMax && !utf8.RuneStart(s.Data[last]) {
		last--
	}
	raw := s.RawOffset(last)
	for i := len(s.Raw) - 1; i >= 0; i-- {
		if r := s.Raw[i]; r.Off <= last {
			if r.Text == 1 && r.File == 1 {
				return raw + end - last
			}
			return raw + int(r.File)
		}
	}
	return raw + end - last
}

// writeRecord writes r and escapes characters that JSON permits but terminals
// interpret.
func writeRecord(w io.Writer, r record) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("diagnostic as JSON: %w", err)
	}
	var out bytes.Buffer
	for _, c := range b.String() {
		switch {
		case c != '\n' && hidden(c) && c > 0xFFFF:
			c -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xD800+(c>>10), 0xDC00+(c&0x3FF))
		case c != '\n' && hidden(c):
			fmt.Fprintf(&out, `\u%04x`, c)
		default:
			out.WriteRune(c)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}
