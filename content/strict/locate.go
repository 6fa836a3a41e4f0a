package strict

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// part is one part of a dotted key.
type part struct {
	name       string
	start, end int
}

// header reads [table] or [[array of tables]] and makes it the current table.
func (s *scanner) header() bool {
	start := s.pos
	s.take('[')
	array := s.at('[') && s.take('[')
	parts, ok := s.key("", ']')
	if !ok {
		return false
	}
	s.space()
	if !s.take(']') || array && !s.take(']') {
		want := "]"
		if array {
			want = "]]"
		}
		end := max(s.lineEnd(), start+1)
		fix := diag.Fix{}
		if name := strings.TrimRight(string(s.data[start:end]), "] \t"); !strings.Contains(name, "#") {
			fix.Write = name + want
		}
		s.failFix("toml-header", start, end, fix, want)
		return false
	}
	span := s.span(start, s.pos)
	if !s.count(start) {
		return false
	}
	t := s.root
	for _, p := range parts[:len(parts)-1] {
		if _, exists := t.entries[p.name]; !exists && s.doc.names.several(t.child(p.name)) {
			s.noneBefore(t, p, span)
		}
		if t = s.descend(t, p); t == nil {
			return false
		}
	}
	last := parts[len(parts)-1]
	v, exists := t.entries[last.name]
	switch {
	case array && !exists:
		v = t.put(last.name, &Value{Key: s.span(last.start, last.end), Span: span, kind: KindArray, tables: true})
		fallthrough
	case array && v.tables:
		sub := newTable(s.doc, t.child(last.name), span)
		v.items = append(v.items, &Value{Key: s.span(last.start, last.end), Span: span, kind: KindTable, table: sub})
		s.cur = sub
	case !array && !exists:
		s.cur = newTable(s.doc, t.child(last.name), span)
		s.cur.header = true
		t.put(last.name, &Value{Key: s.span(last.start, last.end), Span: span, kind: KindTable, table: s.cur})
	case !array && v.table != nil && !v.table.header && !v.table.inline:
		v.table.header, v.table.span = true, span
		v.Key, v.Span = s.span(last.start, last.end), span
		s.cur = v.table
	default:
		s.duplicateTable(v, last, t.child(last.name), array, span)
		// The lines that follow go to a separate table, so that their keys are not
		// reported as duplicates too.
		s.cur = newTable(s.doc, t.child(last.name), span)
	}
	return true
}

// noneBefore reports a header whose table belongs to one that may occur several times
// when there is none of these before it: perhaps its header is misspelt. The lines that
// follow are read as if there were one.
func (s *scanner) noneBefore(t *Table, p part, header diag.Span) {
	name := t.child(p.name)
	var misspelt *Value
	for _, v := range t.entries { // the first in the text, whatever the order here
		written := string(s.data[v.Key.Start:v.Key.End])
		known := s.doc.names.several(t.child(written))
		if v.tables && !known && diag.Nearest(written, []string{p.name}) != "" && (misspelt == nil || v.Key.Start < misspelt.Key.Start) {
			misspelt = v
		}
	}
	if misspelt != nil {
		s.failFix("unknown-key", misspelt.Key.Start, misspelt.Key.End, diag.Fix{DidYouMean: p.name}, t.child(string(s.data[misspelt.Key.Start:misspelt.Key.End])))
	} else {
		s.fail("none-before", header.Start, header.End, header.Text(), "[["+name+"]]")
	}
	at := s.span(p.start, p.end)
	first := &Value{Key: at, Span: at, kind: KindTable, table: newTable(s.doc, name, at)}
	t.put(p.name, &Value{Key: at, Span: at, kind: KindArray, tables: true, items: []*Value{first}})
}

// descend returns the table that a key part refers to, creating it if
// necessary.
func (s *scanner) descend(t *Table, p part) *Table {
	v, ok := t.entries[p.name]
	if !ok {
		span := s.span(p.start, p.end)
		v = t.put(p.name, &Value{Key: span, Span: span, kind: KindTable, table: newTable(s.doc, t.child(p.name), span)})
	}
	switch {
	case v.table != nil && !v.table.inline:
		return v.table
	case v.tables:
		return v.items[len(v.items)-1].table
	case v.table != nil:
		s.extendsInline(v, p)
		return nil
	}
	s.duplicate(v, p)
	return nil
}

