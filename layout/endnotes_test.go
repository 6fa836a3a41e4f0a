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
)

// endnoteOf returns an endnote with paragraphs of so many characters.
func endnoteOf(label string, lengths ...int) *content.Note {
	n := noteOf(label, lengths...)
	n.End = true
	return n
}

// asEndnotes makes one of so many notes of an article an endnote.
func asEndnotes(r *rand.Rand, a *content.Article, many int) {
	for _, n := range content.CalledNotes(a.Body) {
		if !n.End { // a note may be called again
			n.End = r.IntN(many) == 0
		}
	}
}

// Endnotes beside footnotes are a series of their own, through the article and at its
// end, without a limit of their number; they may be called again on other pages (RULES
// 13.1, 13.2).
func TestEndnotes(t *testing.T) {
	for k, name := range theme.Names() {
		for _, at := range [][]string{{"page"}, {"article"}, {"page", "article"}}[k%3] {
			most := 12
			if k == 0 {
				most = content.MaxNotes + 5
			}
			th := themed(t, name, append([]content.Setting{{Key: "notes.at", Value: at}}, checkable...)...)
			a, b := article("水情"), article("雨情")
			again := endnoteOf("again", 30)
			a.Body = []content.Block{calling(80, 40, again)}
			for i := range most - 1 {
				a.Body = append(a.Body, calling(90, 20, endnoteOf(fmt.Sprint(i), 20+3*i, 12)))
				if i%3 == 0 {
					a.Body = append(a.Body, calling(60, 30, noteOf(fmt.Sprint(i, "foot"), 30)))
				}
			}
			a.Body = append(a.Body, calling(80, 40, again))
			b.Body = []content.Block{calling(80, 40, endnoteOf("1", 30), 50, noteOf("2", 20)), calling(50, 30, endnoteOf("3", 30))}
			doc, codes := composeNotes(t, name, th, a, b)
			if slices.ContainsFunc(codes, func(code string) bool { return strings.HasPrefix(code, "note") }) {
				t.Errorf("%s: %v", name, codes)
			}
			var want, got []string
			for i := range most {
				want = append(want, fmt.Sprintf("[%d]", i+1))
			}
			want = append(want, "[1]", "[2]")
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindNote && len(l.Calls) > 0 && l.Mark[0] == '[' {
						got = append(got, l.Mark)
						if !strings.HasPrefix(l.Text, l.Mark) {
							t.Errorf("%s: the note %s begins %q", name, l.Mark, l.Text)
						}
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
		}
	}
}

// Endnotes alone are set as all notes of an article whose notes stand at its end.
func TestEndnotesAlone(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a, b := article("水情"), article("水情")
	for i := range 12 {
		a.Body = append(a.Body, calling(60, 30, endnoteOf(fmt.Sprint(i), 40)))
		b.Body = append(b.Body, calling(60, 30, noteOf(fmt.Sprint(i), 40)))
	}
	b.NotesAtEnd = true
	one, _ := composeNotes(t, "endnotes", th, a)
	two, _ := composeNotes(t, "notes at the end", th, b)
	dump := func(doc *frame.Document) string {
		var out strings.Builder
		if err := frame.Dump(&out, doc); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if dump(one) != dump(two) {
		t.Error("endnotes alone are set otherwise than notes at the end of the article")
	}
}

// Each call leads to its note and each note back to its first call, whatever the number
// of characters of the mark.
func TestLinksOfEndnotes(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a := article("水情")
	for i := range 12 {
		a.Body = append(a.Body, calling(90, 20, endnoteOf(fmt.Sprint(i), 20), 40, noteOf(fmt.Sprint(i, "foot"), 20)))
	}
	doc, _ := composeNotes(t, "links", th, a)
	links := map[string]int{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for _, k := range l.Links {
				text := ""
				for _, g := range l.Glyphs[k.From:k.To] {
					text += g.Text
				}
				if k.Role == frame.RoleLbl != (l.Kind == frame.KindNote) {
					t.Errorf("the link %s of a line of kind %s has the role %v", text, l.Kind, k.Role)
				}
				if text[0] == '[' {
					links[text]++
				}
			}
		}
	}
	for i := range 12 {
		if mark := content.EndMark(i + 1); links[mark] != 2 {
			t.Errorf("%d links with %s", links[mark], mark)
		}
	}
}

// Random articles with both kinds of notes, with pictures, tables and boxes, in one
// column and in several.
func TestRandomEndnotes(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 2, 150) {
		r := rand.New(rand.NewPCG(seed, 15))
		name := themeOf(seed)
		set := append([]content.Setting{{Key: "notes.at", Value: []string{"page", "page", "article"}[r.IntN(3)]}}, checkable...)
		th := themed(t, name, set...)
		list := make([]content.Article, 3)
		for i := range list {
			if r.IntN(3) == 0 {
				list[i] = randomColumns(r, 220)
			} else {
				list[i] = randomNotes(r)
				if r.IntN(4) == 0 {
					box := &content.Box{Name: text("编者按"), Blocks: []content.Block{calling(60, 20, endnoteOf("box", 30), 50, noteOf("foot", 20))}}
					list[i].Body = slices.Insert(list[i].Body, r.IntN(len(list[i].Body)+1), content.Block(box))
				}
			}
			if i > 0 {
				list[i].Start = content.Start(r.IntN(3))
			}
			list[i].NotesAtEnd = r.IntN(4) == 0
			asEndnotes(r, &list[i], 1+r.IntN(4))
		}
		is := bulletinOf(section("一", list...))
		what := fmt.Sprint("seed ", seed, " ", name)
		doc, found := composeChecked(t, what, is, th, tabled(is, th), "note-too-tall", "notes-too-many")
		if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "notes-too-many" }) { // no file is made then
			checkNoteTexts(t, what, is, doc)
		}
	}
}

