package mdwrite

import (
	"fmt"
	"strconv"
	"strings"

	"jianbao/content"
)

// Same reports whether two lists of blocks are set alike: their texts, styles, tables,
// notes and pictures are equal. Places and the names of files are not compared.
func Same(a, b []content.Block) bool { return Describe(a) == Describe(b) }

// Describe returns everything about blocks that decides how they are set, one block a
// line: two lists with the same description are set alike. Runs of the same style are
// joined, and ordinals are replaced by whether they differ from those before.
func Describe(blocks []content.Block) string {
	d := describer{notes: map[*content.Note]int{}}
	d.blocks(blocks)
	return d.out.String()
}

// describer writes a description.
type describer struct {
	out   strings.Builder
	notes map[*content.Note]int // numbers, in the order of their first calls
}

func (d *describer) printf(format string, args ...any) { fmt.Fprintf(&d.out, format, args...) }

func (d *describer) blocks(blocks []content.Block) {
	for _, b := range blocks {
		d.block(b)
		d.out.WriteByte('\n')
	}
}

func (d *describer) block(b content.Block) {
	switch b := b.(type) {
	case *content.Paragraph:
		d.printf("paragraph %d %t", b.Part, b.Refused)
		d.inlines(b.Inlines)
	case *content.Heading:
		d.printf("heading %d %t", b.Level, b.Division)
		d.inlines(b.Inlines)
	case *content.List:
		d.printf("list %t %d %q", b.Ordered, b.Start, b.Labels)
		for _, item := range b.Items {
			d.out.WriteString(" item(")
			d.blocks(item)
			d.out.WriteByte(')')
		}
	case *content.Quote:
		d.out.WriteString("quote(")
		d.blocks(b.Blocks)
		d.out.WriteByte(')')
	case *content.Box:
		d.printf("box %q %t", b.Name.Value, b.Wide)
		d.inlines(b.Title)
		d.out.WriteByte('(')
		d.blocks(b.Blocks)
		d.out.WriteByte(')')
	case *content.Verse:
		d.printf("verse %t", b.Quoted)
		for _, stanza := range b.Stanzas {
			d.inlines(stanza)
		}
	case *content.NameList:
		d.printf("names %d %t", b.Columns, b.Down)
		for _, name := range b.Names {
			d.printf(" %q", name.Value)
		}
	case *content.Code:
		d.printf("code %q", b.Info)
		for _, line := range b.Lines {
			d.printf(" %q", line.Value)
		}
	case *content.Separator:
		d.out.WriteString("separator")
	case *content.Picture:
		d.picture(b)
	case *content.Table:
		d.table(b)
	default:
		d.printf("%T", b)
	}
}

func (d *describer) picture(p *content.Picture) {
	d.out.WriteString("picture")
	switch {
	case p.Image != nil:
		d.printf(" %x %d", p.Image.Sum, p.Image.Orientation)
	case p.Code != nil:
		d.printf(" %q", p.File.Value)
	}
	d.inlines(p.Caption)
	d.printf(" %q %q %q %d %d %t", p.Alt.Value, p.Credit.Value, p.Width.Value, p.Row, p.Place, p.Decorative)
}

func (d *describer) table(t *content.Table) {
	d.printf("table %d %d %q %d %t %t", t.Head, t.Side, t.Rules.Value, t.Place, t.Wide, t.Rotate)
	for _, c := range t.Columns {
		d.printf(" %d%q", c.Align, c.Width.Value)
	}
	d.inlines(t.Caption)
	d.inlines(t.Unit)
	for _, row := range t.Rows {
		d.out.WriteString(" row")
		for i := range row {
			d.printf(" %d×%d", row[i].Rows, row[i].Columns)
			d.inlines(row[i].Inlines)
		}
	}
	for _, note := range t.Notes {
		d.out.WriteString(" note")
		d.inlines(note)
	}
}

func (d *describer) inlines(in []content.Inline) {
	d.out.WriteString(" [")
	var last content.Run
	value := ""
	flush := func() {
		if value != "" {
			d.printf("%s%q", styleName(&last), value)
		}
		value = ""
	}
	for _, x := range in {
		switch x := x.(type) {
		case content.Run:
			if x.Value == "" {
				continue
			}
			if value == "" || !sameStyle(&last, &x) {
				flush()
			}
			value += x.Value
			last = x
		case content.Break:
			flush()
			d.out.WriteByte('/')
		case content.NoteCall:
			flush()
			d.call(x)
		}
	}
	flush()
	d.out.WriteByte(']')
}

// call describes the call of a note, with the note's text where it is first called.
func (d *describer) call(c content.NoteCall) {
	n, known := d.notes[c.Note]
	if !known {
		n = len(d.notes) + 1
		d.notes[c.Note] = n
	}
	d.printf("(note %d %d", n, c.Number)
	if !known {
		if c.Note.End {
			d.printf(" end")
		}
		for _, p := range c.Note.Paragraphs {
			d.inlines(p)
		}
	}
	d.out.WriteByte(')')
}

// sameStyle reports whether two runs have one style.
func sameStyle(a, b *content.Run) bool {
	return a.Strong == b.Strong && a.Emphasis == b.Emphasis && a.Script == b.Script && a.Link == b.Link && a.Literal == b.Literal && a.Code == b.Code &&
		a.Lead == b.Lead && a.PageNumber == b.PageNumber && a.Decoration == b.Decoration && a.Ruby == b.Ruby
}

func styleName(r *content.Run) string {
	s := ""
	if r.Lead != content.NoLead {
		s = fmt.Sprintf("lead %d ", r.Lead)
	}
	if r.Strong {
		s += "b"
	}
	if r.Emphasis {
		s += "i"
	}
	s += [...]string{"", "_", "^"}[r.Script]
	if r.Literal {
		s += "l"
	}
	if r.Code {
		s += "c"
	}
	if r.PageNumber {
		s += "#"
	}
	if r.Decoration.Dots {
		s += "."
	}
	s += strings.Repeat("u", int(r.Decoration.Line))
	if r.Ruby.Text != "" {
		s += strconv.Quote(r.Ruby.Text)
	}
	if r.Link != "" {
		s += "<" + r.Link + ">"
	}
	return s
}