func (s *scanner) duplicate(first *Value, again part) {
	line, _ := diag.NewLines(s.data).Position(first.Key.Start)
	s.fail("duplicate-key", again.start, again.end, again.name, line)
}

// duplicateTable reports a table whose name is taken. Of a table that may occur
// several times, all headers with single brackets are reported.
func (s *scanner) duplicateTable(first *Value, again part, name string, array bool, header diag.Span) {
	switch {
	case first.table == nil && !first.tables:
		s.duplicate(first, again)
	case first.table != nil && first.table.inline:
		s.extendsInline(first, again)
	case s.doc.names.several(name) || first.tables:
		double := diag.Fix{Write: "[[" + name + "]]"}
		if first.table != nil {
			s.failFix("single-table", first.Span.Start, first.Span.End, double, name)
		}
		if !array {
			s.failFix("single-table", header.Start, header.End, double, name)
		}
	default:
		line, _ := diag.NewLines(s.data).Position(first.Key.Start)
		s.fail("duplicate-table", again.start, again.end, name, line)
	}
}

// extendsInline reports keys for a table that is written as {…}.
func (s *scanner) extendsInline(table *Value, again part) {
	line, _ := diag.NewLines(s.data).Position(table.Key.Start)
	s.fail("inline-table", again.start, again.end, again.name, line)
}

// assign reads key = value into a table.
func (s *scanner) assign(t *Table) bool {
	parts, ok := s.key(t.name, '=')
	if !ok {
		return false
	}
	s.space()
	if !s.take('=') {
		first, last := parts[0], parts[len(parts)-1]
		text, fix := string(s.data[first.start:last.end]), diag.Fix{}
		switch {
		case s.at(':'):
			s.pos++
			fix.Write = text + " ="
			s.failFix("toml-no-equals", first.start, s.pos, fix, text)
		case bytes.HasPrefix(s.data[s.pos:], []byte("：")):
			_, n := s.rune()
			s.failFix("toml-fullwidth", s.pos, s.pos+n, diag.Fix{Write: "="}, "：", "=")
			s.pos += n
		default:
			if c := s.peek(); c == '"' || c == '\'' || c == '[' || c == '{' || c >= '0' && c <= '9' {
				fix.Write = text + " ="
			}
			s.failFix("toml-no-equals", first.start, last.end, fix, text)
			return false
		}
	}
	for _, p := range parts[:len(parts)-1] {
		if t = s.descend(t, p); t == nil {
			return false
		}
	}
	last := parts[len(parts)-1]
	v, ok := s.value(t.child(last.name))
	if !ok {
		return false
	}
	v.Key = s.span(last.start, last.end)
	if first, exists := t.entries[last.name]; exists {
		s.duplicate(first, last)
		return true
	}
	t.put(last.name, v)
	return true
}

func bareKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// key reads a dotted key of a table; end is the byte expected after it.
func (s *scanner) key(table string, end byte) ([]part, bool) {
	var parts []part
	for {
		s.space()
		p := part{start: s.pos}
		switch {
		case s.at('"') || s.at('\''):
			v, ok := s.str(true)
			if !ok {
				return nil, false
			}
			p.name, p.end = v.text, s.pos
		default:
			for s.pos < len(s.data) && bareKeyByte(s.data[s.pos]) {
				s.pos++
			}
			from := s.pos
			for s.pos < len(s.data) && strings.IndexByte(" \t\r\n=.[]{},:#\"'", s.data[s.pos]) < 0 {
				r, n := s.rune()
				if asciiFor(r) != 0 || r == '\u3000' || r == '：' {
					break
				}
				s.pos += n
			}
			p.name, p.end = string(s.data[p.start:s.pos]), s.pos
			if s.pos > from && s.keyGoesOn(end) {
				fix := diag.Fix{Write: strconv.Quote(p.name)}
				mean := s.doc.names.meant(table, p.name)
				if mean != "" {
					fix = diag.Fix{DidYouMean: mean}
				}
				if dot := strings.LastIndexByte(mean, '.'); dot >= 0 && end == '=' {
					s.fail("misplaced-key", p.start, p.end, p.name, s.doc.names.header(mean[:dot]), mean[dot+1:])
				} else {
					s.failFix("toml-bare-key", p.start, p.end, fix, p.name)
				}
				if mean := fix.DidYouMean; mean != "" && !strings.Contains(mean, ".") {
					p.name = mean // so that the keys below it are looked up in the table meant
				}
			}
			if p.name == "" {
				_, n := utf8.DecodeRune(s.data[s.pos:])
				s.fail("toml-no-key", s.pos, s.pos+n, string(rune(end)))
				return nil, false
			}
		}
		parts = append(parts, p)
		if len(parts) > MaxKeyParts {
			s.fail("toml-key-parts", parts[0].start, p.end, MaxKeyParts)
			s.stop = true
			return nil, false
		}
		s.space()
		if !s.take('.') {
			return parts, true
		}
		table = dotted(table, p.name)
	}
}

