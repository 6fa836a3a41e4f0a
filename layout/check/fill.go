package check

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// hanGap returns the widest glue between two Han of line i where the line could
// have ended and the author typed no space; ok is false if there is no such
// place.
func (p *paragraph) hanGap(i int) (widest unit.Abs, ok bool) {
	for j, g := range p.gaps[i] {
		if g.typed == "" && p.between(i, j, han, han) && !p.besideBase(i, j) && !p.offered(i, j) && !p.noBreakHere(i, j, "") {
			widest, ok = max(widest, g.width), true
		}
	}
	return widest, ok
}

// offered reports whether U+200B is in gap j of line i. The rules leave open
// whether it allows a break that they forbid.
func (p *paragraph) offered(i, j int) bool {
	return strings.Contains(p.cells[i][j].text, "\u200b")
}

// between reports whether the classes on the two sides of gap j of line i are a
// and b.
func (p *paragraph) between(i, j int, a, b class) bool {
	return p.classAt(&p.cells[i][j], true) == a && p.classAt(&p.cells[i][j+1], false) == b
}

// scripts reports whether gap j is between Han and a Latin letter or digit, in
// either order (RULES 3.1). Sure is false next to superscripts and the like,
// which the rule does not name.
func (p *paragraph) scripts(i, j int) (yes, sure bool) {
	a, b := &p.cells[i][j], &p.cells[i][j+1]
	if b.hyphen || b.script || a.script && p.hanBase(i, j) {
		return false, true // (RULES 2.6)
	}
	ka, kb := p.classAt(a, true), p.classAt(b, false)
	if ka == han && kb == latin || ka == latin && kb == han {
		ra, rb := p.lastRune(a), p.ctx.runes[p.ctx.index.of(b.from)]
		return true, !isSuperSub(ra) && !isSuperSub(rb) && plain(ra, ka) && plain(rb, kb)
	}
	return false, ka != han && kb != han || ka != other && kb != other
}

// hanBase reports whether the base of the script in cell j of line i is Han.
func (p *paragraph) hanBase(i, j int) bool {
	for j > 0 && p.cells[i][j].script {
		j--
	}
	return p.classAt(&p.cells[i][j], true) == han
}

func plain(r rune, k class) bool { return k == han || isLetter(r) || isDigit(r) }

func (p *paragraph) lastRune(c *cell) rune {
	last := rune(0)
	for _, r := range c.text {
		if classOf(r) != joiner {
			last = r
		}
	}
	return last
}

// gapsOf holds the gaps of a line by their kinds in RULES 3 and 4.
type gapsOf struct {
	han, script, word []int // indices of gaps
}

func (p *paragraph) sortGaps(i int) gapsOf {
	var s gapsOf
	for j, g := range p.gaps[i] {
		if p.besideBase(i, j) || p.offered(i, j) || p.noBreakHere(i, j, "asked 1.6") || p.between(i, j, han, han) && p.noBreakHere(i, j, "") {
			continue
		}
		script, sure := p.scripts(i, j)
		switch {
		case g.typed == "" && p.between(i, j, han, han):
			s.han = append(s.han, j)
		case script && sure && (g.typed == "" || g.typed == " "):
			s.script = append(s.script, j)
		case g.typed == " " && p.between(i, j, latin, latin):
			s.word = append(s.word, j)
		}
	}
	return s
}

// noBreakHere reports whether a rule whose name begins with rule forbids a line
// end in gap j of line i.
func (p *paragraph) noBreakHere(i, j int, rule string) bool {
	if p.cells[i][j+1].hyphen {
		return true
	}
	got := p.ctx.noBreak(p.ctx.index.of(p.cells[i][j+1].from), LevelBasic, false)
	return got != "" && strings.HasPrefix(got, rule)
}

// checkFill checks the glue between boxes that are not marks (RULES 3 and 4).
func (p *paragraph) checkFill(c *collector, i int) {
	l, s := p.lines[i], p.sortGaps(i)
	p.checkHan(c, i, s)
	p.checkScripts(c, i, s)
	p.checkTight(c, i)
	if l.forced() {
		return
	}
	p.checkSpaces(c, i, s)
	switch l.Repair {
	case frame.RepairShrink:
		p.checkShrinkOrder(c, i, s)
	case frame.RepairStretch, frame.RepairLoose:
		p.checkStretchOrder(c, i, s)
	}
}

func (p *paragraph) checkHan(c *collector, i int, s gapsOf) {
	l := p.lines[i]
	var least, most unit.Abs
	for n, j := range s.han {
		g, size := p.gaps[i][j].width, p.cells[i][j].size
		pair := p.cells[i][j].text + p.cells[i][j+1].text
		switch {
		case l.forced():
		case g > size.Scale(1, 8)+1 && l.Repair != frame.RepairLoose:
			c.at("loose 4.2", l, "a gap of %s between “%s”, and the line is flagged %s", em(g, size), pair, l.Repair)
		case g > size.Scale(1, 4)+1:
			c.at("gap 4.2", l, "a gap of %s between “%s”", em(g, size), pair)
		case g != 0 && (l.Repair == frame.RepairNone || l.Repair == frame.RepairRagged || l.Repair == frame.RepairShrink):
			c.at("gap 4", l, "a gap of %s between “%s” in a line flagged %s", em(g, size), pair, l.Repair)
		}
		if n == 0 || g < least {
			least = g
		}
		if n == 0 || g > most {
			most = g
		}
	}
	if most-least > 1 {
		c.at("even 4.2", l, "gaps between Han differ: %s to %s", em(least, l.Size), em(most, l.Size))
	}
}

