package manifest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
)

// style is the style of a text from the markup around it.
type style struct {
	strong, emphasis bool
	script           content.Script
	link             string
	literal          bool
	code             bool
	decoration       content.Decoration
	ruby             content.Ruby
}

// runs collects the text of one paragraph.
type runs struct {
	m        *markdown
	out      []content.Inline
	run      content.Run // all but its Value
	value    []byte      // the run's
	open     bool
	pending  int            // offset of a soft line break not yet joined; -1: none
	elements []htmlStyle    // HTML elements that are open
	spans    []*bracketSpan // spans that are open
	start    bool
	cell     bool  // of a table: an indent is the copy's, and \| in code is |
	ends     []int // offsets of line ends that end a paragraph, ascending
	cuts     []int // lengths of out there
}

func (m *markdown) inlines(parent ast.Node) []content.Inline {
	return (&runs{m: m, pending: -1, start: true}).of(parent)
}

// inlinesOf returns the text of a block, divided at line ends.
func (m *markdown) inlinesOf(parent ast.Node, ends []int) [][]content.Inline {
	r := &runs{m: m, pending: -1, start: true, ends: ends}
	return r.parts(parent)
}

// parts returns what the runs hold and the text of a block after it, divided at their
// ends.
func (r *runs) parts(parent ast.Node) [][]content.Inline {
	r.read(parent)
	var parts [][]content.Inline
	from := 0
	for _, to := range append(r.cuts, len(r.out)) {
		parts = append(parts, r.m.withPageNumbers(r.m.gone.dropIn(trimBreaks(slices.Clip(r.out[from:to])))))
		from = to
	}
	return parts
}

// of returns what the runs hold and the text of a block after it.
func (r *runs) of(parent ast.Node) []content.Inline {
	r.read(parent)
	return r.m.withPageNumbers(r.m.gone.dropIn(trimBreaks(r.out)))
}

// read adds the text of a block.
func (r *runs) read(parent ast.Node) {
	r.children(parent, style{})
	for _, e := range r.elements {
		if e.at.Source != nil { // else reported
			r.m.fail("md-html", e.at)
		}
	}
	r.flush()
	r.m.literals(r.out)
	if !r.cell || !maskedCell().MatchString(flatText(r.out)) {
		r.m.stars(parent, r.out)
	} else {
		r.m.noteStars.cells++
		r.m.noteStar(r.out, nil)
	}
}

// trimBreaks returns inlines without breaks at the ends of the paragraph, which
// have no effect.
func trimBreaks(in []content.Inline) []content.Inline {
	for len(in) > 0 && isBreak(in[0]) {
		in = in[1:]
	}
	for len(in) > 0 && isBreak(in[len(in)-1]) {
		in = in[:len(in)-1]
	}
	return in
}

func isBreak(x content.Inline) bool {
	_, ok := x.(content.Break)
	return ok
}

func (r *runs) children(parent ast.Node, st style) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.node(n, st)
	}
}

