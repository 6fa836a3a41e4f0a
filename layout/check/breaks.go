package check

import (
	"strings"

	"jianbao/layout/frame"
)

// noBreak returns the rule that forbids a line end before the rune with index i,
// or "" if none does. Hyphen reports whether a hyphen was added there.
func (c *context) noBreak(i int, level Level, hyphen bool) string {
	if i <= 0 || i >= len(c.runes) {
		return ""
	}
	if classOf(c.runes[i]) == joiner && !oneOf(c.runes[i], '\u200b', '\ufeff', '\u00ad', '\u2060') {
		return "cluster UAX14"
	}
	if c.atLinkEdge(i) {
		return ""
	}
	g := gapAt{context: c, b: i, spaced: c.spacedAt(i), level: level, hyphen: hyphen}
	if rule, open := g.widen(); open || rule != "" {
		if open && level != LevelNone {
			return g.besideMark()
		}
		return rule
	}
	if g.a < 0 || g.b >= len(c.runes) {
		return ""
	}
	g.before, g.after = c.runes[g.a], c.runes[g.b]
	if c.literal[g.b] != plainText {
		return g.inLiteral()
	}
	if level == LevelNone {
		return ""
	}
	if rule := g.inPair(); rule != "" {
		return rule
	}
	if rule := g.byCharacter(); rule != "" {
		return rule
	}
	if rule := g.bySign(); rule != "" {
		return rule
	}
	return g.byLevel()
}

// gapAt is a gap where a line might end, with the runes on both sides, spaces
// skipped.
type gapAt struct {
	*context
	a, b          int // indices of before and after
	before, after rune
	spaced        bool // whether an ordinary space is among the spaces between them
	level         Level
	hyphen        bool
}

// widen skips the spaces on both sides of the gap before b. It returns the rule
// if one of them forbids a line end; open reports whether one explicitly allows
// it.
func (g *gapAt) widen() (rule string, open bool) {
	blank := func(i int) bool {
		return i >= 0 && i < len(g.runes) && (g.class[i] == space || g.class[i] == joiner)
	}
	// With an ordinary space next to it, a joiner's intention is unclear.
	asked := func(i int) (string, bool) {
		switch {
		case oneOf(g.runes[i], '\u2060', '\u00a0', '\ufeff') && !g.spaced:
			return "asked 1.6", false
		case g.runes[i] == '\u200b':
			return "", true
		}
		return "", false
	}
	for g.a = g.b - 1; blank(g.a); g.a-- {
		if rule, open := asked(g.a); open || rule != "" {
			return rule, open
		}
	}
	for ; blank(g.b); g.b++ {
		if rule, open := asked(g.b); open || rule != "" {
			return rule, open
		}
	}
	return "", false
}

// besideMark returns the rule about the marks of Chinese text on both sides of U+200B, if
// one forbids a line end there (RULES 1.6).
func (g *gapAt) besideMark() string {
	skipped := func(i int) bool { return g.class[i] == space || g.class[i] == joiner }
	a, b := g.b-1, g.b
	for a >= 0 && skipped(a) {
		a--
	}
	for b < len(g.runes) && skipped(b) {
		b++
	}
	switch {
	case a < 0 || b == len(g.runes):
	case in(closeMarks+stopMarks, g.runes[b]):
		return "line-start 1.1"
	case in(openMarks, g.runes[a]):
		return "line-end 1.2"
	}
	return ""
}

// inLiteral returns the rule that forbids a line end within an address or an
// identifier (RULES 1.5). Near its ends it may be divided at its own places alone.
func (g *gapAt) inLiteral() string {
	hex := func(i int) bool {
		return i < len(g.runes) && in("0123456789abcdefABCDEF", g.runes[i])
	}
	switch {
	case g.after == '/':
		return "line-start 1.1"
	case g.hyphen, in("-([{", g.before), in(`/\.,;:!?)]}`, g.after),
		g.before == '%' && hex(g.b) && hex(g.b+1),
		g.a > 0 && g.runes[g.a-1] == '%' && hex(g.a) && hex(g.b):
		return "literal 1.5"
	}
	from, to := g.literalAround(g.b)
	if g.literal[g.b] == address && schemeAround(string(g.runes[from:to]), g.b-from) {
		return "literal 1.5"
	}
	if (g.b-from < 3 || to-g.b < 4 || g.besideOne(from, to)) && !g.ownPlace(from, to) {
		return "literal 1.5"
	}
	return ""
}

