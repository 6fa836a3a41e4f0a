package edition

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
)

// Understood is a paragraph of the copy, or a picture or table, and as what it was
// read.
type Understood struct {
	Path  string // of its file
	Line  int    // from 1
	Kind  frame.Kind
	Level int                // of a heading, from 1; nesting of a list or quote
	RunIn int                // characters of Text that are a run-in head, at its beginning
	Text  string             // a forced break is "\n"; of a picture or table what names it
	Whole string             // all text of a picture or table, one line for each part; of others Text
	Part  frame.DocumentPart // of KindDocument

	Number int // characters of Text that are an automatic number of Word, at its beginning
}

// KindTable is the kind of a table, which is one entry of an outline; its lines in
// dumps have kinds of their own.
const KindTable frame.Kind = "table"

// Outline returns how the paragraphs of all articles were understood, in the order
// of the source. Of an article with errors it has what could be read.
func (e *Edition) Outline() []Understood {
	if e.Issue == nil {
		return nil
	}
	o := outlining{parts: e.Issue.Parts, lines: map[*diag.Source]*diag.Lines{}}
	o.document(e.Issue.Document)
	for i := range e.Issue.Sections {
		for j := range e.Issue.Sections[i].Articles {
			from := len(o.list)
			o.blocks(e.Issue.Sections[i].Articles[j].Body, frame.KindBody, 0)
			o.putNotes(from)
		}
	}
	return o.list
}

// outlining collects what was understood.
type outlining struct {
	parts diag.Parts
	lines map[*diag.Source]*diag.Lines // looked up only, never walked
	list  []Understood
	notes []*content.Note // that the article calls
}

func (o *outlining) add(at diag.Span, kind frame.Kind, level int, text string) {
	u := Understood{Kind: kind, Level: level, Text: text, Whole: text}
	if at = o.parts.Span(at); at.Source != nil {
		src := at.Source
		lines := o.lines[src]
		if lines == nil {
			lines = src.Index()
			o.lines[src] = lines
		}
		u.Path = src.Path
		u.Line, _ = lines.Position(at.Start)
		u.Number = automatic(src, at.Start, text)
	}
	o.list = append(o.list, u)
}

// automatic returns the number of characters of the automatic number that a text at an
// offset of a document begins with.
func automatic(src *diag.Source, off int, text string) int {
	unit := src.UnitAt(off)
	if unit == nil || unit.Unseen == 0 {
		return 0
	}
	number := string(src.Data[unit.Off : unit.Off+unit.Unseen])
	if !strings.HasPrefix(text, number) {
		return 0
	}
	return utf8.RuneCountInString(number)
}

// document adds the parts of an official document, in the order of the manifest. Its
// entries are the first.
func (o *outlining) document(d *content.Document) {
	if d == nil {
		return
	}
	one := func(t content.Text) []content.Text { return []content.Text{t} }
	for _, p := range []struct {
		part  frame.DocumentPart
		texts []content.Text
	}{
		{frame.PartCopyNumber, one(d.CopyNumber)},
		{frame.PartSecrecy, one(d.Secrecy)},
		{frame.PartUrgency, one(d.Urgency)},
		{frame.PartNumber, one(d.Number)},
		{frame.PartSigners, d.Signers},
		{frame.PartTo, d.To},
		{frame.PartNote, one(d.Note)},
		{frame.PartCopiesTo, d.CopiesTo},
		{frame.PartIssued, one(d.Issued.Office)},
	} {
		for _, t := range p.texts {
			if t.Value != "" {
				o.add(t.Place.At(0, len(t.Value)), frame.KindDocument, 0, t.Value)
				o.list[len(o.list)-1].Part = p.part
			}
		}
	}
	slices.SortStableFunc(o.list, func(a, b Understood) int { return a.Line - b.Line })
}