func (r *runs) node(n ast.Node, st style) {
	m := r.m
	st = r.styled(st)
	if m.follows(n) {
		r.add("\u3000", m.place.Slice(n.Pos(), n.Pos()+1), style{})
	}
	switch n := n.(type) {
	case *ast.Text:
		if m.pictureSpace(n) {
			return
		}
		seg := n.Segment
		r.text(seg.Start, seg.Stop, n.IsRaw(), st)
		end := seg.Stop
		switch {
		case n.HardLineBreak(), n.SoftLineBreak() && !r.endsParagraph(end) && m.pictureLine(n):
			r.breakLine(end)
		case n.SoftLineBreak():
			r.softBreak(end)
		}
	case *ast.String:
		r.add(string(n.Value), diag.Place{Source: m.place.Source}, st)
	case *ast.Emphasis:
		if n.Level >= 2 {
			st.strong = true
		} else {
			st.emphasis = true
		}
		r.children(n, st)
	case *ast.Link:
		if r.typedLink(n, st) {
			return
		}
		if len(n.Title) > 0 && n.Reference == nil {
			m.linkTitles.add(m.titlePlace(n))
		}
		to, unprintable := address(n.Destination)
		footnote := n.Reference != nil && bytes.HasPrefix(n.Reference.Value, []byte("^")) // has a separate finding
		off := r.find(n.Destination, n)
		st.link = m.visibleAddress(to, m.place.At(off, off+len(n.Destination)))
		id, toArticle := linkedID(st.link)
		switch {
		case unprintable != 0:
			m.fail("md-reference", m.place.At(off, off+len(n.Destination)), int(unprintable))
		case local(st.link) && !footnote:
			if at := m.linkPlace(n); pageSign().MatchString(at.Text()) {
				m.fail("reference-target", at)
			} else {
				m.log.Add("md-link-local", at, content.Shortened(st.link))
			}
			st.link = ""
		case toArticle:
			at := m.linkPlace(n)
			m.loader.references.links = append(m.loader.references.links, idLink{id, at, pageSign().MatchString(at.Text())})
			st.link = "#" + id
			m.emptyLink(n, st.link)
		case !followable(st.link) && !footnote:
			m.fail("md-link", m.place.At(off, off+len(n.Destination)), content.Shortened(st.link))
		case !footnote:
			m.blankAddress(st.link, m.place.At(off, off+len(n.Destination)))
			m.emptyLink(n, st.link)
		}
		if n.Reference != nil {
			m.used[util.ToLinkReference(n.Reference.Value)] = true
			if n.Reference.Type != ast.ReferenceLinkFull {
				m.shortLinks[util.ToLinkReference(n.Reference.Value)] = true
			}
		}
		r.children(n, st)
	case *ast.AutoLink:
		st.link = string(n.URL(m.data))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(st.link, "mailto:") {
			st.link = "mailto:" + st.link
		}
		label := n.Label(m.data)
		// The label is a subslice of the source.
		off := r.find(label, n)
		at := m.place.At(off, off+len(label))
		st.link = m.visibleAddress(st.link, at)
		if tag := m.place.At(max(off-1, 0), min(off+len(label)+1, len(m.data))); !followable(st.link) && wordTag().MatchString(tag.Text()) {
			m.fail("md-html", tag)
		} else if !followable(st.link) {
			m.fail("md-link", at, content.Shortened(st.link))
		} else {
			m.blankAddress(st.link, at)
		}
		r.text(off, off+len(label), true, st)
	case *callNode:
		r.call(n, st)
	case *spanNode:
		r.span(n, st)
	case *scriptNode:
		st.script = n.script
		m.doubtfulScript(n)
		r.text(n.from, n.to, true, st)
	case *formulaNode:
		m.code = append(m.code, diag.Span{Start: n.from, End: n.to})
		st.literal = true
		r.text(n.from, n.to, true, st)
	case *ast.CodeSpan:
		r.code(n, st)
	case *ast.Image:
		r.picture(n, st)
	case *ast.RawHTML:
		r.html(n, st)
	default:
		m.fail("md-unsupported", m.span(n.Parent()), n.Kind().String())
	}
}

// breakLine adds a break at the line end at an offset.
func (r *runs) breakLine(end int) {
	r.flush()
	if end < len(r.m.data) && r.m.data[end] == '\\' {
		r.m.brokenAt = append(r.m.brokenAt, end)
	}
	r.out = append(r.out, content.Break{Span: r.m.place.At(end, min(end+1, len(r.m.data)))})
	r.start = true
}

// softBreak ends the paragraph at the line end at an offset, or joins the next line.
func (r *runs) softBreak(end int) {
	switch {
	case r.endsParagraph(end):
		r.flush()
		r.cuts = append(r.cuts, len(r.out))
		r.start = true
	case !r.start: // else only tags are before it
		r.pending = end
	}
}

// endsParagraph reports whether one of the line ends that end paragraphs is at an
// offset. The parser may leave blanks before it out.
func (r *runs) endsParagraph(off int) bool {
	i, found := slices.BinarySearch(r.ends, off)
	return found || i < len(r.ends) && strings.TrimSpace(string(r.m.data[off:r.ends[i]])) == ""
}

// linkPlace returns the place of a link.
func (m *markdown) linkPlace(n *ast.Link) diag.Span {
	if tail, ok := m.tails[n]; ok {
		return m.place.At(min(n.Pos(), tail.from), tail.to)
	}
	return m.span(n.Parent())
}

// emptyLink warns of a link without text, of which nothing is printed.
func (m *markdown) emptyLink(n *ast.Link, to string) {
	if tail, ok := m.tails[n]; ok && n.Pos() < tail.from && allInvisible(string(m.data[n.Pos()+1:tail.from])) {
		m.warn("md-link-empty", m.linkPlace(n), content.Shortened(to))
	}
}

// titlePlace returns the place of a link's title, with the marks around it.
func (m *markdown) titlePlace(n *ast.Link) diag.Span {
	at := m.linkPlace(n)
	if i := strings.LastIndex(at.Text(), string(n.Title)); i > 0 {
		at.Start, at.End = at.Start+i-1, at.Start+i+len(n.Title)+1
	}
	return at
}

// followable reports whether a link is a web or mail address. Local paths do
// not work in a PDF that is passed on, and other schemes may start programs:
// archives reject files with such links.
func followable(link string) bool {
	scheme, rest, ok := strings.Cut(strings.ToLower(link), ":")
	switch scheme {
	case "http", "https", "ftp":
		host, web := strings.CutPrefix(rest, "//")
		return ok && web && host != "" && strings.IndexByte("/?#", host[0]) < 0
	case "mailto", "tel", "urn":
		return ok && rest != ""
	}
	return false
}

