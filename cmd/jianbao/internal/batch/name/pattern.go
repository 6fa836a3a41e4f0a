// Package name assigns the PDF of each issue its path in the output. Names must
// be valid and distinct on every system an archive may move to; this is checked
// before anything is written.
package name

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
)

// patternFlag is the flag that sets a pattern, for messages.
const patternFlag = "--name"

// maxWidth is the maximum number of digits a number is padded to.
const maxWidth = 9

// Pattern is a template for names with fields of the manifest:
// {title}-{year}-{number:03}.
type Pattern struct {
	text  string
	parts []part
}

// part is a literal, or a field with the number of digits it is padded to.
type part struct {
	literal string
	field   string
	width   int
}

// fieldNames holds the fields of a pattern; numeric ones may have a width.
var fieldNames = []string{"title", "year", "number", "date", "record"}

func numeric(field string) bool { return field == "year" || field == "number" }

// Parse reads a pattern. Slashes in it make folders; ".pdf" at its end may be
// left out. It returns false if the pattern is invalid; the errors are in log.
func Parse(text string, log *diag.List) (*Pattern, bool) {
	src := &diag.Source{Path: patternFlag, Data: []byte(text)}
	r := patternReader{p: &Pattern{text: text}, log: log, src: src}
	before := log.Count(diag.Error)
	body := text
	if n := len(body) - len(".pdf"); n >= 0 && strings.EqualFold(body[n:], ".pdf") {
		body = body[:n]
	}
	r.read(body)
	if log.Count(diag.Error) == before {
		r.folders(body)
	}
	return r.p, log.Count(diag.Error) == before
}

// String returns the pattern as it was written.
func (p *Pattern) String() string { return p.text }

// needs reports whether a field occurs.
func (p *Pattern) needs(field string) bool {
	return slices.ContainsFunc(p.parts, func(q part) bool { return q.field == field })
}

type patternReader struct {
	p   *Pattern
	log *diag.List
	src *diag.Source
}

func (r *patternReader) fail(code diag.Code, from, to int, fix diag.Fix, args ...any) {
	r.log.AddFix(code, diag.Span{Source: r.src, Start: from, End: to}, fix, args...)
}

func (r *patternReader) read(body string) {
	for i := 0; i < len(body); {
		switch c, n := utf8.DecodeRuneInString(body[i:]); {
		case c == '{':
			end := strings.IndexAny(body[i+1:], "{}")
			if end < 0 || body[i+1+end] == '{' {
				r.fail("name-pattern-brace", i, i+1, diag.Fix{}, "{")
				i++
				continue
			}
			r.field(body[i+1:i+1+end], i+1)
			i += end + 2
		case c == '}':
			r.fail("name-pattern-brace", i, i+1, diag.Fix{}, "}")
			i++
		case c != '/' && forbidden(c, n):
			r.fail("name-pattern-character", i, i+n, diag.Fix{}, body[i:i+n])
			i += n
		default:
			r.literal(body[i : i+n])
			i += n
		}
	}
}

func (r *patternReader) literal(s string) {
	if n := len(r.p.parts); n > 0 && r.p.parts[n-1].field == "" {
		r.p.parts[n-1].literal += s
		return
	}
	r.p.parts = append(r.p.parts, part{literal: s})
}

func (r *patternReader) field(text string, at int) {
	field, format, hasFormat := strings.Cut(text, ":")
	if !slices.Contains(fieldNames, field) {
		r.fail("name-pattern-field", at, at+len(field), diag.Fix{DidYouMean: diag.Nearest(field, fieldNames)}, field, fieldNames)
		return
	}
	width := 0
	if hasFormat {
		var err error
		width, err = strconv.Atoi(strings.TrimPrefix(format, "0"))
		if err != nil || width < 1 || width > maxWidth || format[0] != '0' || len(format) != 2 || !numeric(field) {
			r.fail("name-pattern-width", at+len(field)+1, at+len(text), diag.Fix{}, format, field)
			return
		}
	}
	r.p.parts = append(r.p.parts, part{field: field, width: width})
}

// folders checks the parts between slashes.
func (r *patternReader) folders(body string) {
	from := 0
	for _, s := range strings.Split(body, "/") {
		to := from + len(s)
		if s == "" || s[0] == '.' || s[0] == ' ' || strings.TrimRight(s, ". ") != s || isDevice(s) {
			r.fail("name-pattern-folder", from, to, diag.Fix{}, s)
		}
		from = to + 1
	}
}

// render fills in the fields. Slashes in a value do not create folders; display
// still contains them. It returns false if a field is empty.
func (p *Pattern) render(f *Fields) (name, display string, ok bool) {
	var b, full strings.Builder
	for _, q := range p.parts {
		value := q.literal
		if q.field != "" {
			if value = f.get(q.field); value == "" {
				return "", "", false
			}
			if pad := q.width - len(value); pad > 0 && (q.field == "year" || f.Whole) {
				value = strings.Repeat("0", pad) + value
			}
		}
		full.WriteString(value)
		if q.field != "" {
			value = strings.ReplaceAll(value, "/", "_")
		}
		b.WriteString(value)
	}
	return b.String(), full.String(), true
}