func (p *paragraph) checkScripts(c *collector, i int, s gapsOf) {
	l := p.lines[i]
	if p.settings.Autospace <= 0 {
		return
	}
	for _, j := range s.script {
		g := p.gaps[i][j].width
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		rule := size.Scale(int64(p.settings.Autospace), 1000)
		least, most := min(rule, size.Scale(1, 8)), max(rule, size.Scale(1, 2))
		pair := p.cells[i][j].text + p.cells[i][j+1].text
		switch {
		case g < least-1, g > most+1 && !l.forced():
			c.at("scripts 3", l, "a gap of %s between “%s”", em(g, size), pair)
		case (l.Repair == frame.RepairNone || l.Repair == frame.RepairRagged) && abs(g-rule) > 1,
			l.Repair == frame.RepairShrink && g > rule+1,
			(l.Repair == frame.RepairStretch || l.Repair == frame.RepairLoose) && g < rule-1:
			c.at("scripts 3", l, "a gap of %s between “%s” in a line flagged %s", em(g, size), pair, l.Repair)
		}
	}
}

// checkTight checks that there is no glue inside a Latin word, a number or a
// unit, or between the halves of —— and …… (RULES 4.2).
func (p *paragraph) checkTight(c *collector, i int) {
	l := p.lines[i]
	for j, g := range p.gaps[i] {
		a, b := &p.cells[i][j], &p.cells[i][j+1]
		if g.typed != "" || p.besideBase(i, j) || p.isMark(i, j) != p.isMark(i, j+1) {
			continue // next to marks the whole row is measured
		}
		ka, kb := p.classAt(a, true), p.classAt(b, false)
		if ka == kb && (ka == dash || ka == ellipsis) && p.noBreakHere(i, j, "pair") {
			if g.width > 1 && !p.ctx.unclear[p.ctx.index.of(a.from)] {
				c.at("pair 1.4", l, "a gap of %s inside “%s%s”", em(g.width, a.size), a.text, b.text)
			}
			continue
		}
		if ka == han && kb == han && p.noBreakHere(i, j, "") && !p.noBreakHere(i, j, "asked") && g.width != 0 {
			c.at("tight 4.2", l, "a gap of %s between “%s%s”, where no line may end", em(g.width, a.size), a.text, b.text)
		}
		if p.isMark(i, j) || ka == half || kb == half || ka == han || kb == han {
			continue
		}
		if p.noBreakHere(i, j, "") && g.width > max(a.size, b.size).Scale(1, 20) {
			c.at("tight 4.2", l, "a gap of %s inside “%s%s”", em(g.width, a.size), a.text, b.text)
		}
	}
}

// checkSpaces checks spaces between Latin words (RULES 4.1, 4.2) and spaces
// typed between Han (RULES 3.2).
func (p *paragraph) checkSpaces(c *collector, i int, s gapsOf) {
	l := p.lines[i]
	g, haveHan := p.hanGap(i)
	for _, j := range s.word {
		w, size := p.gaps[i][j].width, max(p.cells[i][j].size, p.cells[i][j+1].size)
		switch {
		case w <= 0:
			c.at("space 4.1", l, "no gap left between “%s” and “%s”", p.cells[i][j].text, p.cells[i][j+1].text)
		case w > size+1:
			c.at("space 4.2", l, "a word space of %s", em(w, size))
		case haveHan && w > size.Scale(1, 2)+g+1 && l.Repair != frame.RepairLoose:
			c.at("space 4.2", l, "a word space of %s", em(w, size))
		}
	}
	for j, gp := range p.gaps[i] {
		if p.mustDrop(i, j) && l.Repair == frame.RepairNone && gp.width > p.cells[i][j].size.Scale(1, 8) {
			c.at("space 3.2", l, "a blank beside a mark is %s", em(gp.width, p.cells[i][j].size))
		}
		size := p.cells[i][j].size
		if gp.typed == "\u3000" && p.between(i, j, han, han) {
			p.checkWide(c, i, j, size, haveHan && g > 0)
			continue
		}
		if gp.typed != " " || p.besideBase(i, j) || !p.between(i, j, han, han) {
			continue
		}
		kept := size.Scale(1, 2)
		least, most := kept, kept
		switch l.Repair {
		case frame.RepairShrink:
			least = size.Scale(1, 4)
		case frame.RepairStretch:
			most += size.Scale(1, 8)
		case frame.RepairLoose:
			most = l.Measure
		}
		if gp.width < least-1 || gp.width > most+1 {
			c.at("space 3", l, "a space typed between Han is %s", em(gp.width, size))
		}
	}
}

