package check

import (
	"strings"

	"jianbao/layout/frame"
)

// noBreak returns the rule by which no line may end before the rune with index
// i, or "" if the rules have nothing against it. Hyphen says that a hyphen was
// added there.
func (c *context) noBreak(i int, level Level, hyphen bool) string {
	if i <= 0 || i >= len(c.runes) {
		return ""
	}
	if classOf(c.runes[i]) == joiner && !in2(c.runes[i], '\u200b', '\ufeff', '\u00ad', '\u2060') {
		return "cluster UAX14"
	}
	a, b := i-1, i
	// Beside an ordinary space too, what is asked for is anyone's guess.
	spaced := c.spacedAt(i)
	for a >= 0 && (c.class[a] == space || c.class[a] == joiner) {
		if in2(c.runes[a], '\u2060', '\u00a0', '\ufeff') && !spaced {
			return "asked 1.6"
		}
		if c.runes[a] == '\u200b' {
			return ""
		}
		a--
	}
	for b < len(c.runes) && (c.class[b] == space || c.class[b] == joiner) {
		if in2(c.runes[b], '\u2060', '\u00a0', '\ufeff') && !spaced {
			return "asked 1.6"
		}
		if c.runes[b] == '\u200b' {
			return ""
		}
		b++
	}
	if a < 0 || b >= len(c.runes) || level == LevelNone {
		return ""
	}
	before, after := c.runes[a], c.runes[b]
	if c.url[b] {
		switch {
		case hyphen:
			return "url 1.5"
		case !in("/.-_?&=", before):
			return "url 1.5"
		case after == '/':
			return "line-start 1.1"
		}
		return ""
	}
	if rule := c.insidePair(b, before, after, spaced); rule != "" {
		return rule
	}
	switch {
	case after == '’' && (c.class[b] == latin || c.unclear[b] && spaced):
	case in(neverAtStart, after):
		return "line-start 1.1"
	case after == '—' && !c.double(b):
		return "line-start 1.1"
	case in(neverAtEnd, before):
		return "line-end 1.2"
	case in(currency, before) && isDigit(after):
		return "line-end 1.2"
	case in(nonStarters, after):
		return "line-start UAX14"
	case in2(c.inUnit[b], "word 1.5", "subscript 1.5") && hyphen && isLetter(before) && isLetter(after):
	case c.inUnit[b] != "":
		return c.inUnit[b]
	case in(")]},.;:!?", after) && !spaced && c.class[a] != han:
		return "line-start UAX14"
	case in("([{", before) && !spaced:
		return "line-end UAX14"
	}
	if hyphen && !(isLetter(before) && isLetter(after)) {
		return "hyphen 1.5"
	}
	if level != LevelBasic && in("/／", before) && !c.url[a] {
		return "line-end 1.3 gb"
	}
	if level == LevelStrict && !spaced && (after == '⸺' || after == '—' || in("…⋯", after) && c.double(b)) {
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

// insidePair says whether a break before b would fall inside a dash or an
// ellipsis of two em (typography 1.4). Of longer runs, each two belong
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

func in2[T comparable](r T, set ...T) bool {
	for _, s := range set {
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
		rule := p.ctx.noBreak(at, p.set.Level, l.hyphenated())
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