// keyGoesOn reports whether the following text shows that a key was meant.
func (s *scanner) keyGoesOn(end byte) bool {
	rest := strings.TrimLeft(string(s.data[s.pos:s.lineEnd()]), " \t\u3000")
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && (r == rune(end) || asciiFor(r) == end || r == '.' || r == ':' || r == '：')
}

// value reads one value; name is its dotted key.
func (s *scanner) value(name string) (*Value, bool) {
	s.space()
	if !s.count(s.pos) {
		return nil, false
	}
	start := s.pos
	switch {
	case s.at('"') || s.at('\''):
		str, ok := s.str(false)
		if !ok {
			return nil, false
		}
		return &Value{
			Span: s.span(start, s.pos), kind: KindString, val: str.text,
			Place: diag.Place{Source: s.src, Steps: str.steps},
		}, true
	case s.at('['):
		return s.nested(func() (*Value, bool) { return s.array(name) })
	case s.at('{'):
		return s.nested(func() (*Value, bool) { return s.inline(name) })
	}
	return s.bare(name)
}

func (s *scanner) nested(read func() (*Value, bool)) (*Value, bool) {
	if s.depth++; s.depth > MaxDepth {
		s.fail("toml-too-deep", s.pos, s.pos+1, MaxDepth)
		s.stop = true
		return nil, false
	}
	v, ok := read()
	s.depth--
	if !ok {
		s.stop = true // the brackets no longer show the nesting
	}
	return v, ok
}

func (s *scanner) array(name string) (*Value, bool) {
	start := s.pos
	s.take('[')
	v := &Value{kind: KindArray}
	for {
		s.blank()
		if s.take(']') {
			break
		}
		if s.pos >= len(s.data) || s.stop || s.lineAssigns() {
			s.unclosedArray(start, v.items)
			return nil, false
		}
		item, ok := s.value(name + "[" + strconv.Itoa(len(v.items)) + "]")
		if !ok {
			return nil, false
		}
		v.items = append(v.items, item)
		s.blank()
		if s.take(',') || s.at(']') {
			continue
		}
		if s.lineHeads() {
			s.unclosedArray(start, v.items)
			return nil, false
		}
		if s.at('"') || s.at('\'') || s.at('[') || s.at('{') {
			s.failFix("toml-no-comma", item.Span.Start, item.Span.End, diag.Fix{Write: item.Span.Text() + ","}, "]")
			continue
		}
		if s.pos >= len(s.data) || s.lineAssigns() {
			s.unclosedArray(start, v.items)
		} else {
			s.fail("toml-no-comma", s.pos, max(s.lineEnd(), s.pos), "]")
		}
		return nil, false
	}
	v.Span = s.span(start, s.pos)
	return v, true
}

// unclosedArray reports the array that begins at start and has no closing bracket.
func (s *scanner) unclosedArray(start int, items []*Value) {
	fix, end := diag.Fix{}, start+1
	if n := len(items); n > 0 {
		if text := s.data[start:items[n-1].Span.End]; !bytes.Contains(text, []byte{'\n'}) {
			fix.Write, end = string(text)+"]", items[n-1].Span.End
		}
	}
	s.failFix("toml-unclosed", start, end, fix, "[", "]")
}

var (
	assignment = pattern.New(`^[A-Za-z0-9_.-]+[ \t]*[=＝]`)
	headerLine = pattern.New(`^\[\[?[A-Za-z_][A-Za-z0-9_.-]*\]\]?[ \t]*(?:#|\r?$|\r?\n)`)
)