// checkWide checks U+3000 between Han: an em wide, and between names up to half an
// em wider before other gaps open (RULES 11.4).
func (p *paragraph) checkWide(c *collector, i, j int, size unit.Abs, opened bool) {
	most := size
	if at := p.ctx.index.of(p.cells[i][j+1].from); p.mayBeName(at+1) || p.mayBeName(at-2) {
		most = size.Scale(3, 2)
	}
	if opened {
		most += size.Scale(1, 4)
	}
	if w := p.gaps[i][j].width; w < size-1 || w > most+1 {
		c.at("space 11.4", p.lines[i], "U+3000 is %s", em(w, size))
	}
}

// mustDrop reports whether the gap after cell j has a single blank that is not
// set: between a full-width mark whose shape is clear and Han or another such
// mark, outside of titles and entries of the contents (RULES 3.2).
func (p *paragraph) mustDrop(i, j int) bool {
	if kind := p.lines[i].Kind; kind == frame.KindTitle || kind == frame.KindContents {
		return false
	}
	if typed := p.gaps[i][j].typed; typed != " " && typed != "\u00a0" {
		return false
	}
	mark := func(j int) bool {
		switch at := p.ctx.index.of(p.cells[i][j].from); p.ctx.class[at] {
		case opening, closing, stop:
			return !p.ctx.unclear[at] && !in("“”‘’？！", p.ctx.runes[at])
		}
		return false
	}
	wide := func(j int, end bool) bool { return mark(j) || p.classAt(&p.cells[i][j], end) == han }
	return (mark(j) || mark(j+1)) && wide(j, true) && wide(j+1, false)
}

// checkShrinkOrder checks that a tier of RULES 4.1 shrinks only when the tiers
// before it are used up, and all its members equally. Rows of several marks are
// left out, since the share of each mark cannot be determined.
func (p *paragraph) checkShrinkOrder(c *collector, i int, s gapsOf) {
	l := p.lines[i]
	var lost, left [9]unit.Abs // the most a member lost; the most a member has left
	var most, least [9]unit.Abs
	var members [9]int
	note := func(tier int, gave, room unit.Abs) {
		if members[tier] == 0 || gave > most[tier] {
			most[tier] = gave
		}
		if members[tier] == 0 || gave < least[tier] {
			least[tier] = gave
		}
		members[tier]++
		lost[tier], left[tier] = max(lost[tier], gave), max(left[tier], room)
	}
	for _, r := range p.rows(i) {
		if r.exact && r.single && r.tier > 0 {
			note(r.tier, r.natural-r.room, r.room-r.least)
		}
	}
	for _, j := range s.script {
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		rule, g := size.Scale(int64(p.settings.Autospace), 1000), p.gaps[i][j].width
		note(6, rule-g, g-size.Scale(1, 8))
	}
	const slack = 3
	for lower := 5; lower < len(lost); lower++ {
		for upper := 4; upper < lower; upper++ {
			if members[upper] > 0 && lost[lower] > slack && left[upper] > slack {
				c.at("tiers 4.1", l, "tier %d shrank by %s while tier %d had %s left", lower, em(lost[lower], l.Size), upper, em(left[upper], l.Size))
				return
			}
		}
	}
	for tier := range members {
		if members[tier] > 1 && most[tier]-least[tier] > slack && uniform(p.cells[i]) {
			c.at("even 4.1", l, "members of tier %d shrank by %s to %s", tier, em(least[tier], l.Size), em(most[tier], l.Size))
		}
	}
}

func uniform(cells []cell) bool {
	for i := range cells {
		if cells[i].size != cells[0].size {
			return false
		}
	}
	return true
}

// checkStretchOrder checks that gaps between Han open only when the Han–Latin
// spaces are at their limit, and those only when the word spaces are (RULES
// 4.2).
func (p *paragraph) checkStretchOrder(c *collector, i int, s gapsOf) {
	l := p.lines[i]
	g, _ := p.hanGap(i)
	var widest unit.Abs
	narrow := l.Measure
	for _, j := range s.script {
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		if w := p.gaps[i][j].width; p.settings.Autospace > 0 {
			widest = max(widest, w-size.Scale(int64(p.settings.Autospace), 1000))
			narrow = min(narrow, w-size.Scale(1, 2))
		}
	}
	if g > 1 && len(s.script) > 0 && p.settings.Autospace > 0 && narrow < -2 {
		c.at("tiers 4.2", l, "gaps of %s between Han before the Han–Latin space was at ½ em", em(g, l.Size))
	}
	if max(g, widest) <= 2 {
		return
	}
	for _, j := range s.word {
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		if p.noBreakHere(i, j, "") {
			continue // a number's unit
		}
		if w := p.gaps[i][j].width; w < size.Scale(1, 2)-2 {
			c.at("tiers 4.2", l, "other gaps opened while a word space was %s", em(w, size))
			return
		}
	}
}
