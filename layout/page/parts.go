package page

import (
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// known typesets a paragraph, which may be a part of an official document (RULES
// 11.1).
func (b *builder) known(p *content.Paragraph, c context, fields []inline.FieldPlan) {
	switch p.Part {
	case content.Salutation:
		b.salutation(p, c)
	case content.Attachment:
		b.attachment(p, c)
	case content.Signature:
		b.signed = append(b.signed, p)
	case content.SignedDate:
		b.signature(append(b.signed, p), c)
		b.signed = nil
	default:
		n := len(b.blocks)
		b.paragraph(p.Inlines, c, fields, c.text)
		b.recordRunIn(p, n, c.node)
	}
}

// leave ends the list of attachments before a block that is none.
func (b *builder) leave(blk content.Block) {
	if p, ok := blk.(*content.Paragraph); !ok || p.Part != content.Attachment {
		b.named = 0
	}
}

// salutation typesets an addressee flush left (GB/T 9704 7.3.2). It keeps two lines
// of text with it.
func (b *builder) salutation(p *content.Paragraph, c context) {
	size := b.scaled(c.size)
	settings := b.Settings(inline.Justify)
	b.runs = b.styled(b.runs[:0], p.Inlines, c, size)
	blk := b.text(b.Typeset(b.runs, settings, b.grid.Measure), size)
	blk.Keep = KeepNext
	b.add(frame.KindSalutation, 0, c.text, blk)
}

// leastNames is the least measure, in em, in which names of attachments hang.
const leastNames = 6

// attachment typesets the name of an attachment: the first after 附件：, the numbers
// of the others below its number, and the turned lines of each below its name (GB/T
// 9704 7.3.4).
func (b *builder) attachment(p *content.Paragraph, c context) {
	size := b.scaled(c.size)
	text := content.JoinedRuns(p.Inlines).Value
	number := numeral.Attachments(text)
	name := number
	if m, ok := numeral.ItemAt(text[number:]); ok {
		name += m.End
		name += len(text[name:]) - len(strings.TrimLeft(text[name:], " \t\u3000"))
	}
	settings := b.title(inline.Left)
	b.runs = b.styled(b.runs[:0], p.Inlines, c, size)
	whole := b.Quiet().Typeset(b.runs, settings, b.grid.Measure*unit.Abs(1+len(text)))
	before := 0
	settings.Indent = b.named
	first := b.named == 0
	if first {
		settings.Indent, before = b.scaled(c.indent), b.th.Parts.AttachmentBefore
	}
	settings.Hang = settings.Indent + xAt(whole[0], name)
	if b.grid.Measure-settings.Hang < leastNames*size {
		settings.Hang = settings.Indent
	}
	lines := b.Typeset(b.runs, settings, b.grid.Measure)
	for n := unit.Abs(1); n <= 2 && xAt(lines[0], name) != xAt(whole[0], name); n++ { // the first line was shrunk
		lines = b.Quiet().Typeset(b.runs, settings, b.grid.Measure-n*size)
	}
	for range 3 { // shrunk all the same, in a narrow measure
		hang := settings.Indent + xAt(lines[0], name)
		if settings.Hang == settings.Indent || settings.Hang == hang {
			break
		}
		settings.Hang = hang
		lines = b.Quiet().Typeset(b.runs, settings, b.grid.Measure)
	}
	if first {
		b.named = settings.Indent + xAt(lines[0], number)
	}
	blk := b.text(lines, size)
	blk.Before = before
	b.add(frame.KindAttachment, 0, c.text, blk)
}

// attachedBefore is the number of blank rows between the label of an attachment, in
// the first row, and its title, in the third (GB/T 9704 7.3.7).
const attachedBefore = 1

// attachmentLabel typesets the label of an attachment at the top left: 附件1, or 附件
// for the only one (RULES 11.1).
func (b *builder) attachmentLabel(a *content.Attached) {
	size := b.scaled(b.th.Body.Size)
	font := b.Font(b.th.Parts.AttachmentFont, size, "")
	b.runs = Form(b.runs[:0], b.th.Parts.AttachmentLabel, font, func(runs []inline.Run, _ string) []inline.Run {
		if a.Number == 0 {
			return runs
		}
		return append(runs, inline.Run{Text: strconv.Itoa(a.Number), Font: font})
	})
	if len(b.runs) == 0 {
		return
	}
	blk := Block{Lines: b.Typeset(b.runs, b.title(inline.Left), b.grid.Measure), Size: size, Keep: KeepNext}
	b.add(frame.KindAttachmentLabel, 0, func() *frame.Node { return b.article.Add(frame.RoleP) }, blk)
}

// xAt returns the left edge of the character at byte off of a line's text, from the
// line's X; at its end, the line's width.
func xAt(l frame.Line, off int) unit.Abs {
	at := 0
	for i := range l.Glyphs {
		at = glyphEnd(l.Text, at, &l.Glyphs[i])
		if at > off {
			return l.Glyphs[i].X
		}
	}
	return l.Width
}

// glyphEnd returns the offset in a line's text behind the text of a glyph that
// begins at or behind byte from. What glue stands for is in no glyph.
func glyphEnd(text string, from int, g *frame.Glyph) int {
	if i := strings.Index(text[from:], g.Text); i >= 0 {
		return from + i + len(g.Text)
	}
	return from
}

// The distances of a signature from the right edge, in em (GB/T 9704 7.3.5).
const (
	plainRight = 2 // of the office's end
	plainIn    = 2 // of the date's beginning from the office's
	sealRight  = 4 // of the date's end
)

// signature typesets a signature: the lines of the offices and, last, the date.
// Without a seal the offices end two em from the right and the date begins two em
// to the right of the longest; a date that is longer than that ends two em from the
// right, and the offices move to the left (GB/T 9704 7.3.5.2). For a seal the date
// ends four em from the right and the offices are centred above it (7.3.5.1).
func (b *builder) signature(signed []*content.Paragraph, c context) {
	size, measure := b.scaled(c.size), b.grid.Measure
	lines := make([][]frame.Line, len(signed))
	var longest unit.Abs // of the offices
	for i, p := range signed {
		b.runs = b.styled(b.runs[:0], p.Inlines, c, size)
		lines[i] = b.Typeset(b.runs, b.title(inline.Left), measure)
		if i < len(signed)-1 {
			longest = max(longest, widest(lines[i]))
		}
	}
	last := len(signed) - 1
	date := widest(lines[last])
	right := measure - plainRight*size
	dateX := right - longest + plainIn*size
	if date > longest {
		dateX = right - date
		right = dateX - plainIn*size + longest
	}
	officeX := func(width unit.Abs) unit.Abs { return right - width }
	if b.th.Parts.SignatureForm == "seal" {
		dateX = measure - sealRight*size - date
		officeX = func(width unit.Abs) unit.Abs { return dateX + (date-width)/2 }
	}
	for i := range signed {
		kind, x := frame.KindSignature, officeX(widest(lines[i]))
		if i == last {
			kind, x = frame.KindSignedDate, dateX
		}
		shift(lines[i], min(max(0, x), measure-widest(lines[i])))
		blk := b.text(lines[i], size)
		if i == last {
			blk.Keep, blk.Keeps = KeepBefore, last+1 // the offices and a line of text
		}
		if i == 0 {
			blk.Before = b.th.Parts.SignatureBefore
		}
		b.add(kind, 0, c.text, blk)
	}
}

// widest returns the greatest width of lines.
func widest(lines []frame.Line) unit.Abs {
	var w unit.Abs
	for i := range lines {
		w = max(w, lines[i].Width)
	}
	return w
}

// leadFont returns the font of the beginning of a paragraph (RULES 11.2); role is
// that of the text.
func (b *builder) leadFont(lead content.Lead, role string) string {
	if lead == content.Clause {
		return b.th.Parts.ClauseFont
	}
	if look := &b.th.Headings[lead.RunIn()-1]; look.On {
		return look.Font
	}
	return role
}

// runIn marks the glyphs of the run-in head with which a paragraph begins.
func (b *builder) runIn(lines []frame.Line, inlines []content.Inline) {
	head, marks := 0, 0 // bytes, of the head and of the marks of notes behind it
	for _, in := range inlines {
		if _, call := in.(content.NoteCall); call {
			marks += len(content.NoteMark(1))
			continue
		}
		run, ok := in.(content.Run)
		if !ok || run.Lead.RunIn() == 0 {
			break
		}
		head += marks + len(run.Value)
		marks = 0
	}
	for i := 0; i < len(lines) && head > 0; i++ {
		l, at := &lines[i], 0
		for k := range l.Glyphs {
			if at = glyphEnd(l.Text, at, &l.Glyphs[k]); at > head {
				break
			}
			l.RunIn.To = k + 1
		}
		head -= len(l.Text)
	}
}