// besideOne reports whether the gap leaves a single letter or digit of a part of the
// literal [from,to). Parts are divided by signs, those of identifiers by changes of case
// too.
func (g *gapAt) besideOne(from, to int) bool {
	plain := func(i int) bool {
		return i >= from && i < to && g.runes[i] < 0x80 && (isLetter(g.runes[i]) || isDigit(g.runes[i]))
	}
	edge := func(i int) bool { // before rune i
		return !plain(i-1) || !plain(i) || g.literal[g.b] == identifier && in("abcdefghijklmnopqrstuvwxyz", g.runes[i-1]) && in("ABCDEFGHIJKLMNOPQRSTUVWXYZ", g.runes[i])
	}
	return plain(g.a) && plain(g.b) && (edge(g.a) || edge(g.b+1))
}

// literalAround returns the range of the literal that rune i is inside.
func (c *context) literalAround(i int) (from, to int) {
	from, to = i, i
	for from > 0 && c.literal[from] != plainText {
		from--
	}
	for to < len(c.runes) && c.literal[to] != plainText {
		to++
	}
	return from, to
}

// schemeAround reports whether an offset is inside the scheme of an address, with its
// colon and slashes.
func schemeAround(address string, at int) bool {
	colon := strings.Index(address, "://")
	return colon >= at-2 && colon >= 0
}

// ownPlace reports whether the gap is one at which the literal [from,to) divides
// by itself: at its signs, and an identifier between its words.
func (g *gapAt) ownPlace(from, to int) bool {
	if g.literal[g.b] == address {
		return in("/._?&=:@~", g.before) || in("%-", g.after)
	}
	if g.b-from < 2 || to-g.b < 2 {
		return false
	}
	lower := func(r rune) bool { return r >= 'a' && r <= 'z' }
	upper := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	switch {
	case in(".:", g.before):
		return !isDigit(g.runes[g.a-1]) || !isDigit(g.after)
	case in(`_/\@`, g.before):
		return true
	case upper(g.after):
		return lower(g.before) || upper(g.before) && lower(g.runes[g.b+1])
	}
	return false
}

// inPair returns the rule about dashes and ellipses of two em, if it forbids a
// line end (RULES 1.4).
func (g *gapAt) inPair() string { return g.insidePair(g.b, g.before, g.after, g.spaced) }

// byCharacter returns the rule about the characters on both sides, if one
// forbids a line end (RULES 1.1, 1.2, 1.5).
func (g *gapAt) byCharacter() string {
	unit := g.inUnit[g.b]
	letters := isLetter(g.before) && isLetter(g.after)
	switch {
	case g.after == '’' && (g.class[g.b] == latin || g.unclear[g.b] && g.spaced):
	case in(neverAtStart, g.after):
		return "line-start 1.1"
	case g.after == '—' && !g.double(g.b), g.after == '-' && g.spaced && g.b+1 < len(g.runes) && g.runes[g.b+1] == ' ':
		return "line-start 1.1"
	case in(neverAtEnd, g.before), in(neverAtEndToo, g.before):
		return "line-end 1.2"
	case squared(g.after):
		return "line-start 1.1"
	case in(currency, g.before) && isDigit(g.after), g.begun():
		return "line-end 1.2"
	case in(nonStarters, g.after):
		return "line-start UAX14"
	case oneOf(unit, "word 1.5", "subscript 1.5") && g.hyphen && letters:
	case unit != "":
		return unit
	case in(")]},.;:!?", g.after) && !g.spaced && g.class[g.a] != han:
		return "line-start UAX14"
	case in("([{", g.before) && !g.spaced:
		return "line-end UAX14"
	}
	if g.hyphen && !letters {
		return "hyphen 1.5"
	}
	return ""
}

