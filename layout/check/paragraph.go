package check

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// paragraph holds the lines of one paragraph with the data derived from them.
type paragraph struct {
	settings Settings
	source   *string // nil: not given
	lines    []*Line
	part     bool // the lines are not a complete paragraph: flags are not checked

	text      string
	ctx       *context
	base      []int  // byte offset of each line in text
	forcedEnd []bool // the line ends with a hard break
	cells     [][]cell
	gaps      [][]gap // gaps[i][j] is between cells[i][j] and cells[i][j+1]
}

// check runs all checks of lines.
func (p *paragraph) check(c *collector) {
	if len(p.lines) == 0 {
		if p.source != nil && !blank(strings.ReplaceAll(*p.source, "\n", "")) {
			c.add("text 9", -1, "no line for “%s”", clip(*p.source, 12))
		}
		return
	}
	for i, l := range p.lines {
		if l.page < 0 {
			l.index = i
		}
	}
	for _, l := range p.lines {
		l.checkBeside(c)
	}
	p.joinText(c)
	p.ctx = newContext(p.text, p.linkEdges())
	p.ctx.noLinks = p.lines[0].dumped
	p.cells, p.gaps = make([][]cell, len(p.lines)), make([][]gap, len(p.lines))
	for i, l := range p.lines {
		cells, gaps, problem := l.cells(p.base[i])
		if problem != "" {
			c.at("text 9", l, "%s", problem)
			cells, gaps = nil, nil
		}
		p.cells[i], p.gaps[i] = cells, gaps
	}
	if !p.part {
		p.checkFlags(c)
	}
	p.checkSums(c)
	p.checkBreaks(c)
	p.checkScriptHeights(c)
	for i := range p.lines {
		if len(p.cells[i]) == 0 {
			continue
		}
		p.checkOrder(c, i)
		// Text that is letterspaced over a cover, a masthead or the head of a document does not follow the rules about
		// widths.
		if !p.settings.NoWidths && !p.lines[i].letterspaced() {
			p.checkBoxes(c, i)
			p.checkFill(c, i)
			p.checkRagged(c, i)
		}
	}
	p.checkLastLine(c)
}

// joinText checks that the texts of the lines are the complete source, in order,
// and determines which line ends are hard breaks.
func (p *paragraph) joinText(c *collector) {
	p.forcedEnd = make([]bool, len(p.lines))
	var b strings.Builder
	if p.source == nil {
		for i, l := range p.lines {
			p.base = append(p.base, b.Len())
			b.WriteString(l.Text)
			p.forcedEnd[i] = !l.Justify && justified(l.Kind) && !l.Last || strings.HasSuffix(l.Text, "\n")
			if !justified(l.Kind) && !l.Last {
				// The breaks of titles and entries may be hard breaks, which
				// cannot be known without the source.
				p.forcedEnd[i] = true
			}
		}
		p.text = b.String()
		return
	}
	rest := *p.source
	for i, l := range p.lines {
		p.base = append(p.base, len(*p.source)-len(rest))
		text := strings.TrimSuffix(l.Text, "\n")
		if !strings.HasPrefix(rest, text) {
			c.at("text 9", l, "the line's text is not what the source has next: “%s”", clip(rest, 10))
			p.unsourced()
			return
		}
		rest = rest[len(text):]
		if i+1 == len(p.lines) || !strings.HasPrefix(rest, strings.TrimSuffix(p.lines[i+1].Text, "\n")) {
			rest = afterRow(text, rest)
		}
		if strings.HasPrefix(rest, "\n") {
			p.forcedEnd[i] = true
			rest = rest[1:]
		}
	}
	if rest != "" {
		c.at("text 9", p.lines[len(p.lines)-1], "text of the source is in no line: “%s”", clip(rest, 10))
	}
	p.text = *p.source
}

// afterRow returns the source behind a line without the marks that were cut off,
// if the line is a row of one mark (RULES 11.6).
func afterRow(line, rest string) string {
	mark, n := decode(line)
	if n == 0 || isLetter(mark) || isDigit(mark) || strings.Trim(line, string(mark)+" \u3000") != "" {
		return rest
	}
	if cut := strings.TrimLeft(rest, string(mark)+" \u3000"); cut == "" || cut[0] == '\n' {
		return cut
	}
	return rest
}

// unsourced sets the paragraph's text to that of the lines, for lack of the
// source.
func (p *paragraph) unsourced() {
	p.source, p.base = nil, nil
	p.joinText(nil)
}

// justified reports whether lines of a kind fill their measure.
func justified(k frame.Kind) bool {
	return k == frame.KindBody || k == frame.KindQuote || k == frame.KindCaption || k == frame.KindSalutation || k == frame.KindNote || k == ""
}

