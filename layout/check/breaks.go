package check

import (
	"strings"

	"jianbao/layout/frame"
)

// noBreak returns the rule by which no line may end before the rune with index
// i, or "" if the rules have nothing against it. Hyphen reports that a hyphen was
// added there.
func (c *context) noBreak(i int, level Level, hyphen bool) string {
	if i <= 0 || i >= len(c.runes) {
		return ""
	}
	if classOf(c.runes[i]) == joiner && !in2(c.runes[i], '\u200b', '\ufeff', '\u00ad', '\u2060') {
		return "cluster UAX14"
	}
	g := gapAt{context: c, b: i, spaced: c.spacedAt(i), level: level, hyphen: hyphen}
	if rule, open := g.widen(); open || rule != "" {
		return rule
	}
	if g.a < 0 || g.b >= len(c.runes) || level == LevelNone {
		return ""
	}
	g.before, g.after = c.runes[g.a], c.runes[g.b]
	if c.url[g.b] {
		return g.inAddress()
	}
	if rule := g.inPair(); rule != "" {
		return rule
	}
	if rule := g.byCharacter(); rule != "" {
		return rule
	}
	return g.byLevel()
}

// gapAt is a gap where a line might end, with the runes at its sides, spaces
// left aside.
type gapAt struct {
	*context
	a, b          int // indices of before and after
	before, after rune
	spaced        bool // an ordinary space is among the spaces between them
	level         Level
	hyphen        bool
}

// widen steps over the spaces at both sides of the gap before b. It returns the
// rule if they forbid a line end; open reports that they allow one.
func (g *gapAt) widen() (rule string, open bool) {
	blank := func(i int) bool {
		return i >= 0 && i < len(g.runes) && (g.class[i] == space || g.class[i] == joiner)
	}
	// Beside an ordinary space too, what is asked for is anyone's guess.
	asked := func(i int) (string, bool) {
		switch {
		case in2(g.runes[i], '\u2060', '\u00a0', '\ufeff') && !g.spaced:
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

// inAddress is the rule within URLs and e-mail addresses (RULES 1.5).
func (g *gapAt) inAddress() string {
	switch {
	case g.hyphen, !in("/.-_?&=", g.before):
		return "url 1.5"
	case g.after == '/':
		return "line-start 1.1"
	}
	return ""
}

// inPair is the rule about dashes and ellipses of two em (RULES 1.4).
func (g *gapAt) inPair() string { return g.insidePair(g.b, g.before, g.after, g.spaced) }

// byCharacter is the rule about the characters at the sides (RULES 1.1, 1.2,
// 1.5).
func (g *gapAt) byCharacter() string {
	unit := g.inUnit[g.b]
	letters := isLetter(g.before) && isLetter(g.after)
	switch {
	case g.after == '’' && (g.class[g.b] == latin || g.unclear[g.b] && g.spaced):
	case in(neverAtStart, g.after):
		return "line-start 1.1"
	case g.after == '—' && !g.double(g.b):
		return "line-start 1.1"
	case in(neverAtEnd, g.before):
		return "line-end 1.2"
	case in(currency, g.before) && isDigit(g.after):
		return "line-end 1.2"
	case in(nonStarters, g.after):
		return "line-start UAX14"
	case in2(unit, "word 1.5", "subscript 1.5") && g.hyphen && letters:
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

// byLevel is the rule about what the levels gb and strict add (RULES 1.3).
func (g *gapAt) byLevel() string {
	switch {
	case g.level != LevelBasic && in("/／", g.before) && !g.url[g.a]:
		return "line-end 1.3 gb"
	case g.level != LevelStrict || g.spaced:
		return ""
	case g.after == '⸺', g.after == '—', in("…⋯", g.after) && g.double(g.b):
		return "line-start 1.3 strict"
	}
	return ""
}

// spacedAt reports whether a space where lines may end is among the spaces around i.
func (c *context) spacedAt(i int) bool {
	blank := func(j int) bool { return c.class[j] == space || c.class[j] == joiner }
	for j := i - 1; j >= 0 && blank(j); j-- {
		if in2(c.runes[j], ' ', '\u3000') {
			return true
		}
	}
	for j := i; j < len(c.runes) && blank(j); j++ {
		if in2(c.runes[j], ' ', '\u3000') {
			return true
		}
	}
	return false
}

// insidePair returns the rule if a break before b falls inside a dash or an
// ellipsis of two em (RULES 1.4). Of longer runs, each two belong
// together.
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

// double reports whether the dash or dots at i are one of a pair.
func (c *context) double(i int) bool {
	r := c.runes[i]
	return i > 0 && c.runes[i-1] == r || i+1 < len(c.runes) && c.runes[i+1] == r
}

func in2[T comparable](r T, list ...T) bool {
	for _, s := range list {
		if s == r {
			return true
		}
	}
	return false
}

// checkBreaks looks at each line end that the author did not ask for.
func (p *paragraph) checkBreaks(c *collector) {
	for i := 0; i+1 < len(p.lines); i++ {
		l, next := p.lines[i], p.lines[i+1]
		if p.forcedEnd[i] {
			continue
		}
		at := p.ctx.index[p.base[i+1]]
		rule := p.ctx.noBreak(at, p.settings.Level, l.hyphenated())
		if rule == "" {
			continue
		}
		// A line that could not be broken otherwise says so; the inside of a
		// cluster is no place to break even then.
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
		case frame.KindTitle, frame.KindSection, frame.KindCover, frame.KindHeading:
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
