package check

import (
	"regexp"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkParts checks the paragraphs that are known by their look: an addressee is
// flush left, names of attachments hang, a signature stands where GB/T 9704 7.3.5
// has it (RULES 11.1), a run-in head is a sentence at the beginning of its
// paragraph, and chapters are centred (RULES 11.2).
func (d *Doc) checkParts(c *collector, opt Options) {
	var above *Line         // the last line of copy
	var signed []*Line      // lines of a signature
	var list, name unit.Abs // left edges of the numbers of attachments and of the last name; list 0: none
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if !l.copied() && l.Kind != frame.KindHeading {
				continue
			}
			if l.Kind != frame.KindAttachment {
				list = 0
			}
			switch l.Kind {
			case frame.KindSalutation:
				if opt.Block != nil && !l.Own && l.X != opt.Block(d.Pages[i].Number).X {
					c.at("part 11.1", l, "an addressee begins at %s, not at the left edge", l.X)
				}
			case frame.KindAttachment:
				if above != nil && above.apart(l) {
					list, name = 0, l.X // the left edge may be another
				}
				list, name = c.attachment(l, list, name)
			case frame.KindSignature, frame.KindSignedDate:
				if len(signed) == 0 && above != nil && !above.apart(l) && above.Article == l.Article && l.Grid >= 0 && l.Grid < above.Grid+2 {
					c.at("part 11.1", l, "no blank line above a signature")
				}
				if signed = append(signed, l); l.Kind == frame.KindSignedDate {
					c.signature(signed, opt, &d.Pages[i])
					signed = nil
				}
			case frame.KindBody:
				c.runIn(l)
			case frame.KindHeading:
				if opt.Block != nil && !l.Own && division.MatchString(l.Text) {
					if b := opt.Block(d.Pages[i].Number); abs(2*(l.X-b.X)+l.Width-b.Width) > 4 {
						c.at("part 11.2", l, "a chapter is not centred")
					}
				}
			}
			above = l
		}
	}
}

// division matches the title of a chapter or section of regulations.
var division = regexp.MustCompile(`^第[一二三四五六七八九十百0-9]+[章节](?:[ \x{3000}]|$)`)

// beforeName matches what stands before the name of an attachment.
var beforeName = regexp.MustCompile(`^((?:附[ \x{3000}]*件[ \x{3000}]*[:：][ \x{3000}]*)?)(?:[0-9０-９]{1,3}[.．、][ \x{3000}]*)?`)

// attachment checks a line with the name of an attachment against the left edges of
// the numbers above it and of its name, and returns the edges for the next line.
func (c *collector) attachment(l *Line, list, name unit.Abs) (nextList, nextName unit.Abs) {
	if !l.First {
		if l.X != name && name-l.X < unit.Abs(len(l.Text))*l.Size && l.X > list {
			c.at("part 11.1", l, "a name of an attachment goes on at %s and begins at %s", l.X, name)
		}
		return list, name
	}
	m := beforeName.FindStringSubmatch(l.Text)
	number := l.X + l.edge(len(m[1]))
	if m[1] == "" && list != 0 && number != list {
		c.at("part 11.1", l, "the number of an attachment stands at %s, those above it at %s", number, list)
	}
	return number, l.X + l.edge(len(m[0]))
}

// edge returns the left edge of the character at a byte of the line's text, from
// the line's X; at the end, that of the line.
func (l *Line) edge(off int) unit.Abs {
	at := 0
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if k := strings.Index(l.Text[at:], g.Text); k >= 0 {
			at += k + len(g.Text)
		}
		if at > off {
			return g.X
		}
	}
	return l.Width
}

// signature checks the places of the lines of a signature, whose last is the date.
func (c *collector) signature(signed []*Line, opt Options, pg *Page) {
	date := signed[len(signed)-1]
	offices := signed[:len(signed)-1]
	if opt.Block == nil || date.Own || len(offices) == 0 {
		return
	}
	block := opt.Block(pg.Number)
	em, right := date.Size, block.X+block.Width
	start, longest := right, unit.Abs(0)
	for _, l := range offices {
		start, longest = min(start, l.X), max(longest, l.Width)
	}
	switch opt.Signature {
	case "seal":
		if end := date.X + date.Width; end != right-4*em {
			c.at("part 11.1", date, "the date ends at %s, not four em from the right", end)
		}
		for _, l := range offices {
			if off := 2*l.X + l.Width - 2*date.X - date.Width; abs(off) > 1 {
				c.at("part 11.1", l, "the office is %s off the middle of the date", off/2)
			}
		}
	case "plain":
		if date.X != start+2*em {
			c.at("part 11.1", date, "the date begins at %s, not two em right of the office at %s", date.X, start)
		}
		last := offices[0]
		if date.Width > longest {
			last = date
		}
		for _, l := range offices {
			if last != date && l.X+l.Width > last.X+last.Width {
				last = l
			}
		}
		if end := last.X + last.Width; end != right-2*em {
			c.at("part 11.1", last, "it ends at %s, not two em from the right", end)
		}
	}
}

// runIn checks the glyphs of a run-in head.
func (c *collector) runIn(l *Line) {
	switch {
	case l.RunIn.To == 0:
	case l.RunIn.From != 0 || l.RunIn.To > len(l.Glyphs):
		c.at("part 11.2", l, "a run-in head of glyphs %d to %d of %d", l.RunIn.From, l.RunIn.To, len(l.Glyphs))
	case l.RunIn.To < len(l.Glyphs) && !strings.HasSuffix(l.Glyphs[l.RunIn.To-1].Text, "。"):
		c.at("part 11.2", l, "a run-in head ends with “%s”", l.Glyphs[l.RunIn.To-1].Text)
	}
}
