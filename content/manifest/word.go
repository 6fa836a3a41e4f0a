package manifest

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/docx"
	"jianbao/content/strict"
)

// byContent reports whether a file is read and then judged by its content: what has the
// name of a document may be another kind of document than its name says.
func (f *copyFile) byContent() bool {
	return f.kind == KindArticle && (slices.Contains(wordEndings(), f.ending) || f.otherOffice())
}

// otherOffice reports whether an article's file has the name of a document that is not
// read.
func (f *copyFile) otherOffice() bool {
	if f.kind != KindArticle {
		return false
	}
	switch f.ending {
	case ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt":
		return true
	}
	return false
}

// isWord reports whether a file of an article is read as a document of Word, or
// reported as one that cannot be.
func (f *copyFile) isWord(raw []byte) bool {
	return f.kind == KindArticle && (slices.Contains(wordEndings(), f.ending) || docx.IsWord(raw))
}

// noDocument reports keys of an article that are for documents of Word.
func (l *loader) noDocument(t *strict.Table, a *articleEntry) {
	for i := range a.pictures {
		l.log.Add("picture-of-text", a.pictures[i].at.KeySpan("of"))
	}
	if t.Has("changes") {
		l.log.Add("changes-of-text", t.KeySpan("changes"))
	}
}

// word reads an article's file that is a document of Word.
func (l *loader) word(t *strict.Table, a *articleEntry, f *copyFile, raw []byte) {
	if t.Has("encoding") {
		l.log.Add("docx-encoding", t.KeySpan("encoding"))
	}
	name := path.Join(filepath.ToSlash(l.dir), f.name)
	doc, ok := docx.Read(raw, docx.Options{Path: name, Changes: a.changes, Skip: skipped(a.pictures)}, l.log)
	if doc == nil {
		a.File = &diag.Source{Path: name, File: raw}
		return
	}
	a.File, a.word, a.OwnNumbers, a.NotesAtEnd = doc.Source, doc, true, a.NotesAtEnd || doc.NotesAtEnd
	l.describePictures(a)
	charset.Check(doc.Source, l.log)
	doc.Blocks = l.wordText(doc.Blocks)
	a.Body = doc.Blocks
	if !t.Has("title") && a.PartOf.Value == "" {
		l.wordTitle(a) // before a number in it makes it a heading
	}
	a.styled = map[*content.Heading]bool{}
	for _, h := range headingsOf(a.Body) {
		a.styled[h] = true
	}
	a.Body = l.wordHeadings(a.Body)
	if len(a.Body) == 0 && ok && a.alone() {
		l.log.Add("empty-article", a.file.value.Span, a.Title.Value)
	}
}

// wordTitle takes the title of an article from its document.
func (l *loader) wordTitle(a *articleEntry) {
	title := l.withoutMarksIn(a.word.Title)
	if title.Value == "" {
		l.log.Add("docx-title-missing", a.file.value.Span)
		return
	}
	a.Title = trimmed(title)
	l.fixedNumber(a.Title)
	l.titleMarks(a.word.Lines)
	l.titleGuess(a.word, a.Title.Joined())
	l.aboveTitle(a)
	notes := content.CalledNotes(a.Body)
	a.Body = slices.DeleteFunc(a.Body, func(b content.Block) bool {
		if !slices.Contains(a.word.Lines, b) {
			return false
		}
		if h, ok := b.(*content.Heading); ok {
			a.titleLevel = h.Level
		}
		return true
	})
	a.word.Lines = nil
	l.lostNotes(notes, a.Body, true)
}

// titleGuess reports a title that was put together of several paragraphs, or that may go
// on in the next one.
func (l *loader) titleGuess(doc *docx.Document, title string) {
	switch {
	case doc.Joined:
		l.log.Add("docx-title-joined", spanOf(doc.Lines[0]), title, len(doc.Lines))
	case doc.Doubtful != nil:
		l.log.Add("docx-title-first", spanOf(doc.Doubtful), title, content.Excerpt(lineOf(doc.Doubtful)))
	}
}

