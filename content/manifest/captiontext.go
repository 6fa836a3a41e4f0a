package manifest

import (
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/pattern"
)

// caption returns a caption, a unit or a note of a table, which the manifest or the title
// of a picture in Markdown gives, as inlines: scripts as in cells of CSV, spans,
// readings, and page references. A \ before any of them is not printed.
func (l *loader) caption(t content.Text) []content.Inline {
	s := simpleText{value: t.Value, place: t.Place, brackets: &brackets{loader: l}}
	s.read(len(t.Value))
	s.nearSpans()
	return trimBreaks(s.out)
}

// PlainCaption returns a text with \ before what would be read in a caption as a script, a
// span, a reading or a page reference.
func PlainCaption(text string) string {
	if !strings.ContainsAny(text, "~^[") {
		return text
	}
	s := simpleText{value: text, brackets: &brackets{}}
	var out strings.Builder
	for i, n := 0, 0; i < len(text); i += max(n, 1) {
		if n = backslashes(text[i:]); n == 0 {
			if s.script(i, len(text), s.before(i)) > 0 || s.bracketed(i, len(text)) {
				out.WriteByte('\\')
			}
			out.WriteByte(text[i])
			continue
		}
		if out.WriteString(text[i : i+n]); s.refused(i, n, len(text)) {
			out.WriteString(text[i : i+n])
		}
	}
	return bracketsEscaped(out.String())
}