// find returns the offset of a subslice of the source.
func (r *runs) find(part []byte, n ast.Node) int {
	from := max(n.Pos(), 0)
	if i := bytes.Index(r.m.data[from:], part); i >= 0 {
		return from + i
	}
	return from
}

// code adds a code span.
func (r *runs) code(n *ast.CodeSpan, st style) {
	r.m.doubtfulCode(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		from, to := t.Segment.Start, t.Segment.Stop
		r.m.code = append(r.m.code, diag.Span{Start: from, End: to})
		st.literal, st.code = true, true
		for to > from && r.m.data[to-1] == '\n' {
			to--
		}
		for r.cell {
			i := bytes.Index(r.m.data[from:to], []byte(`\|`))
			if i < 0 {
				break
			}
			r.text(from, from+i, true, st)
			from += i + 1
		}
		r.text(from, to, true, st)
		if to < t.Segment.Stop {
			r.pending = to
		}
	}
}

// text adds bytes of the source, resolving escapes and entities unless raw.
func (r *runs) text(from, to int, raw bool, st style) {
	data := r.m.data
	if r.start && !raw && st.link == "" && len(r.out) == lastOf(r.cuts) && !r.open {
		if n, _ := Indent(data[from:to], true); n < to-from || len(bytes.TrimSpace(data[to:to+r.m.restOfLine(to)])) > 0 {
			from += n
		}
	}
	// Ideographic spaces at the start of a line are a manual indent.
	if r.start || r.pending >= 0 {
		trimmed := bytes.TrimLeft(data[from:to], "\u3000")
		if lead := to - from - len(trimmed); lead > 0 && len(trimmed) > 0 || lead > 0 && r.start {
			if r.pending >= 0 {
				r.m.warn("md-joined-line", r.m.place.At(from, from+lead))
			}
			from += lead
		}
	}
	if from >= to {
		return
	}
	if !raw && (r.start || r.pending >= 0) && twoBackslashes(data[from:to]) {
		r.add(`\\`, r.m.place.Slice(from, from+2), st)
		from += 2
	}
	r.start = false
	for from < to {
		n := to - from
		if !raw {
			n = bytes.IndexAny(data[from:to], `\&`)
			if n < 0 {
				n = to - from
			}
		}
		if i, _ := slices.BinarySearch(r.m.closers, from); i < len(r.m.closers) && r.m.closers[i] < from+max(n, 1) {
			if n = r.m.closers[i] - from; n == 0 {
				from++ // it closes no link after all
				continue
			}
		}
		if n > 0 {
			r.add(string(data[from:from+n]), r.m.place.Slice(from, from+n), st)
			from += n
			continue
		}
		s, size := resolve(data[from:to])
		if data[from] == '\\' && size == 2 && data[from+1] != '\\' && !(r.cell && data[from+1] == '|') {
			r.m.escapes = append(r.m.escapes, from)
		}
		r.add(s, r.m.place.Slice(from, from+size), st)
		from += size
	}
}

// lastOf returns the last of a list of offsets, 0 if there is none.
func lastOf(list []int) int {
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1]
}

// twoBackslashes reports whether a line begins with two backslashes before a letter
// or Han, as the path of a file server does: both are printed.
func twoBackslashes(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte(`\\`))
	next, _ := utf8.DecodeRune(rest)
	return ok && unicode.IsLetter(next)
}

