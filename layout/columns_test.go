package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/check/gen"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// randomColumns returns an article in one to three columns, with notes of a length of at
// most longest, and with pictures and tables in the columns and across them.
func randomColumns(r *rand.Rand, longest int) content.Article {
	a := randomNotesUpTo(r, longest)
	a.Columns = 1 + r.IntN(3)
	for i, blk := range a.Body {
		switch blk := blk.(type) {
		case *content.Paragraph:
			if longest < leastTall {
				spreadTallNotes(blk)
			}
		case *content.Picture:
			blk.Image.Name = fmt.Sprint("p", i, "-", r.IntN(1_000_000), ".jpg")
			blk.Width = text([]string{"", "page", "page", "half", "40mm"}[r.IntN(5)])
		case *content.Table:
			blk.Wide = r.IntN(2) == 0
			blk.Place = content.Place(r.IntN(4))
		}
	}
	for range r.IntN(3) {
		at := r.IntN(len(a.Body) + 1)
		box := &content.Box{Name: text("编者按"), Wide: r.IntN(2) == 0, Blocks: paragraphs(10 + r.IntN(300))}
		a.Body = slices.Insert(a.Body, at, content.Block(box))
	}
	return a
}

// leastTall is the length of a note that a narrow column may not hold.
const leastTall = 300

// spreadTallNotes shortens long notes that a line of a narrow column may call together with
// another: no column may hold them.
func spreadTallNotes(p *content.Paragraph) {
	after := 40 // characters since the last long note
	for _, in := range p.Inlines {
		switch in := in.(type) {
		case content.Run:
			after += len([]rune(in.Value))
		case content.NoteCall:
			length := 0
			for _, text := range in.Note.Paragraphs {
				length += len([]rune(content.JoinedRuns(text).Value))
			}
			if length > 100 && after < 40 {
				in.Note.Paragraphs = noteOf("", 20).Paragraphs
			} else if length > 100 {
				after = 0
			}
		}
	}
}

// Random articles in columns: nothing overlaps, nothing is lost, notes stand below the
// line that calls them, and columns are balanced exactly. The dump says the same.
func TestRandomColumns(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 6, 150, 659, 189, 322, 399, 679, 1160, 1164, 1377, 1502, 70564, 90575) {
		testColumns(t, seed, 220)
	}
}

// TestRandomTallNotes is TestRandomColumns with notes that are taller than a column.
func TestRandomTallNotes(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 3, 75, 53, 0, 21, 67, 30403, 82452) {
		testColumns(t, seed, 700, "note-too-tall")
	}
}

func testColumns(t *testing.T, seed uint64, longest int, permitted ...diag.Code) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 14))
	name := themeOf(seed)
	set := append([]content.Setting{{Key: "notes.at", Value: []string{"page", "page", "page", "article"}[r.IntN(4)]}}, checkable...)
	th := themed(t, name, set...)
	list := []content.Article{randomColumns(r, longest), randomColumns(r, longest), randomColumns(r, longest)}
	for i := range list[1:] {
		list[i+1].Start = content.Start(r.IntN(3))
	}
	is := bulletinOf(section("一", list...))
	what := fmt.Sprint("seed ", seed, " ", name)
	doc, found := composeChecked(t, what, is, th, tabled(is, th), append(permitted, "notes-too-many")...)
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "notes-too-many" }) { // no file is made then
		checkNoteTexts(t, what, is, doc)
	}
}