// The checker finds what is wrong about endnotes.
func TestWrongEndnotesAreFound(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a := article("水情")
	for i := range 4 {
		a.Body = append(a.Body, calling(90, 20, endnoteOf(fmt.Sprint(i), 30), 60, noteOf(fmt.Sprint(i, "foot"), 30)))
	}
	is := bulletinOf(section("一", a))
	for name, spoil := range map[string]func(pg *frame.Page, ends []int, call *frame.Line){
		"a lost note": func(pg *frame.Page, ends []int, _ *frame.Line) {
			pg.Items = slices.Delete(pg.Items, ends[0], ends[0]+1)
		},
		"another order": func(pg *frame.Page, ends []int, _ *frame.Line) {
			pg.Items[ends[0]], pg.Items[ends[1]] = pg.Items[ends[1]], pg.Items[ends[0]]
		},
		"a number not called": func(_ *frame.Page, _ []int, call *frame.Line) {
			for i := range call.Glyphs {
				if call.Glyphs[i].Text == "1" && call.Glyphs[i].Script == frame.Superscript {
					call.Glyphs[i].Text = "9"
				}
			}
			call.Text = strings.Replace(call.Text, "[1]", "[9]", 1)
		},
		"above the text": func(pg *frame.Page, ends []int, call *frame.Line) {
			at := slices.Index(pg.Items, frame.Item(call))
			note := pg.Items[ends[len(ends)-1]]
			pg.Items = slices.Insert(slices.Delete(pg.Items, ends[len(ends)-1], ends[len(ends)-1]+1), at, note)
		},
	} {
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		for i := range doc.Pages {
			pg := &doc.Pages[i]
			var ends []int
			var call *frame.Line
			for k, item := range pg.Items {
				if l, ok := item.(*frame.Line); ok {
					if l.Kind == frame.KindNote && strings.HasPrefix(l.Mark, "[") {
						ends = append(ends, k)
					} else if call == nil && strings.Contains(l.Text, "[1]") {
						call = l
					}
				}
			}
			if len(ends) > 1 && call != nil {
				spoil(pg, ends, call)
				break
			}
		}
		found := slices.ContainsFunc(check.Document(doc, pictured(is, th)), func(v check.Violation) bool { return strings.HasPrefix(v.Rule, "note 13") })
		if !found {
			t.Errorf("%s is not found", name)
		}
	}
}
