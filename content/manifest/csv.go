package manifest

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
)

// csvField is a field of a table in CSV form (RFC 4180), without quotes around it.
type csvField struct {
	value string // with LF for every line end
	place diag.Place
	from  int // offset in the text
}

// csvRecord is a line of a table in CSV form; one with quoted line ends goes over
// several lines of the text.
type csvRecord struct {
	fields   []csvField // at most MaxColumns
	n        int        // number of fields
	from, to int        // offsets in the text
}

// csvFault is why a text is not in CSV form.
type csvFault struct {
	code     diag.Code
	from, to int
}

// csvText is a text in CSV form and how it is read.
type csvText struct {
	data  string
	place diag.Place
	comma byte // between fields
	told  bool // the comma is that of the file's ending, so that another one is reported
}

// records returns the records of the text, up to the first fault. Empty lines at its
// end are no records. cells is the number of all fields.
func (c *csvText) records() (records []csvRecord, cells int, fault *csvFault) {
	s := csvScanner{csvText: c}
	empty := 0 // records to the last one that is not an empty line
	for s.at < len(c.data) {
		r := csvRecord{from: s.at}
		if fault = s.record(&r); fault != nil {
			return records, cells, fault
		}
		if cells += r.n; cells > content.MaxCells {
			r.fields = nil
		}
		if records = append(records, r); r.from < r.to {
			empty = len(records)
		}
	}
	return records[:empty], cells, nil
}

// csvScanner reads records one after the other.
type csvScanner struct {
	*csvText
	at int
}

// record reads a record and the line end after it.
func (s *csvScanner) record(r *csvRecord) *csvFault {
	for {
		var f csvField
		var fault *csvFault
		if s.at < len(s.data) && s.data[s.at] == '"' {
			f, fault = s.quoted()
		} else {
			f, fault = s.plain()
		}
		if fault != nil {
			return fault
		}
		if r.n++; r.n <= content.MaxColumns {
			r.fields = append(r.fields, f)
		}
		r.to = s.at
		if s.at == len(s.data) || s.lineEnd() {
			return nil
		}
		s.at++ // the comma
	}
}

// lineEnd reads the line end at the scanner's place, if there is one.
func (s *csvScanner) lineEnd() bool {
	switch s.data[s.at] {
	case '\r':
		s.at++
		if s.at < len(s.data) && s.data[s.at] == '\n' {
			s.at++
		}
	case '\n', '\f':
		s.at++
	default:
		return false
	}
	return true
}

// plain reads a field without quotes.
func (s *csvScanner) plain() (csvField, *csvFault) {
	from := s.at
	for s.at < len(s.data) && s.data[s.at] != s.comma && strings.IndexByte("\r\n\f", s.data[s.at]) < 0 {
		if s.data[s.at] == '"' {
			return csvField{}, &csvFault{"csv-quote", s.at, s.at + 1}
		}
		s.at++
	}
	return csvField{value: s.data[from:s.at], place: s.place.Slice(from, s.at), from: from}, nil
}

// quoted reads a field in quotes, in which "" is a quote.
func (s *csvScanner) quoted() (csvField, *csvFault) {
	f := csvField{from: s.at, place: diag.Place{Source: s.place.Source}}
	var value []byte
	s.at++
	from := s.at
	keep := func() {
		for _, step := range s.place.Slice(from, s.at).Steps {
			f.place.Steps = append(f.place.Steps, diag.Step{Off: len(value) + step.Off, Src: step.Src})
		}
		value = append(value, s.data[from:s.at]...)
	}
	for {
		n := strings.IndexAny(s.data[s.at:], "\"\r\f")
		if n < 0 {
			return f, &csvFault{"csv-unclosed", f.from, f.from + 1}
		}
		s.at += n
		c, next := s.data[s.at], byte(0)
		if s.at+1 < len(s.data) {
			next = s.data[s.at+1]
		}
		switch {
		case c == '"' && next == '"':
			s.at++
			keep()
			s.at++
		case c == '"':
			keep()
			s.at++
			if s.at < len(s.data) && s.data[s.at] != s.comma && strings.IndexByte("\r\n\f", s.data[s.at]) < 0 {
				return f, &csvFault{"csv-quote", s.at - 1, s.at}
			}
			f.value = string(value)
			return f, nil
		default: // a line end that is not LF
			keep()
			f.place.Steps = append(f.place.Steps, diag.Step{Off: len(value), Src: s.place.At(s.at, s.at+1).Start})
			value = append(value, '\n')
			s.lineEnd()
		}
		from = s.at
	}
}

// csvDelimiters are the signs that may stand between fields, in the order in which
// they are tried.
const csvDelimiters = ",\t;"

// read returns the records of the text. If their numbers of fields differ or are one,
// and are equal and more with another delimiter, that one is used, with a notice.
func (c *csvText) read(log *diag.List) (records []csvRecord, cells int, fault *csvFault) {
	c.skipSeparatorLine()
	records, cells, fault = c.records()
	if fault == nil && even(records) > 1 {
		return records, cells, nil
	}
	for _, comma := range []byte(csvDelimiters) {
		if comma == c.comma || strings.IndexByte(c.data, comma) < 0 {
			continue
		}
		other := *c
		other.comma = comma
		if r, n, bad := other.records(); bad == nil && even(r) > 1 {
			if c.told || comma == ';' {
				log.Add("csv-delimiter", c.place.At(r[0].from, r[0].to), delimiterTerm(comma), delimiterTerm(c.comma))
			}
			c.comma = comma
			return r, n, nil
		}
	}
	if fault == nil && c.fullWidth(records) {
		log.Add("csv-full-width", c.place.At(records[0].from, records[0].to))
	}
	return records, cells, fault
}

// fullWidth reports whether two records or more are one cell each and have equally many
// full-width commas: somebody typed them between the cells.
func (c *csvText) fullWidth(records []csvRecord) bool {
	if len(records) < 2 || even(records) != 1 {
		return false
	}
	commas := strings.Count(c.data[records[0].from:records[0].to], "，")
	return commas > 0 && !slices.ContainsFunc(records, func(r csvRecord) bool { return strings.Count(c.data[r.from:r.to], "，") != commas })
}

// skipSeparatorLine leaves out the line sep=; with which Excel records the delimiter.
func (c *csvText) skipSeparatorLine() {
	line, rest, _ := strings.Cut(c.data, "\n")
	line = strings.TrimSuffix(line, "\r")
	if len(line) == len("sep=;") && strings.EqualFold(line[:4], "sep=") && strings.IndexByte(csvDelimiters, line[4]) >= 0 {
		c.comma = line[4]
		c.place = c.place.Slice(len(c.data)-len(rest), len(c.data))
		c.data = rest
	}
}

// even returns the number of fields of each record, 0 if they differ.
func even(records []csvRecord) int {
	n := 0
	for i := range records {
		if n = records[0].n; records[i].n != n {
			return 0
		}
	}
	return n
}

func delimiterTerm(comma byte) diag.Term {
	switch comma {
	case '\t':
		return diag.Term{ZH: "制表符", EN: "a tab"}
	case ';':
		return diag.Term{ZH: "分号 ;", EN: "a semicolon"}
	}
	return diag.Term{ZH: "逗号 ,", EN: "a comma"}
}
