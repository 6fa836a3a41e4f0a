package importlist

import (
	"bytes"
	"strings"

	"jianbao/content/diag"
)

// cell is a field of the list: its text without quotes, and its place.
type cell struct {
	text       string
	start, end int
}

// csvReader reads CSV as in RFC 4180, with any separator and the line ends of
// any system.
type csvReader struct {
	src *diag.Source
	sep byte
	pos int
	log *diag.List
}

func (r *csvReader) span(c cell) diag.Span {
	return diag.Span{Source: r.src, Start: c.start, End: c.end}
}

// row reads the next row that is not blank; nil at the end.
func (r *csvReader) row() []cell {
	for r.pos < len(r.src.Data) {
		var cells []cell
		blank := true
		for {
			c, more := r.cell()
			blank = blank && c.text == ""
			cells = append(cells, c)
			if !more {
				break
			}
		}
		if !blank {
			return cells
		}
	}
	return nil
}

// cell reads a field and its terminator; more reports whether that was a
// separator.
func (r *csvReader) cell() (c cell, more bool) {
	data := r.src.Data
	c.start = r.pos
	if r.pos < len(data) && data[r.pos] == '"' {
		c.text = r.quoted()
	} else {
		for r.pos < len(data) && data[r.pos] != r.sep && data[r.pos] != '\n' && data[r.pos] != '\r' {
			r.pos++
		}
		c.text = string(data[c.start:r.pos])
	}
	c.end = r.pos
	c.text = strings.TrimSpace(c.text)
	if r.pos == len(data) {
		return c, false
	}
	sign := data[r.pos]
	r.pos++
	if sign == '\r' && r.pos < len(data) && data[r.pos] == '\n' {
		r.pos++
	}
	return c, sign == r.sep
}

// quoted reads a quoted field, which may contain line ends; they are converted
// to LF.
func (r *csvReader) quoted() string {
	data, from := r.src.Data, r.pos
	var b strings.Builder
	for r.pos++; r.pos < len(data); r.pos++ {
		switch c := data[r.pos]; {
		case c == '\r':
			if r.pos+1 == len(data) || data[r.pos+1] != '\n' {
				b.WriteByte('\n')
			}
		case c != '"':
			b.WriteByte(c)
		case r.pos+1 < len(data) && data[r.pos+1] == '"':
			b.WriteByte('"')
			r.pos++
		default:
			r.pos++
			r.afterQuote()
			return b.String()
		}
	}
	r.log.Add("import-quote-open", diag.Span{Source: r.src, Start: from, End: from + 1})
	return b.String()
}

// afterQuote reports text between a field's closing quote and the separator.
func (r *csvReader) afterQuote() {
	data, from := r.src.Data, r.pos
	for r.pos < len(data) && data[r.pos] != r.sep && data[r.pos] != '\n' && data[r.pos] != '\r' {
		r.pos++
	}
	if extra := strings.TrimSpace(string(data[from:r.pos])); extra != "" {
		r.log.Add("import-quote-after", diag.Span{Source: r.src, Start: from, End: r.pos}, extra)
	}
}

// separatorLine returns the separator that the first line of a list for Excel gives
// (sep=;), and the offset of the next line; 0 if there is no such line.
func separatorLine(data []byte) (next int, sep byte) {
	end := bytes.IndexAny(data, "\r\n")
	if end < 0 {
		return 0, 0
	}
	text := strings.Trim(strings.Trim(string(data[:end]), " "), `"`)
	if len(text) != len("sep=,") || !strings.EqualFold(text[:4], "sep=") {
		return 0, 0
	}
	return end + 1, text[4]
}

// separator returns the separator with which the first row contains the most
// known column names.
func separator(src *diag.Source) byte {
	best, most := byte(','), 0
	for _, sep := range []byte(",;\t") {
		r := csvReader{src: src, sep: sep, log: &diag.List{}}
		n := 0
		for _, c := range r.row() {
			if columnOf(c.text) != "" {
				n++
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}