// lineHeads reports whether a table header begins here on a line of its own, although
// a bracket is open.
func (s *scanner) lineHeads() bool {
	const longest = 100 // bytes of a header; longer ones are not looked for
	line := bytes.LastIndexByte(s.data[:s.pos], '\n') + 1
	return len(bytes.TrimLeft(s.data[line:s.pos], " \t")) == 0 && headerLine().Match(s.data[s.pos:min(s.pos+longest, len(s.data))])
}

// lineAssigns reports whether an assignment or a table header begins here,
// although a bracket is open.
func (s *scanner) lineAssigns() bool {
	const longest = 100 // bytes of a key; the rest of the line does not matter
	return assignment().Match(s.data[s.pos:min(s.pos+longest, len(s.data))])
}

func (s *scanner) inline(name string) (*Value, bool) {
	start := s.pos
	s.take('{')
	t := newTable(s.doc, name, s.span(start, start+1))
	for {
		s.blank()
		if s.take('}') {
			break
		}
		if s.pos >= len(s.data) || s.stop {
			s.fail("toml-unclosed", start, start+1, "{", "}")
			return nil, false
		}
		if !s.assign(t) {
			return nil, false
		}
		s.blank()
		if s.take(',') || s.at('}') {
			continue
		}
		s.fail("toml-no-comma", s.pos, max(s.lineEnd(), s.pos), "}")
		return nil, false
	}
	t.inline = true
	t.span = s.span(start, s.pos)
	return &Value{Span: t.span, kind: KindTable, table: t}, true
}

var numberLike = pattern.New(`^[-+0-9][-+0-9A-Za-z_.: ]*$`)

// bare reads a value without quotes: a number, a date, true or false. The
// library validates it; only common mistakes, which need a better message, are
// reported here.
func (s *scanner) bare(name string) (*Value, bool) {
	start := s.pos
	end := s.pos
	for end < len(s.data) && strings.IndexByte("\n\r,]}#", s.data[end]) < 0 {
		_, n := utf8.DecodeRune(s.data[end:])
		end += n
	}
	for end > start && (s.data[end-1] == ' ' || s.data[end-1] == '\t') {
		end--
	}
	text := string(s.data[start:end])
	// Full-width separators end a value only where they cannot be part of it.
	if i := strings.IndexAny(text, "，】］｝＃"); i >= 0 && numberLike().MatchString(text[:i]) {
		text, end = text[:i], start+i
	}
	if text == "" {
		s.fail("toml-no-value", start, start, s.doc.names.howTo(name, ""))
		return nil, false
	}
	s.pos = end
	v := &Value{Span: s.span(start, end), name: name}
	s.scalar = append(s.scalar, v)
	switch text {
	case "true", "false":
		v.kind = KindBool
		return v, true
	case "inf", "nan":
		v.kind = KindFloat
		return v, true
	}
	if strings.Trim(text, "0123456789") == "" {
		return v, true // most bare values, which no expression need match
	}
	half := narrow(text)
	day := isoDay(half)
	switch {
	case day != "" && !inCalendar(day):
		s.fail("toml-day", start, end, text)
		return nil, false
	case day == text && day != "":
		return v, true
	case day == "" && numberLike().MatchString(text):
		return v, true
	}
	switch write := (diag.Fix{Write: s.meant(name, text)}); {
	case day != "":
		s.failFix("toml-date", start, end, write, text)
	case monthLike().MatchString(half) && write.Write == "":
		s.fail("toml-date", start, end, text)
	case half != text && half == write.Write:
		s.failFix("toml-fullwidth", start, end, write, text, half)
	default:
		how := s.doc.names.howTo(name, write.Write)
		if fix, why := s.meantBefore(name, text); fix != "" {
			write.Write, how = fix, why
		}
		s.failFix("toml-bare-value", start, end, write, text, how)
	}
	return nil, false
}

// scalarAt returns the bare value at a byte offset.
func (s *scanner) scalarAt(off int) *Value {
	i, ok := slices.BinarySearchFunc(s.scalar, off, func(v *Value, off int) int {
		switch {
		case v.Span.End < off:
			return -1
		case v.Span.Start > off:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return s.scalar[i]
}