// resolve returns the text of the escape or entity at the beginning of b, or
// else its first byte, and its size in the source.
func resolve(b []byte) (s string, size int) {
	if b[0] == '\\' {
		if len(b) > 1 && util.IsPunct(b[1]) {
			return string(b[1]), 2
		}
		return `\`, 1
	}
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		return "&", 1
	}
	name := string(b[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "&", 1
	}
	digits, base := name[1:], 10
	if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return "&", 1
	}
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		n = utf8.RuneError
	}
	return string(rune(n)), end + 1
}

// address returns the destination of a link with escapes and character references
// resolved (CommonMark 0.31 2.4, 2.5), and the first character that a reference
// names and no address can have, 0 if there is none.
func address(raw []byte) (link string, unprintable rune) {
	var b []byte
	for len(raw) > 0 {
		n := bytes.IndexAny(raw, `\&`)
		if n < 0 {
			n = len(raw)
		}
		b = append(b, raw[:n]...)
		if raw = raw[n:]; len(raw) == 0 {
			break
		}
		s, size := resolve(raw)
		for _, c := range s {
			if unprintable == 0 && (unicode.IsControl(c) || c == utf8.RuneError) {
				unprintable = c
			}
		}
		b = append(b, s...)
		raw = raw[size:]
	}
	return string(b), unprintable
}

// add appends text, joining it to the previous line and to a run of the same
// style.
func (r *runs) add(value string, place diag.Place, st style) {
	if value == "" {
		return
	}
	if st.decoration == (content.Decoration{}) {
		st.decoration = r.decoration()
	}
	for i, c := range value {
		// An entity can denote a character that is not allowed in the file.
		if unicode.IsControl(c) && c != '\t' || c == utf8.RuneError {
			r.m.fail("md-reference", place.At(i, i+1), int(c))
			return
		}
	}
	if at := r.pending; at >= 0 {
		r.pending = -1
		before := r.last()
		after, _ := utf8.DecodeRuneInString(value)
		if !joinsWithoutSpace(before, after) {
			// The space gets the style of both sides if they agree.
			r.append(" ", r.m.place.Slice(at, at+1), r.runStyle(st))
		}
	}
	r.append(value, place, st)
}

// runStyle returns the style of a space between the last run and text of style
// next: that of both if they agree, otherwise plain.
func (r *runs) runStyle(next style) style {
	cur := styleOf(&r.run)
	if !r.open || cur == next && cur.script == content.NoScript && cur.ruby == (content.Ruby{}) {
		return next
	}
	s := style{strong: cur.strong && next.strong, emphasis: cur.emphasis && next.emphasis}
	if cur.decoration == next.decoration {
		s.decoration = cur.decoration
	}
	if cur.link == next.link {
		s.link = cur.link
	}
	return s
}

func styleOf(run *content.Run) style {
	return style{run.Strong, run.Emphasis, run.Script, run.Link, run.Literal, run.Code, run.Decoration, run.Ruby}
}

// last returns the last character added.
func (r *runs) last() rune {
	if r.open {
		c, _ := utf8.DecodeLastRune(r.value)
		return c
	}
	for i := len(r.out) - 1; i >= 0; i-- {
		if run, ok := r.out[i].(content.Run); ok {
			c, _ := utf8.DecodeLastRuneInString(run.Value)
			return c
		}
	}
	return utf8.RuneError
}

func (r *runs) append(value string, place diag.Place, st style) {
	if r.open && styleOf(&r.run) != st {
		r.flush()
	}
	if !r.open {
		r.open = true
		r.run = content.Run{Strong: st.strong, Emphasis: st.emphasis, Script: st.script, Link: st.link, Literal: st.literal, Code: st.code, Decoration: st.decoration, Ruby: st.ruby}
		r.run.Place.Source = place.Source
	}
	off := len(r.value)
	r.value = append(r.value, value...)
	for _, s := range place.Steps {
		steps := r.run.Place.Steps
		if n := len(steps); n > 0 {
			last := steps[n-1]
			if last.Src+off+s.Off-last.Off == s.Src {
				continue // continues the last step
			}
		}
		r.run.Place.Steps = append(steps, diag.Step{Off: off + s.Off, Src: s.Src})
	}
}

func (r *runs) flush() {
	if r.open {
		r.run.Value = string(r.value)
		r.out = append(r.out, r.run)
		r.open = false
	}
	r.run, r.value = content.Run{}, r.value[:0]
}

// joinsWithoutSpace reports whether a soft line break is dropped, which is so
// between Han characters and next to full-width marks; elsewhere it becomes a
// space.
func joinsWithoutSpace(before, after rune) bool {
	return fullWidthMark(before) || fullWidthMark(after) || noSpaces(before) && noSpaces(after)
}

// noSpaces reports whether a character belongs to a script written without
// spaces, or is a mark of such a script.
func noSpaces(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) || fullWidthMark(r)
}

// fullWidthMark reports whether a character is a punctuation mark 1 em wide in
// Chinese text.
func fullWidthMark(r rune) bool {
	return r >= 0x3001 && r <= 0x303F && r != 0x3007 || r >= 0xFF01 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20 ||
		r >= 0xFF3B && r <= 0xFF40 || r >= 0xFF5B && r <= 0xFF65 || strings.ContainsRune("“”‘’…—⸺⋯·", r)
}

// literals warns about markup that was not recognized and is printed as text.
func (m *markdown) literals(in []content.Inline) {
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			continue
		}
		if i := strings.Index(run.Value, "~~"); i >= 0 && !struck().MatchString(run.Value[i:]) && !m.escaped(run.Place.At(i, i+2)) {
			m.warn("md-literal", run.Place.At(i, i+2), "~~")
		}
		if !strings.Contains(run.Value, "__") {
			continue // searching is faster than the expression
		}
		m.underscores(run)
	}
}

// escaped reports whether the two characters are escaped with backslashes in
// the source.
func (m *markdown) escaped(at diag.Span) bool {
	return strings.Contains(at.Text(), `\`) || at.Start > 0 && at.Source != nil && at.Source.Data[at.Start-1] == '\\'
}