// A note that is taller than a column goes over to the next ones, and is an error only
// where no page holds it (RULES 13.2, 14.1).
func TestTallNotesInColumns(t *testing.T) {
	th := themed(t, "gongwen", checkable...)
	for length, want := range map[int]diag.Code{200: "", 900: "note-divided", 3000: "note-too-tall"} {
		a := article("水情")
		a.Columns = 3
		a.Body = append([]content.Block{calling(60, 30, noteOf("1", length))}, paragraphs(900)...)
		is := bulletinOf(section("一", a))
		what := fmt.Sprint(length, " characters")
		doc, found := composeChecked(t, what, is, th, pictured(is, th), "note-too-tall")
		checkNoteTexts(t, what, is, doc)
		var got diag.Code
		for _, d := range found {
			if strings.HasPrefix(string(d.Code), "note-") {
				got = d.Code
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
}

// Of the notes of a line only the last may go over, to another column, too: the message
// says what does not hold them (RULES 13.2).
func TestNotesOfALineInColumns(t *testing.T) {
	th := themed(t, "gongwen", checkable...)
	a := article("水情")
	a.Columns = 3
	a.Body = append([]content.Block{calling(60, 30, noteOf("1", 270), 31, noteOf("2", 270), 32, noteOf("3", 20))}, paragraphs(900)...)
	is := bulletinOf(section("一", a))
	_, found := composeChecked(t, "three notes", is, th, pictured(is, th), "note-too-tall")
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
		return d.Code == "note-too-tall" && strings.HasSuffix(d.Message(diag.EN), "more than a column holds") && strings.HasSuffix(d.Message(diag.ZH), "一栏也排不下")
	}) {
		t.Errorf("%v", codesOf(found))
	}
}

// A heading in columns over a box that is as high as a column keeps the text below it: a
// figure across the columns does not come between the two (RULES 5.3, 14.1).
func TestSpanningFigureBelowHeading(t *testing.T) {
	full := map[string][]int{"bulletin": {0, 285, 165}, "gongwen": {0, 208, 112}, "jianbao": {0, 208, 112}} // by columns
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for columns := 2; columns <= 3; columns++ {
			for _, high := range []int{20, full[name][columns-1]} {
				for n := 150; n < 420; n += 90 {
					a := article("水情")
					a.Columns = columns
					a.Body = append(paragraphs(n, 60), &content.Heading{Level: 1, Inlines: inlines("测报工作")},
						&content.Box{Name: text("小资料"), Blocks: paragraphs(high)}, &content.Box{Name: text("编者按"), Wide: true, Blocks: paragraphs(130)})
					a.Body = append(a.Body, paragraphs(150, 200)...)
					is := bulletinOf(section("一", a))
					composeChecked(t, fmt.Sprintf("%s, %d characters, a box of %d, %d columns", name, n, high, columns), is, th, pictured(is, th))
				}
			}
		}
	}
}

// Where a picture in the columns goes over to another page alone, the text above a picture
// across the columns follows the source line below that, which keeps it (RULES 5.3).
func TestSourceBelowSpanningFigure(t *testing.T) {
	for name, lengths := range map[string][]int{"bulletin": {100, 431, 452}, "gongwen": {200, 284, 865}, "jianbao": {67, 300, 655}} {
		th := themed(t, name, checkable...)
		for columns := 2; columns <= 3; columns++ {
			for _, n := range lengths {
				a := article("水情")
				a.Columns = columns
				a.Source = text("办公室")
				floating, across := photo("A", 1600, 900), photo("B", 1600, 400)
				floating.Place, across.Width = content.PlaceTop, text("page")
				a.Body = append(append(paragraphs(n, 120), floating), append(paragraphs(48), across)...)
				is := bulletinOf(section("一", a))
				composeChecked(t, fmt.Sprintf("%s, %d characters, %d columns", name, n, columns), is, th, pictured(is, th))
			}
		}
	}
}