func (p *paragraph) checkFlags(c *collector) {
	for i, l := range p.lines {
		if l.First != (i == 0) {
			c.at("flags", l, "First is %v for line %d of its paragraph", l.First, i)
		}
		if l.Last != (i == len(p.lines)-1) {
			c.at("flags", l, "Last is %v for line %d of %d", l.Last, i, len(p.lines))
		}
		switch l.Repair {
		case frame.RepairNone, frame.RepairShrink, frame.RepairStretch, frame.RepairLoose, frame.RepairRagged, frame.RepairForced:
		default:
			c.at("flags", l, "unknown repair %q", l.Repair)
		}
		if p.settings.Measure > 0 {
			x := p.settings.Hang
			if i == 0 || p.settings.BreakIndent && p.forcedEnd[i-1] {
				x = p.settings.Indent
			}
			want := p.settings.Measure - x
			if l.Last {
				want -= p.settings.LastRoom
			}
			if l.Justify && l.X != x {
				c.at("indent 5.1", l, "begins at %s, not %s", em(l.X, l.Size), em(x, l.Size))
			}
			if l.Justify && l.Measure != want {
				c.at("measure", l, "has a measure of %s, not %s", em(l.Measure, l.Size), em(want, l.Size))
			}
		}
	}
}

// checkSums checks that advances and glue of a justified line add up to exactly
// its measure (RULES 9).
func (p *paragraph) checkSums(c *collector) {
	for i, l := range p.lines {
		if len(l.Glyphs) == 0 {
			if !blank(strings.TrimSuffix(l.Text, "\n")) {
				c.at("text 9", l, "a line without glyphs")
			}
			continue
		}
		var first, last *cell
		if n := len(p.cells[i]); n > 0 {
			first, last = &p.cells[i][0], &p.cells[i][n-1]
		} else {
			continue
		}
		if first.left != 0 && !strings.HasPrefix(l.Text, "\u00a0") && !strings.HasPrefix(l.Text, "\u3000") {
			c.at("sum 9", l, "the first box begins at %s, not at the line's X", em(first.left, l.Size))
		}
		if last.right != l.Width {
			c.at("sum 9", l, "Width is %s but the last box ends at %s", l.Width, last.right)
		}
		switch {
		case l.Repair == frame.RepairRagged:
		case l.Justify && !l.Last && !p.forcedEnd[i] && !l.forced() && l.Width != l.Measure:
			c.at("sum 9", l, "advances and glue are %s, the measure is %s", l.Width, l.Measure)
		case l.Width > l.Measure && !l.forced() && l.Measure > 0:
			c.at("sum 9", l, "%s wide in a measure of %s", em(l.Width, l.Size), em(l.Measure, l.Size))
		}
	}
}

// checkOrder checks that boxes are in order and do not overlap, except by Latin
// kerning.
func (p *paragraph) checkOrder(c *collector, i int) {
	l, cells := p.lines[i], p.cells[i]
	for j, g := range l.Glyphs {
		if g.Advance < 0 {
			c.at("order 9", l, "glyph %d “%s” has an advance of %s", j, g.Text, g.Advance)
		}
	}
	for j := range p.gaps[i] {
		a, b, w := &cells[j], &cells[j+1], p.gaps[i][j].width
		if w >= 0 {
			continue
		}
		ka, kb := p.classAt(a, true), p.classAt(b, false)
		if free(ka) && free(kb) && -w <= max(a.size, b.size).Scale(3, 10) {
			continue
		}
		c.at("order 9", l, "“%s” and “%s” overlap by %s", a.text, b.text, em(-w, a.size))
	}
}

// free reports whether a font may kern characters of a class.
func free(k class) bool { return k == latin || k == other }

// classAt returns the class of a cell's last or first character that has one.
func (p *paragraph) classAt(c *cell, last bool) class {
	if c.hyphen {
		return other
	}
	i := p.ctx.index.of(c.from)
	k := other
	for n := range len([]rune(c.text)) {
		if q := p.ctx.class[i+n]; q != joiner && (last || n == 0) {
			k = q
		}
	}
	return k
}

// checkLastLine checks that the last line is not too short (RULES 4.4).
func (p *paragraph) checkLastLine(c *collector) {
	n := len(p.lines)
	l := p.lines[n-1]
	if n == 1 || p.forcedEnd[n-2] || !p.lines[n-2].Justify || l.forced() || !justified(l.Kind) {
		return
	}
	if hans, small := p.shortLast(); small {
		c.at("last-line 4.4", l, "a last line of %d Han, %s", hans, em(l.Width, l.Size))
	}
}

// shortLast returns the number of Han in the last line and whether the line is
// too short.
func (p *paragraph) shortLast() (hans int, small bool) {
	n := len(p.lines)
	for j := range p.cells[n-1] {
		if p.classAt(&p.cells[n-1][j], true) == han {
			hans++
		}
	}
	l := p.lines[n-1]
	return hans, hans < 2 && l.Width < 2*l.Size
}

// abs returns the absolute value of v.
func abs(v unit.Abs) unit.Abs { return max(v, -v) }

// checkScriptHeights checks that subscripts and superscripts stay within the
// room of their line (RULES 2.6).
func (p *paragraph) checkScriptHeights(c *collector) {
	for _, l := range p.lines {
		for _, g := range l.Glyphs {
			switch {
			case g.Script == "":
			case g.Size > l.Size, g.Rise != 0 && g.Size*10 > l.Size*8:
				c.at("script 2.6", l, "a script of %s", em(g.Size, l.Size))
			case g.Script == "super" && (g.Rise < 0 || g.Rise*2 > l.Size),
				g.Script == "sub" && (g.Rise > 0 || g.Rise*4 < -l.Size):
				c.at("script 2.6", l, "a script of kind %s at a height of %s", g.Script, em(g.Rise, l.Size))
			}
		}
	}
}