// blocks adds blocks whose paragraphs are of a kind and nesting.
func (o *outlining) blocks(list []content.Block, kind frame.Kind, level int) {
	for _, b := range list {
		switch b := b.(type) {
		case *content.Paragraph:
			o.add(b.Span, partKind(b.Part, kind), level, flat(b.Inlines))
			o.list[len(o.list)-1].RunIn = runIn(b.Inlines)
			for note := range content.Notes(b.Inlines) {
				if !slices.Contains(o.notes, note) {
					o.notes = append(o.notes, note)
				}
			}
		case *content.Heading:
			o.add(b.Span, frame.KindHeading, b.Level, flat(b.Inlines))
		case *content.List:
			for _, item := range b.Items {
				o.blocks(item, kind, level+1)
			}
		case *content.Quote:
			o.blocks(b.Blocks, frame.KindQuote, level+1)
		case *content.NameList:
			for _, name := range b.Names {
				o.add(name.Place.At(0, 1), frame.KindName, level+1, name.Value)
			}
		case *content.Verse:
			if b.Quoted {
				o.verse(b, level+1)
			} else {
				o.verse(b, level)
			}
		case *content.Box:
			text := b.Name.Value
			if title := flat(b.Title); title != "" {
				text += "\u3000" + title
			}
			o.add(b.Span, frame.KindBoxTitle, level, text)
			o.blocks(b.Blocks, kind, level)
		case *content.Code:
			o.add(b.Span, frame.KindCode, level, b.Text())
		case *content.Picture:
			o.add(b.Span, frame.KindPicture, level, cmp.Or(flat(b.Caption), b.Alt.Value, b.File.Value))
			o.whole(flat(b.Caption), b.Credit.Value)
		case *content.Table:
			o.add(b.Span, KindTable, level, tableText(b))
			o.whole(tableTexts(b)...)
		}
	}
}

// verse adds the stanzas of a verse.
func (o *outlining) verse(v *content.Verse, level int) {
	from := len(o.list)
	for _, in := range v.Stanzas {
		o.blocks([]content.Block{&content.Paragraph{Inlines: in, Span: firstRun(in, v.Span)}}, frame.KindVerse, level)
	}
	for i := from; i < len(o.list); i++ {
		o.list[i].RunIn = 0
	}
}

// firstRun returns the place of the first run of a text, else that of its block.
func firstRun(in []content.Inline, block diag.Span) diag.Span {
	for _, x := range in {
		if run, ok := x.(content.Run); ok && run.Value != "" {
			return run.Place.At(0, 1)
		}
	}
	return block
}

// putNotes adds the notes of an article, whose entries begin at an index, where they are
// in the source.
func (o *outlining) putNotes(from int) {
	for _, note := range o.notes {
		text := ""
		for i, p := range note.Paragraphs {
			if i > 0 {
				text += "\n"
			}
			text += flat(p)
		}
		o.add(note.Place.At(0, 1), frame.KindNote, 0, text)
		last := len(o.list) - 1
		at := last
		for at > from && o.list[at-1].Path == o.list[last].Path && o.list[at-1].Line > o.list[last].Line {
			at--
		}
		o.list = slices.Insert(o.list[:last], at, o.list[last])
	}
	o.notes = nil
}

// partKind returns the kind of a paragraph's lines; kind is that of one which is no
// part of a document.
func partKind(part content.Part, kind frame.Kind) frame.Kind {
	switch part {
	case content.Salutation:
		return frame.KindSalutation
	case content.Attachment:
		return frame.KindAttachment
	case content.Signature:
		return frame.KindSignature
	case content.SignedDate:
		return frame.KindSignedDate
	}
	return kind
}

// runIn returns the number of characters of the run-in head that a paragraph begins
// with.
func runIn(in []content.Inline) (n int) {
	_, head := content.RunInHead(in)
	for i := range head {
		n += utf8.RuneCountInString(head[i].Value)
	}
	return n
}

// whole sets all text of the last entry, which is that of texts that are not empty.
func (o *outlining) whole(texts ...string) {
	if texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" }); len(texts) == 0 {
		return
	}
	o.list[len(o.list)-1].Whole = strings.Join(texts, "\n")
}

// tableTexts returns the caption and the unit of a table, its cells and its notes.
func tableTexts(t *content.Table) []string {
	all := []string{flat(t.Caption), flat(t.Unit), cellText(t)}
	for _, note := range t.Called {
		for _, in := range note.Paragraphs {
			all = append(all, flat(in))
		}
	}
	for _, in := range t.Notes {
		all = append(all, flat(in))
	}
	return all
}

// tableText returns the caption of a table, else its cells.
func tableText(t *content.Table) string {
	if len(t.Caption) > 0 {
		return flat(t.Caption)
	}
	return cellText(t)
}

// cellText returns the cells of a table, separated by tabs and line feeds.
func cellText(t *content.Table) string {
	var b strings.Builder
	for i, row := range t.Rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j := range row {
			if j > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(flat(row[j].Inlines))
		}
	}
	return b.String()
}

func flat(in []content.Inline) string { return content.JoinedRuns(in).Value }