// The heading that ends the text of an article in columns is in the column of the picture
// below it, also where the zone of the two is not the first that has figures (RULES 5.3).
func TestHeadingEndsColumns(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for n := 20; n < 500; n += 40 {
			a := article("水情")
			a.Columns = 2
			across := photo("B", 1600, 400)
			across.Width = text("page")
			a.Body = append(append(paragraphs(100), photo("A", 1600, 800)), append(paragraphs(60), across)...)
			a.Body = append(append(a.Body, paragraphs(n)...), &content.Heading{Level: 1, Inlines: inlines("测报工作")}, photo("C", 1600, 1900))
			is := bulletinOf(section("一", a))
			doc, _ := composeChecked(t, fmt.Sprint(name, ", ", n, " characters"), is, th, pictured(is, th))
			var heading, below string // where they are
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					switch item := item.(type) {
					case *frame.Line:
						if item.Kind == frame.KindHeading {
							heading = fmt.Sprint("page ", i, ", column ", item.PageColumn)
						}
					case *frame.Picture:
						if item.Image.Name == "C" {
							below = fmt.Sprint("page ", i, ", column ", item.PageColumn)
						}
					}
				}
			}
			if heading == "" || heading != below {
				t.Errorf("%s, %d characters: the heading is on %s, its picture on %s", name, n, heading, below)
			}
		}
	}
}

// The checker finds what is wrong about columns.
func TestWrongColumnsAreFound(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a := article("水情")
	a.Columns = 2
	for i := range 4 {
		a.Body = append(a.Body, calling(90, 20, noteOf(fmt.Sprint(i), 40)))
	}
	is := bulletinOf(section("一", a))
	lines := func(doc *frame.Document, column int, kind frame.Kind) (out []*frame.Line) {
		for _, item := range doc.Pages[2].Items {
			if l, ok := item.(*frame.Line); ok && l.PageColumn == column && l.Kind == kind {
				out = append(out, l)
			}
		}
		return out
	}
	move := func(list []*frame.Line, x, y unit.Abs) {
		for _, l := range list {
			l.X, l.Y = l.X+x, l.Y+y
			if l.Grid >= 0 {
				l.Grid += int(y / th.Body.Pitch)
			}
		}
	}
	for name, c := range map[string]struct {
		rule  string
		spoil func(doc *frame.Document)
	}{
		"right":                {"", func(*frame.Document) {}},
		"another measure":      {"columns 14.1", func(doc *frame.Document) { lines(doc, 1, frame.KindBody)[1].Measure -= th.Body.Size }},
		"another place":        {"columns 14.1", func(doc *frame.Document) { move(lines(doc, 2, frame.KindBody), -th.Body.Size*3, 0) }},
		"off the grid":         {"grid 5.2", func(doc *frame.Document) { move(lines(doc, 2, frame.KindBody), 0, unit.Pt) }},
		"too deep":             {"balance 14.1", func(doc *frame.Document) { deepen(doc, th) }},
		"notes above the text": {"note 14.1", func(doc *frame.Document) { move(lines(doc, 1, frame.KindNote), 0, -th.Body.Pitch*2) }},
		"notes beside another column": {"note 14.1", func(doc *frame.Document) {
			move(lines(doc, 1, frame.KindNote), lines(doc, 2, frame.KindBody)[1].X-lines(doc, 1, frame.KindBody)[1].X, 0)
		}},
	} {
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		c.spoil(doc)
		found := check.Document(doc, pictured(is, th))
		if c.rule == "" {
			report(t, name, found)
		} else if !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == c.rule }) {
			t.Errorf("%s is not found: %v", name, found)
		}
	}
}

// deepen moves the second column and all notes down by two rows, as if the columns were
// not balanced.
func deepen(doc *frame.Document, th *theme.Theme) {
	for _, item := range doc.Pages[2].Items {
		if l, ok := item.(*frame.Line); ok && l.PageColumn > 0 {
			if l.Kind == frame.KindBody && l.PageColumn == 2 {
				l.Y += 2 * th.Body.Pitch
				l.Grid += 2
			}
			if l.Kind == frame.KindNote {
				l.Y += 2 * th.Body.Pitch
			}
		}
	}
	for _, item := range doc.Pages[2].Items {
		if r, ok := item.(*frame.Rule); ok && r.Kind == frame.KindNote {
			r.Y += 2 * th.Body.Pitch
		}
	}
}
