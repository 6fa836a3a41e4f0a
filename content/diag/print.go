package diag

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Printer writes findings as text for people to read.
//
//	issue.toml:3:1: error[unknown-key]: unknown key "titel"
//	   3 | titel = "保障"
//	     | ^^^^^
//	   hint: did you mean "title"?
type Printer struct {
	Lang  Lang
	Color bool // colours of ANSI terminals
	// Width is the maximum width of an excerpt in columns; 0 means 100. Of longer
	// lines the part around the place is shown.
	Width int
	// PerCode is how many findings of one code are printed; the number of the others
	// follows the last of these. 0 means all.
	PerCode int
}

// Print writes the findings in the given order.
func (p *Printer) Print(w io.Writer, items []Diagnostic) error {
	lines := map[*Source]*Lines{} // looked up only, never walked
	left := map[Code]int{}        // findings of each code that have not been printed; looked up only
	for i := range items {
		left[items[i].Code]++
	}
	printed := map[Code]int{}
	var b bytes.Buffer
	for i := range items {
		code := items[i].Code
		if p.PerCode > 0 && printed[code] == p.PerCode {
			continue
		}
		p.one(&b, &items[i], lines)
		printed[code]++
		left[code]--
		if printed[code] == p.PerCode && left[code] > 0 {
			p.more(&b, code, left[code])
		}
		if b.Len() > 1<<16 {
			if _, err := w.Write(b.Bytes()); err != nil {
				return err
			}
			b.Reset()
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// PrintMore writes that n findings of a code are not listed, for callers that print
// findings one by one.
func (p *Printer) PrintMore(w io.Writer, code Code, n int) error {
	var b bytes.Buffer
	p.more(&b, code, n)
	_, err := w.Write(b.Bytes())
	return err
}

// more writes how many findings of a code are not printed.
func (p *Printer) more(b *bytes.Buffer, code Code, n int) {
	format := "   另有 %d 条 %s，没有列出；--format json 列出全部"
	if p.Lang == EN {
		format = "   %d more of %s not listed; --format json lists all"
	}
	b.WriteString(p.paint(cyan, fmt.Sprintf(format, n, code)) + "\n")
}

func (p *Printer) one(b *bytes.Buffer, d *Diagnostic, cache map[*Source]*Lines) {
	src := d.Span.Source
	var lines *Lines
	if src != nil {
		b.WriteString(p.paint(bold, Escape(src.Path)))
		if src.Data != nil {
			if lines = cache[src]; lines == nil {
				lines = src.Index()
				cache[src] = lines
			}
			b.WriteString(p.paint(bold, lines.place(d.Span.Start, p.Lang)))
		}
		b.WriteString(": ")
	}
	b.WriteString(p.paint(severityColor(d.Severity), d.Severity.String()+"["+string(d.Code)+"]"))
	b.WriteString(": ")
	b.WriteString(Escape(d.Message(p.Lang)))
	b.WriteByte('\n')
	if lines != nil {
		p.excerpt(b, d, lines)
	}
	if hint := d.Hint(p.Lang); hint != "" {
		label := "   提示："
		if p.Lang == EN {
			label = "   hint: "
		}
		b.WriteString(p.paint(green, label))
		b.WriteString(Escape(hint))
		b.WriteByte('\n')
	}
}

// excerpt writes the source line with carets under the place.
func (p *Printer) excerpt(b *bytes.Buffer, d *Diagnostic, lines *Lines) {
	line, _ := lines.Position(d.Span.Start)
	start, end := lines.around(d.Span.Start)
	from := min(max(d.Span.Start, start), end)
	to := min(max(d.Span.End, from), end)
	number := strconv.Itoa(line)
	gutter := strings.Repeat(" ", max(len(number), 4))
	room := p.Width
	if room <= 0 {
		room = 100
	}
	room = max(room-len(gutter)-3, 20)
	text, lead, carets := window(lines.data[start:end], from-start, to-start, room)
	if text == "" {
		return
	}
	b.WriteString(gutter[:len(gutter)-len(number)])
	b.WriteString(p.paint(blue, number+" |"))
	b.WriteByte(' ')
	b.WriteString(text)
	b.WriteByte('\n')
	b.WriteString(gutter)
	b.WriteString(p.paint(blue, " |"))
	b.WriteByte(' ')
	b.WriteString(strings.Repeat(" ", lead))
	b.WriteString(p.paint(severityColor(d.Severity), strings.Repeat("^", carets)))
	b.WriteByte('\n')
}

// cell is one character as displayed.
type cell struct {
	text  string
	width int
	off   int // of its first byte in the line
}

// window renders a line in at most room columns around the bytes [from:to]. It
// returns the text, the columns before the place and the columns of the place
// (at least 1, even at the end of the line).
func window(line []byte, from, to, room int) (text string, lead, carets int) {
	// Lines may have megabytes: only the bytes near the place are rendered.
	base, cut := 0, 8*room
	if from > 2*cut {
		base = from - cut
		for base > 0 && !utf8.RuneStart(line[base]) {
			base--
		}
	}
	limit := len(line)
	if limit-from > cut {
		limit = from + cut
		for limit < len(line) && !utf8.RuneStart(line[limit]) {
			limit++
		}
	}
	var cells []cell
	for i := base; i < limit; {
		r, n := utf8.DecodeRune(line[i:])
		s := visible(r, string(line[i:i+n]))
		if r == '\t' {
			s = "    "
		}
		cells = append(cells, cell{s, Width(s), i})
		i += n
	}
	first := len(cells)
	if from < limit {
		for first--; first > 0 && cells[first].off > from; {
			first--
		}
	}
	last := first // exclusive
	for last < len(cells) && cells[last].off < to {
		last++
	}
	if first < len(cells) {
		last = max(last, first+1)
	}

	lo, hi := first, first
	used := 0
	grow := func(i int) bool {
		if used+cells[i].width > room-2 { // two columns for the ellipses
			return false
		}
		used += cells[i].width
		return true
	}
	for hi < last && grow(hi) {
		hi++
	}
	if hi == first && hi < len(cells) { // one huge cell
		used += cells[hi].width
		hi++
	}
	for more := true; more; {
		more = false
		if lo > 0 && grow(lo-1) {
			lo--
			more = true
		}
		if hi < len(cells) && grow(hi) {
			hi++
			more = true
		}
	}

	var b strings.Builder
	if lo > 0 || base > 0 {
		b.WriteString("…")
		lead++
	}
	for i := lo; i < hi; i++ {
		b.WriteString(cells[i].text)
		switch {
		case i < first:
			lead += cells[i].width
		case i < last:
			carets += cells[i].width
		}
	}
	if hi < len(cells) || limit < len(line) {
		b.WriteString("…")
	}
	return b.String(), lead, max(carets, 1)
}

const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "34"
	green  = "32"
	cyan   = "36"
)

func severityColor(s Severity) string {
	return [...]string{Notice: cyan, Warning: yellow, Error: red}[s]
}

func (p *Printer) paint(color, s string) string {
	if !p.Color {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}