// begun reports whether a dash or an ellipsis before the gap is the first that stands
// behind an opening mark (RULES 1.2). Two in a row are halves of one or one each; either
// way all of them begin what the mark opens.
func (g *gapAt) begun() bool {
	if !in("—⸺…⋯", g.before) {
		return false
	}
	first := g.a
	for first > 0 && g.runes[first-1] == g.before {
		first--
	}
	return first > 0 && in(neverAtEnd, g.runes[first-1])
}

// byLevel returns the rule that the levels gb and strict add, if it forbids a
// line end (RULES 1.3).
func (g *gapAt) byLevel() string {
	switch {
	case g.level != LevelBasic && in("/／", g.before) && g.literal[g.a] == plainText:
		return "line-end 1.3 gb"
	case g.level != LevelStrict || g.spaced:
		return ""
	case g.after == '⸺', g.after == '—', in("…⋯", g.after) && g.double(g.b):
		return "line-start 1.3 strict"
	}
	return ""
}

// spacedAt reports whether one of the spaces around i is one at which lines may
// end.
func (c *context) spacedAt(i int) bool {
	blank := func(j int) bool { return c.class[j] == space || c.class[j] == joiner }
	for j := i - 1; j >= 0 && blank(j); j-- {
		if oneOf(c.runes[j], ' ', '\u3000') {
			return true
		}
	}
	for j := i; j < len(c.runes) && blank(j); j++ {
		if oneOf(c.runes[j], ' ', '\u3000') {
			return true
		}
	}
	return false
}

// insidePair returns the rule if a break before b is inside a dash or an
// ellipsis of two em (RULES 1.4). Longer sequences consist of pairs.
func (c *context) insidePair(b int, before, after rune, spaced bool) string {
	if spaced || before != after || !in("—…⋯", after) {
		return ""
	}
	n := 0
	for j := b - 1; j >= 0 && c.runes[j] == after; j-- {
		n++
	}
	if n%2 == 1 {
		return "pair 1.4"
	}
	return ""
}

// double reports whether the dash or ellipsis at i is one of a pair.
func (c *context) double(i int) bool {
	r := c.runes[i]
	return i > 0 && c.runes[i-1] == r || i+1 < len(c.runes) && c.runes[i+1] == r
}

func oneOf[T comparable](r T, list ...T) bool {
	for _, s := range list {
		if s == r {
			return true
		}
	}
	return false
}

// checkBreaks checks each line end that is not a hard break.
func (p *paragraph) checkBreaks(c *collector) {
	for i := 0; i+1 < len(p.lines); i++ {
		l, next := p.lines[i], p.lines[i+1]
		if p.forcedEnd[i] {
			continue
		}
		if len(next.Glyphs) > 0 && next.Glyphs[0].Script != "" && p.settings.Level != LevelNone && !strings.HasSuffix(l.Text, " ") && !l.forced() && !next.forced() {
			c.at("script 1.5", next, "a script begins the line")
		}
		at := p.ctx.index.of(p.base[i+1])
		rule := p.ctx.noBreak(at, p.settings.Level, l.hyphenated())
		if rule == "" {
			continue
		}
		// A line that could not be broken otherwise is flagged so; even then no
		// line may end inside a cluster.
		if (l.forced() || next.forced()) && rule != "cluster UAX14" {
			continue
		}
		c.at(rule, next, "no line may end between “%s” and “%s”", tail(l.Text), head(next.Text))
	}
	for i := 0; i+1 < len(p.lines); i++ {
		if p.lines[i].hyphenated() && p.lines[i+1].hyphenated() && !p.lines[i+1].forced() {
			c.at("hyphens 4.2", p.lines[i+1], "two hyphens in a row")
		}
	}
	for _, l := range p.lines {
		if !l.hyphenated() {
			continue
		}
		switch l.Kind {
		case frame.KindTitle, frame.KindSection, frame.KindCover, frame.KindMasthead, frame.KindDocument, frame.KindHeading:
			c.at("hyphens 4.2", l, "a %s is never hyphenated", l.Kind)
		}
	}
}

func tail(s string) string {
	r := []rune(strings.TrimRight(s, " "))
	return string(r[max(0, len(r)-3):])
}

func head(s string) string {
	r := []rune(s)
	return string(r[:min(3, len(r))])
}