// aboveTitle reports the text above the title in the document, which is set below it.
func (l *loader) aboveTitle(a *articleEntry) {
	var all []string
	at := diag.Span{}
	for _, b := range a.Body[:max(slices.Index(a.Body, a.word.Lines[0]), 0)] {
		t := content.JoinedRuns(firstText(b))
		if strings.TrimSpace(t.Value) == "" {
			continue
		}
		if len(all) == 0 {
			at = t.Place.At(0, len(t.Value))
		}
		all = append(all, t.Value)
	}
	if len(all) > 0 {
		l.log.Add("docx-above-title", at, content.Excerpt(strings.Join(all, " ")))
	}
}

// firstText returns the text that a block begins with.
func firstText(b content.Block) []content.Inline {
	var inside []content.Block
	switch b := b.(type) {
	case *content.Table:
		for _, cell := range slices.Concat(b.Rows...) {
			if len(cell.Inlines) > 0 {
				return cell.Inlines
			}
		}
	case *content.Verse:
		return b.Stanzas[0]
	case *content.List:
		inside = b.Items[0]
	case *content.Quote:
		inside = b.Blocks
	case *content.Box:
		inside = b.Blocks
	}
	if len(inside) > 0 {
		return firstText(inside[0])
	}
	return inlinesOf(b)
}

// titleMarks reports what a title cannot have: superscripts and subscripts that are no
// characters of their own, readings, and emphasis dots.
func (l *loader) titleMarks(lines []content.Block) {
	for _, b := range lines {
		for _, x := range docx.OnLine(inlinesOf(b)) {
			run, ok := x.(content.Run)
			if ok && (run.Script != content.NoScript || run.Ruby.Text != "" || run.Decoration.Dots) {
				l.log.Add("docx-title-marks", run.Place.At(0, len(run.Value)), content.Excerpt(run.Value))
			}
		}
	}
}

// inlinesOf returns the text of a paragraph or a heading.
func inlinesOf(b content.Block) []content.Inline {
	switch b := b.(type) {
	case *content.Paragraph:
		return b.Inlines
	case *content.Heading:
		return b.Inlines
	}
	return nil
}

// wordHeadings returns the blocks of a document with headings among its paragraphs, as
// they are found in plain text. Headings by style or outline level count as such.
func (l *loader) wordHeadings(blocks []content.Block) []content.Block {
	lines := make([]textLine, len(blocks))
	for i, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			if !slices.ContainsFunc(b.Inlines, notText) {
				lines[i] = textLine{text: flatText(b.Inlines), lead: typedBlanks(b.Span)}
			}
		case *content.Heading:
			lines[i] = textLine{text: flatText(b.Inlines), heading: b.Level}
		}
	}
	found := findHeadings(lines)
	out := make([]content.Block, len(blocks))
	for i, b := range blocks {
		out[i] = b
		p, ok := b.(*content.Paragraph)
		if !ok {
			continue
		}
		at := found[i]
		if at.skip > 0 {
			p.Inlines, p.Refused = withoutFirstByte(p.Inlines), true
		}
		if at.level > 0 {
			if at.doubtful {
				l.log.Add("plain-heading", p.Span, lines[i].text, at.level)
			}
			out[i] = &content.Heading{Level: at.level, Inlines: docx.Unstressed(p.Inlines), Span: p.Span}
		}
	}
	return out
}

// notText reports whether a part of a paragraph cannot be part of a heading that is
// known by its number.
func notText(x content.Inline) bool {
	_, is := x.(content.Run)
	return !is
}

// withoutFirstByte returns a text without the \ that it begins with.
func withoutFirstByte(in []content.Inline) []content.Inline {
	run, _ := in[0].(content.Run)
	run.Value, run.Place = run.Value[1:], run.Place.Slice(1, len(run.Value))
	in[0] = run
	return in
}

// typedBlanks returns the blanks before a text in its unit.
func typedBlanks(at diag.Span) string {
	u := at.Source.UnitAt(at.Start)
	if u == nil || u.Off > at.Start {
		return ""
	}
	lead := string(at.Source.Data[u.Off:at.Start])
	if strings.Trim(lead, lineBlanks) != "" {
		return ""
	}
	return lead
}