// bracketsEscaped returns a text with \ also before a bracket that belongs to something
// since one inside it has a \ and no longer does.
func bracketsEscaped(text string) string {
	s := simpleText{value: text, brackets: &brackets{}}
	for i := 0; i < len(text); i++ {
		switch n := backslashes(text[i:]); {
		case n > 0:
			i += n - 1 + n%2 // the last one of an odd number takes the next character
		case text[i] == '[' && s.bracketed(i, len(text)):
			return bracketsEscaped(text[:i] + `\` + text[i:])
		}
	}
	return text
}

// captions returns the paragraphs of a list of texts.
func (l *loader) captions(texts []content.Text) (all [][]content.Inline) {
	for _, t := range texts {
		all = append(all, l.caption(t))
	}
	return all
}

// brackets reads what begins with [ in a simple text.
type brackets struct {
	loader *loader
	n      int          // elements that have an ordinal
	closed map[int]bool // offsets of the ] of spans and readings
}

// withReferences returns a text of plain text with its page references.
func (l *loader) withReferences(run content.Run) []content.Inline {
	if !strings.Contains(run.Value, "](#") {
		return []content.Inline{run}
	}
	s := simpleText{value: run.Value, place: run.Place, brackets: &brackets{loader: l}}
	for i := 0; i < len(s.value); i++ {
		if s.value[i] != '[' {
			continue
		}
		if at := beginsReference().FindStringSubmatchIndex(s.value[i:]); at != nil {
			s.keep(i)
			s.reference(i, at)
			i += at[1] - 1
			s.from = i + 1
		}
	}
	s.keep(len(s.value))
	return s.out
}

// beginsReference matches a page reference at the beginning of a text.
var beginsReference = pattern.New(`^\[([^\[\]\n]*第[ \x{A0}\x{3000}]*[?？][ \x{A0}\x{3000}]*页[^\[\]\n]*)\]\((#[^()（）\s]+)\)`)

// bracketed reports whether a span, a reading or a page reference begins at an offset and
// ends no later than to.
func (s *simpleText) bracketed(i, to int) bool {
	if s.brackets == nil || i >= to || s.value[i] != '[' {
		return false
	}
	rest := s.value[i:to]
	if beginsReference().MatchString(rest) {
		return true
	}
	closing, end := spanEnd([]byte(rest[:min(len(rest), maxSpan)]))
	if closing < 2 {
		return false
	}
	attributes := rest[closing+2 : end-1]
	_, decorated := decorationOf(attributes)
	return decorated || readingsOf(rest[1:closing], attributes) != nil
}

// bracket reads what begins with the [ at an offset and returns the offset behind it.
func (s *simpleText) bracket(i int) int {
	if at := beginsReference().FindStringSubmatchIndex(s.value[i:]); at != nil {
		s.reference(i, at)
		return i + at[1]
	}
	closing, end := spanEnd([]byte(s.value[i:min(len(s.value), i+maxSpan)]))
	attributes := s.value[i+closing+2 : i+end-1]
	b := s.brackets
	if b.closed == nil {
		b.closed = map[int]bool{}
	}
	b.closed[i+closing] = true
	if d, ok := decorationOf(attributes); ok {
		s.decorated(i, i+closing, i+end, d)
	} else {
		s.base(i+1, i+closing, readingsOf(s.value[i+1:i+closing], attributes))
	}
	return i + end
}

// reference adds the page reference at an offset; at are the submatches of its expression.
func (s *simpleText) reference(i int, at []int) {
	id, _ := linkedID(s.value[i+at[4] : i+at[5]])
	refs := &s.brackets.loader.references
	refs.links = append(refs.links, idLink{id, s.place.At(i, i+at[1]), true})
	from, to := i+at[2], i+at[3]
	run := content.Run{Link: "#" + id, Decoration: s.decoration}
	text := func(end int) {
		if from < end {
			run.Value, run.Place = s.value[from:end], s.place.Slice(from, end)
			s.out = append(s.out, run)
		}
	}
	for _, sign := range pageSign().FindAllStringSubmatchIndex(s.value[from:to], -1) {
		start, end := i+at[2]+sign[2], i+at[2]+sign[3]
		text(start)
		number := run
		number.Value, number.PageNumber = content.PageSign, true
		number.Place = signPlace(s.place.Slice(start, end), end-start)
		s.out = append(s.out, number)
		from = end
	}
	text(to)
}

// decorated adds the span whose [, ] and end are at some offsets.
func (s *simpleText) decorated(from, closing, to int, d content.Decoration) {
	if d.Line != content.NoLine {
		s.brackets.n++
		d.Nth = s.brackets.n
	}
	if undecorated(s.value[from+1:closing], d) {
		s.brackets.loader.log.Add("md-span-none", s.place.At(from, to), content.Excerpt(s.value[from:to]))
	}
	outer := s.decoration
	s.decoration.Dots = outer.Dots || d.Dots
	if d.Line != content.NoLine {
		s.decoration.Line, s.decoration.Nth = d.Line, d.Nth
	}
	s.from = from + 1
	s.read(closing)
	s.decoration = outer
}

// base adds the base [from,to) with its readings.
func (s *simpleText) base(from, to int, readings []string) {
	b := s.brackets
	add := func(from, to int, reading string) {
		b.n++
		s.out = append(s.out, content.Run{Value: s.value[from:to], Place: s.place.Slice(from, to), Decoration: s.decoration, Ruby: content.Ruby{Text: reading, Nth: b.n}})
	}
	if len(readings) == 1 {
		add(from, to, readings[0])
		if got, want := syllables(readings[0], s.value[from:to]); got != want {
			b.loader.log.Add("md-ruby-count", s.place.At(from-1, to), readings[0], got, s.value[from:to], want)
		}
		return
	}
	i := 0
	for off, r := range s.value[from:to] {
		add(from+off, from+off+utf8.RuneLen(r), readings[i])
		i++
	}
}

// nearSpans reports what is nearly a span and is printed as typed.
func (s *simpleText) nearSpans() {
	if !strings.ContainsAny(s.value, "]］】") {
		return
	}
	for _, at := range braced().FindAllStringSubmatchIndex(s.value, -1) {
		inner := s.value[at[4]:at[5]]
		class := nearClass(inner)
		if _, exact := decorationOf(inner); exact {
			class = inner
		}
		opening := strings.LastIndexAny(s.value[:at[2]], "[［【")
		if class == "" || s.brackets.closed[at[2]] || escaped([]byte(s.value), at[2]) || opening >= 0 && escaped([]byte(s.value), opening) {
			continue
		}
		s.brackets.loader.log.Add("md-span", s.place.At(at[2], at[1]), content.Excerpt(s.value[at[2]:at[1]]), "[…]{"+class+"}")
	}
}
