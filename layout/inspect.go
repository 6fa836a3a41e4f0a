package layout

import (
	"fmt"
	"strings"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
)

// inspect reports the lines that an editor should look at: overfull lines, lines
// for which a rule was relaxed, ragged and loose lines (RULES 4.2, 5.5), titles
// that are divided inside a word (RULES 5.4), boxes that overlap, and characters
// that print as blanks. Loose lines of cover and masthead are letterspaced on purpose; half
// an em that a ragged line lacks is less than the letter that would follow.
func inspect(doc *frame.Document, log *diag.List) {
	for i := range doc.Pages {
		inspectPage(&doc.Pages[i], i+1, log)
	}
}

// inspect is the function inspect; pages that are the last issue's have the findings that
// they had.
func (c *composer) inspect(doc *frame.Document) {
	m := c.options.Memo
	if m == nil {
		inspect(doc, c.log)
		return
	}
	c.checkedPages = make([]checkedPage, len(doc.Pages))
	for i := range doc.Pages {
		p, items := &c.checkedPages[i], doc.Pages[i].Items
		if i < len(m.checked) && m.checked[i].holds(items) {
			*p = m.checked[i]
		} else {
			p.items = items
			inspectPage(&doc.Pages[i], i+1, &p.findings)
		}
		c.log.Join(&p.findings)
	}
}

// inspectPage inspects a page, the number-th of the file.
func inspectPage(pg *frame.Page, number int, log *diag.List) {
	inspectBoxes(pg, number, log)
	for k, item := range pg.Items {
		l, ok := item.(*frame.Line)
		if !ok {
			continue
		}
		if l.Inkless {
			inspectInk(l, log)
		}
		if l.InWord {
			inspectWord(l, pg.Items[k+1:], log)
		}
		switch {
		case l.Width > l.Measure:
			log.Add("line-overfull", l.Place, (l.Width - l.Measure).String())
		case l.Repair == frame.RepairForced:
			log.Add("line-forced", l.Place)
		case l.Kind == frame.KindCell: // narrow, and few are filled
		case l.Repair == frame.RepairRagged && 2*(l.Measure-l.Width) > l.Size && !l.Carried:
			log.Add("line-ragged", l.Place)
		case l.Repair == frame.RepairLoose && !letterspaced(l.Kind):
			log.Add("line-loose", l.Place)
		}
	}
}

// letterspaced reports whether lines of a kind may be letterspaced on purpose.
func letterspaced(k frame.Kind) bool {
	return k == frame.KindCover || k == frame.KindMasthead || k == frame.KindDocument
}

// inspectWord reports a line that ends inside a word, with the characters on both
// sides; after holds the items after it.
func inspectWord(l *frame.Line, after []frame.Item, log *diag.List) {
	if len(after) == 0 {
		return
	}
	below, ok := after[0].(*frame.Line)
	switch {
	case !ok:
	case l.Kind == frame.KindContents: // breaks that the author wrote have no effect there
		log.Add("entry-divided", l.Place, lastChars(l.Text), firstChars(below.Text))
	default:
		log.Add("word-divided", l.Place, lastChars(l.Text), firstChars(below.Text))
	}
}

// shownChars is the number of characters that a message shows on each side of a
// line's end.
const shownChars = 3

func lastChars(s string) string {
	r := []rune(strings.TrimSpace(s))
	return string(r[max(0, len(r)-shownChars):])
}

func firstChars(s string) string {
	r := []rune(strings.TrimSpace(s))
	return string(r[:min(shownChars, len(r))])
}

// inspectInk reports the characters of a line that print as blanks. For glyphs
// from a face's character map fonts.Face.GID ensures ink; shaping may have
// substituted others.
func inspectInk(l *frame.Line, log *diag.List) {
	for from := 0; from < len(l.Glyphs); {
		to := from + 1
		for to < len(l.Glyphs) && l.Glyphs[to].Text == "" && !l.Glyphs[to].Hyphen {
			to++
		}
		g := &l.Glyphs[from]
		if inked(l.Glyphs[from:to]) || !strings.ContainsFunc(g.Text, visible) {
			from = to
			continue
		}
		var text strings.Builder
		var codes []string
		for _, r := range g.Text {
			if visible(r) {
				text.WriteRune(r)
				codes = append(codes, fmt.Sprintf("U+%04X", r))
			}
		}
		log.Add("glyph-blank", l.Place, text.String(), strings.Join(codes, " "), g.Face.PostScriptName())
		from = to
	}
}

// inked reports whether one of the glyphs of a cluster paints anything, and none is the box
// for lacking characters.
func inked(cluster []frame.Glyph) bool {
	for i := range cluster {
		if cluster[i].Face != nil && cluster[i].ID == 0 {
			return false
		}
	}
	for i := range cluster {
		if f := cluster[i].Face; f == nil || f.Inked(cluster[i].ID) {
			return true
		}
	}
	return false
}

// visible reports whether the glyph of a character must have ink.
func visible(r rune) bool { return !fonts.Blank(r) }
