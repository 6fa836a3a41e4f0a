package content

import (
	"iter"
	"strings"

	"jianbao/content/diag"
)

// Texts returns all texts of the issue that are printed, in the order of the
// manifest, and of each article its texts and paragraphs. Empty texts are left
// out.
func (issue *Issue) Texts() iter.Seq[Text] {
	return func(yield func(Text) bool) {
		w := textWalk{yield: yield, more: true}
		w.texts(issue.Publication.Title)
		w.texts(issue.Publication.Issuer...)
		w.texts(issue.Publication.Permit, issue.Number.Issue, issue.Number.Total, issue.Number.Label, issue.Contents.Title)
		for i := range issue.Sections {
			s := &issue.Sections[i]
			w.texts(s.Title)
			for j := range s.Articles {
				a := &s.Articles[j]
				w.texts(a.Kicker, a.Title, a.ContentsTitle, a.Subtitle)
				w.texts(a.Authors...)
				w.texts(a.Source)
				w.blocks(a.Body)
			}
		}
		if d := issue.Document; d != nil {
			w.texts(d.Texts()...)
		}
		m := &issue.Imprint
		for _, list := range [][]Text{m.Lines, m.Report, m.Send, m.Distribute} {
			w.texts(list...)
		}
	}
}

// textWalk calls yield for texts until it returns false.
type textWalk struct {
	yield func(Text) bool
	more  bool
}

func (w *textWalk) texts(ts ...Text) {
	for _, t := range ts {
		if w.more && t.Value != "" {
			w.more = w.yield(t)
		}
	}
}

// inlines yields a text and the notes that it calls.
func (w *textWalk) inlines(text []Inline) {
	w.texts(JoinedRuns(text))
	for note := range Notes(text) {
		for _, in := range note.Paragraphs {
			w.texts(JoinedRuns(in))
		}
	}
}

func (w *textWalk) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Paragraph:
			w.inlines(b.Inlines)
		case *Heading:
			w.texts(JoinedRuns(b.Inlines))
		case *List:
			for _, item := range b.Items {
				w.blocks(item)
			}
		case *Quote:
			w.blocks(b.Blocks)
		case *NameList:
			w.texts(b.Names...)
		case *Verse:
			for _, in := range b.Stanzas {
				w.inlines(in)
			}
		case *Box:
			w.texts(b.Name, JoinedRuns(b.Title))
			w.blocks(b.Blocks)
		case *Code:
			w.texts(b.Lines...)
		case *Picture:
			w.texts(JoinedRuns(b.Caption), b.Credit, b.Alt)
		case *Table:
			for in := range b.Texts() {
				w.texts(JoinedRuns(in))
			}
		}
	}
}

// References returns the runs of an article that stand for page numbers, in the order of
// the text.
func (a *Article) References() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for run := range a.Runs() {
			if run.PageNumber && !yield(run) {
				return
			}
		}
	}
}

// Runs returns the runs of an article's text, of its captions, and of its notes where they
// are called.
func (a *Article) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) { runs(a.Body, yield) }
}

func runs(blocks []Block, yield func(Run) bool) bool {
	for _, b := range blocks {
		more := true
		switch b := b.(type) {
		case *Paragraph:
			more = runsIn(b.Inlines, yield)
		case *Heading:
			more = runsIn(b.Inlines, yield)
		case *List:
			for _, item := range b.Items {
				more = more && runs(item, yield)
			}
		case *Quote:
			more = runs(b.Blocks, yield)
		case *Box:
			more = runsIn(b.Title, yield) && runs(b.Blocks, yield)
		case *Verse:
			for _, in := range b.Stanzas {
				more = more && runsIn(in, yield)
			}
		case *Picture:
			more = runsIn(b.Caption, yield)
		case *Table:
			for in := range b.Texts() {
				more = more && runsIn(in, yield)
			}
		}
		if !more {
			return false
		}
	}
	return true
}

func runsIn(in []Inline, yield func(Run) bool) bool {
	for _, x := range in {
		if run, ok := x.(Run); ok && !yield(run) {
			return false
		}
	}
	for note := range Notes(in) {
		for _, p := range note.Paragraphs {
			if !runsIn(p, yield) {
				return false
			}
		}
	}
	return true
}

// JoinedRuns returns the text of a paragraph; a forced break is "\n".
func JoinedRuns(in []Inline) Text {
	if len(in) == 1 {
		if run, ok := in[0].(Run); ok {
			return Text{Value: run.Value, Place: run.Place}
		}
	}
	var place diag.Place
	var text strings.Builder
	for _, x := range in {
		switch x := x.(type) {
		case Run:
			place.Source = x.Place.Source
			for _, s := range x.Place.Steps {
				place.Steps = append(place.Steps, diag.Step{Off: text.Len() + s.Off, Src: s.Src})
			}
			text.WriteString(x.Value)
		case Break:
			place.Source = x.Span.Source
			place.Steps = append(place.Steps, diag.Step{Off: text.Len(), Src: x.Span.Start})
			text.WriteByte('\n')
		}
	}
	return Text{Value: text.String(), Place: place}
}

// Text returns the lines, separated by "\n".
func (c *Code) Text() string {
	var b strings.Builder
	for i, l := range c.Lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Value)
	}
	return b.String()
}
