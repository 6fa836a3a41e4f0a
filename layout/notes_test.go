package layout_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
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

// noteOf returns a note with paragraphs of so many characters.
func noteOf(label string, lengths ...int) *content.Note {
	n := &content.Note{Label: label}
	for _, p := range paragraphs(lengths...) {
		n.Paragraphs = append(n.Paragraphs, p.(*content.Paragraph).Inlines)
	}
	return n
}

// calling returns a paragraph of so many characters that calls notes, each at an
// offset.
func calling(length int, calls ...any) *content.Paragraph {
	p := paragraphs(length)[0].(*content.Paragraph)
	r := []rune(p.Inlines[0].(content.Run).Value)
	var in []content.Inline
	from := 0
	for i := 0; i < len(calls); i += 2 {
		at := calls[i].(int)
		if at > from {
			in = append(in, content.Run{Value: string(r[from:at])})
		}
		in, from = append(in, content.NoteCall{Note: calls[i+1].(*content.Note)}), at
	}
	if from < len(r) {
		in = append(in, content.Run{Value: string(r[from:])})
	}
	p.Inlines = in
	return p
}

// composeNotes composes articles, checks the rules, and returns the document with the
// codes of its findings.
func composeNotes(t *testing.T, name string, th *theme.Theme, list ...content.Article) (*frame.Document, []string) {
	t.Helper()
	is := bulletinOf(section("一", list...))
	doc, found := composeChecked(t, name, is, th, pictured(is, th), "note-too-tall")
	checkNoteTexts(t, name, is, doc)
	return doc, codesOf(found)
}

// checkNoteTexts checks that all notes that paragraphs call are set, each once and
// whole.
func checkNoteTexts(t *testing.T, name string, is *content.Issue, doc *frame.Document) {
	t.Helper()
	var wanted, printed [2][]string // by series: endnotes beside footnotes are the second
	boxed := false                  // a box, which may float, calls notes
	for _, a := range articles(is) {
		foot, _ := a.NoteKinds()
		seen := map[*content.Note]bool{}
		for _, blk := range a.Body {
			_, box := blk.(*content.Box)
			for _, n := range content.CalledNotes([]content.Block{blk}) {
				if seen[n] {
					continue
				}
				seen[n], boxed = true, boxed || box
				of := &wanted[0]
				if n.End && foot {
					of = &wanted[1]
				}
				for _, in := range n.Paragraphs {
					*of = append(*of, textOf(in))
				}
			}
		}
	}
	first := true
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindNote {
				text, got := l.Text, &printed[0]
				if strings.HasPrefix(l.Mark, "[") {
					got = &printed[1]
				}
				if l.First {
					*got = append(*got, "")
					if len(l.Calls) > 0 {
						text = strings.TrimPrefix(text, l.Mark)
					}
				}
				if first && !l.First {
					t.Errorf("%s: a note begins in its middle", name)
					return
				}
				first = false
				(*got)[len(*got)-1] += text
			}
		}
	}
	for k, want := range wanted {
		got := printed[k]
		if boxed {
			slices.Sort(got)
			slices.Sort(want)
		}
		if slices.Equal(got, want) {
			continue
		}
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Errorf("%s: %d paragraphs of notes, want %d; they differ from paragraph %d on: %.60q", name, len(got), len(want), i, strings.Join(got[i:], "|"))
	}
}

// noteMarks returns the marks of the notes on each page that has any.
func noteMarks(doc *frame.Document) []string {
	var out []string
	for i := range doc.Pages {
		marks := ""
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindNote && len(l.Calls) > 0 {
				marks += l.Mark
			}
		}
		if marks != "" {
			out = append(out, marks)
		}
	}
	return out
}

// Notes are numbered anew on each page, stand at its foot (RULES 13.1, 13.2), and no
// glyph moves for a number.
func TestNotes(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		a := article("水情")
		again := noteOf("0", 30)
		a.Body = []content.Block{calling(80, 40, again, 79, again)}
		for i := range 14 {
			a.Body = append(a.Body, calling(100, 20, noteOf(fmt.Sprint(i, "a"), 30), 100, noteOf(fmt.Sprint(i, "b"), 90, 12)))
		}
		doc, codes := composeNotes(t, name, th, a)
		marks := noteMarks(doc)
		if len(codes) > 0 || len(marks) < 3 || !strings.HasPrefix(marks[0], "①②") || !strings.HasPrefix(marks[1], "①②③④") {
			t.Errorf("%s: %v %q", name, codes, marks)
		}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				l, ok := item.(*frame.Line)
				if !ok {
					continue
				}
				for _, c := range l.Calls {
					g := l.Glyphs[c.Glyph]
					if g.Advance != g.Size {
						t.Errorf("%s: a mark of %s is %s wide", name, g.Size, g.Advance)
					}
					if l.Kind != frame.KindNote && (g.DY <= 0 || g.Size >= l.Size) {
						t.Errorf("%s: a mark of %s at %s", name, g.Size, g.DY)
					}
				}
			}
		}
	}
}

// A note that is called again on another page is an error, and so are more than fifty
// on a page, and notes of a line that no page holds.
func TestWrongNotes(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	far := noteOf("1", 20)
	a := article("水情")
	a.Body = append([]content.Block{calling(40, 20, far)}, paragraphs(800)...)
	a.Body = append(a.Body, calling(40, 20, far))
	for _, at := range []string{"page", "article"} {
		th := themed(t, "bulletin", append([]content.Setting{{Key: "notes.at", Value: at}}, checkable...)...)
		is := bulletinOf(section("一", a))
		_, found := compose(t, is, th)
		got := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "note-far" })
		if got != (at == "page") {
			t.Errorf("notes at %s: a far note is reported: %v", at, got)
		}
	}
	many := article("水情")
	var calls []any
	for i := range 51 {
		calls = append(calls, 5*(i+1), noteOf(fmt.Sprint(i), 3))
	}
	many.Body = []content.Block{calling(260, calls...)}
	small := themed(t, "bulletin", append([]content.Setting{{Key: "body.lines", Value: int64(60)}, {Key: "body.pitch", Value: "10pt"}, {Key: "body.size", Value: "9pt"}, {Key: "notes.size", Value: "3pt"}, {Key: "notes.pitch", Value: "3pt"}}, checkable...)...)
	_, found := compose(t, bulletinOf(section("一", many)), small)
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "notes-too-many" }) {
		t.Error("51 notes on a page are not reported")
	}
	tall := article("水情")
	tall.Body = []content.Block{calling(40, 20, noteOf("1", 4000)), paragraphs(60)[0]}
	is := bulletinOf(section("一", tall))
	doc, found := compose(t, is, th)
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "note-too-tall" }) {
		t.Error("a note of several pages is not reported")
	}
	checkNoteTexts(t, "tall", is, doc)
}

// The last note of a line may go over to the next page where the notes of that line
// take more than a third of a page (RULES 13.2).
func TestDividedNote(t *testing.T) {
	divided, least, step := 0, 2, 75 // by default each theme has other places
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		least, step = 10, 25
	}
	for k, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for before := 25 * k % step; before < 600; before += step {
			a := article("水情")
			a.Body = append(paragraphs(before+1), calling(60, 30, noteOf("1", 100), 32, noteOf("2", 700)), calling(60, 30, noteOf("3", 20)))
			a.Body = append(a.Body, paragraphs(300)...)
			doc, codes := composeNotes(t, fmt.Sprint(name, " after ", before), th, a)
			if slices.Contains(codes, "note-divided") {
				divided++
			}
			for _, code := range codes {
				if !slices.Contains([]string{"note-divided", "page-hole", "tail-pulled", "fit-applied"}, code) {
					t.Errorf("%s after %d: %s", name, before, code)
				}
			}
			if marks := strings.Join(noteMarks(doc), " "); !slices.Contains([]string{"①②③", "①② ①", "① ① ①"}, marks) {
				t.Errorf("%s after %d: %q", name, before, marks)
			}
		}
	}
	if divided < least {
		t.Errorf("%d divided notes", divided)
	}
}

// Articles that continue on a page share its notes; the imprint stands below them.
func TestNotesOfSeveralArticles(t *testing.T) {
	th := themed(t, "bulletin", append([]content.Setting{{Key: "imprint.at", Value: "last"}}, checkable...)...)
	var list []content.Article
	for i := range 7 {
		a := article(fmt.Sprint("水情之", i))
		if i > 0 {
			a.Start = content.StartContinue
		}
		a.Body = []content.Block{calling(90, 20, noteOf("1", 40), 60, noteOf("2", 200)), calling(50, 50, noteOf("3", 10))}
		list = append(list, a)
	}
	doc, _ := composeNotes(t, "continued", th, list...)
	if marks := noteMarks(doc); len(strings.Join(marks, "")) != 21*len("①") || marks[0] != "①②③④⑤" {
		t.Errorf("%q", marks)
	}
	is := bulletinOf(section("一", list[:1]...))
	is.Imprint.Lines = []content.Text{text("编辑：水务中心")}
	doc, _ = compose(t, is, th)
	report(t, "imprint", check.Document(doc, pictured(is, th)))
	pages := map[frame.Kind]int{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok {
				pages[l.Kind] = i
			}
		}
	}
	if pages[frame.KindImprint] != pages[frame.KindNote] {
		t.Errorf("imprint on page %d, notes on page %d", pages[frame.KindImprint], pages[frame.KindNote])
	}
}

// randomNotes returns a random article in which lines call many and long notes.
func randomNotes(r *rand.Rand) content.Article { return randomNotesUpTo(r, 800) }

// randomNotesUpTo returns an article with notes of a length of at most longest.
func randomNotesUpTo(r *rand.Rand, longest int) content.Article {
	a := article("水情")
	label := 0
	for range 3 + r.IntN(12) {
		length := 10 + r.IntN(260)
		var calls []any
		at := 1
		for at += r.IntN(80); at <= length && r.IntN(4) > 0; at += 1 + r.IntN(60) {
			label++
			lengths := []int{2 + r.IntN(60)}
			switch r.IntN(12) {
			case 0:
				lengths[0] = min(300+r.IntN(500), longest)
			case 1:
				lengths = append(lengths, 40+r.IntN(100))
			}
			calls = append(calls, at, noteOf(fmt.Sprint(label), lengths...))
		}
		a.Body = append(a.Body, calling(length, calls...))
		switch r.IntN(10) {
		case 0:
			a.Body = append(a.Body, &content.Heading{Level: 1 + r.IntN(3), Inlines: inlines("测报工作")})
			a.Body = append(a.Body, paragraphs(30 + r.IntN(80))[0])
		case 1:
			p := photo(fmt.Sprint("p", label, ".jpg"), 1600, 600+r.IntN(900))
			p.Place = content.Place(r.IntN(4))
			a.Body = append(a.Body, p)
		case 2:
			a.Body = append(a.Body, tableOf(1, "站|雨量", "青石|1.5", "龙潭|2"))
		case 3:
			a.Body = append(a.Body, tableOf(1, rowsOf(30)...))
		}
	}
	if r.IntN(3) == 0 {
		a.Source = text("办公室")
	}
	if r.IntN(4) == 0 {
		a.Fit = 1 + r.IntN(3)
	}
	return a
}

func rowsOf(n int) []string {
	rows := []string{"序号|雨量"}
	for i := range n {
		rows = append(rows, fmt.Sprintf("%d|%d.5", i+1, i))
	}
	return rows
}

// Random articles with notes, pictures, tables and copyfitting: nothing is lost, and
// every note is on the page of its line.
func TestRandomNotes(t *testing.T) {
	for seed := range gen.Seeds(t, 12, 150, 84029) {
		r := rand.New(rand.NewPCG(seed, 13))
		name := themeOf(seed)
		set := append([]content.Setting{{Key: "notes.at", Value: []string{"page", "page", "article"}[r.IntN(3)]}}, checkable...)
		th := themed(t, name, set...)
		list := []content.Article{randomNotes(r), randomNotes(r), randomNotes(r)}
		for i := range list[1:] {
			list[i+1].Start = content.Start(r.IntN(3))
			list[i].NotesAtEnd = r.IntN(3) == 0
		}
		composeNotes(t, fmt.Sprint(name, " seed ", seed), th, list...)
	}
}

// The checker finds what is wrong about notes.
func TestWrongNotesAreFound(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a := article("水情")
	for i := range 8 {
		a.Body = append(a.Body, calling(90, 20, noteOf(fmt.Sprint(i, "a"), 90), 60, noteOf(fmt.Sprint(i, "b"), 30)))
	}
	is := bulletinOf(section("一", a))
	for name, spoil := range map[string]func(pg *frame.Page, notes []int, call *frame.Line){
		"a lost note": func(pg *frame.Page, notes []int, _ *frame.Line) {
			pg.Items = slices.Delete(pg.Items, notes[0], notes[2])
		},
		"a lost rule": func(pg *frame.Page, notes []int, _ *frame.Line) {
			pg.Items = slices.Delete(pg.Items, notes[0]-1, notes[0])
		},
		"another number": func(_ *frame.Page, _ []int, call *frame.Line) {
			call.Glyphs[call.Calls[0].Glyph].Text = "⑨"
			call.Text = strings.Replace(call.Text, "①", "⑨", 1)
		},
		"notes too high": func(pg *frame.Page, notes []int, _ *frame.Line) {
			for _, k := range notes {
				pg.Items[k].(*frame.Line).Y -= th.Body.Pitch
			}
		},
		"notes too low": func(pg *frame.Page, notes []int, _ *frame.Line) {
			pg.Items[notes[len(notes)-1]].(*frame.Line).Y += th.Body.Pitch
		},
		"a mark at a line's start": func(_ *frame.Page, _ []int, call *frame.Line) {
			at := call.Calls[0]
			call.Glyphs = call.Glyphs[at.Glyph:]
			call.Text, call.Calls[0].Glyph = call.Text[at.At:], 0
		},
	} {
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		for i := range doc.Pages {
			pg := &doc.Pages[i]
			var notes []int
			var call *frame.Line
			for k, item := range pg.Items {
				if l, ok := item.(*frame.Line); ok {
					if l.Kind == frame.KindNote {
						notes = append(notes, k)
					} else if call == nil && len(l.Calls) > 0 {
						call = l
					}
				}
			}
			if len(notes) > 0 {
				spoil(pg, notes, call)
				break
			}
		}
		found := slices.ContainsFunc(check.Document(doc, pictured(is, th)), func(v check.Violation) bool { return strings.HasPrefix(v.Rule, "note 13") })
		if !found {
			t.Errorf("%s is not found", name)
		}
	}
}

// TestNotesOfTables: the notes that the cells of a table call are Notes with
// identifiers of their own, and calls and notes lead to each other; the repeated head
// leads nowhere (ISO 32000-1 14.8.4.4, ISO 14289-1 7.9).
func TestNotesOfTables(t *testing.T) {
	run := func(s string) []content.Inline { return []content.Inline{content.Run{Value: s}} }
	table := func(rotate bool) *content.Table {
		a, b := &content.Note{Label: "1", Paragraphs: [][]content.Inline{run("人工观测。"), run("每日一次。")}}, &content.Note{Label: "2", Paragraphs: [][]content.Inline{run("仪器停用一天。")}}
		tab := &content.Table{Head: 1, Rotate: rotate, Columns: make([]content.Column, 2), Called: []*content.Note{a, b}, Notes: [][]content.Inline{run("资料来源：县水文站。")}}
		for r := range 41 {
			row := []content.Cell{{Rows: 1, Columns: 1, Inlines: run(fmt.Sprint("站", r))}, {Rows: 1, Columns: 1, Inlines: run(fmt.Sprint(r))}}
			switch r {
			case 0, 39:
				row[1].Inlines = append(run("雨量"), content.NoteCall{Note: a, Number: 1})
			case 2:
				row[0].Inlines = append(run("柳湾站"), content.NoteCall{Note: b, Number: 2})
			}
			tab.Rows = append(tab.Rows, row)
		}
		return tab
	}
	first, second := article("甲"), article("乙")
	first.Body = []content.Block{table(false), table(true)}
	second.Body = []content.Block{table(false)}
	is := bulletinOf(section("一", first, second))
	th := themed(t, "bulletin", checkable...)
	doc, found := compose(t, is, th)
	for _, d := range found {
		if d.Severity > diag.Notice {
			t.Error(d.Message(diag.EN))
		}
	}
	report(t, "notes of tables", check.Document(doc, options(is, th)))
	ids, repeated := map[string]bool{}, 0
	calls, notes := map[string]frame.Dest{}, map[string]frame.Dest{} // by table and mark: where they lead
	on := map[string]int{}                                           // pages of the first calls and of the notes
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Table == nil || !strings.ContainsAny(l.Text, "①②") {
				continue
			}
			mark := "①"
			if strings.Contains(l.Text, "②") {
				mark = "②"
			}
			key := fmt.Sprint(l.Table.Table, mark)
			switch {
			case l.Table.Repeated:
				if repeated++; len(l.Links) != 0 {
					t.Errorf("%q of a repeated head has a link", l.Text)
				}
			case l.Kind == frame.KindTableNote:
				if len(l.Links) != 1 || l.Links[0].Role != frame.RoleLbl || l.Node.Role != frame.RoleNote || l.Mark != mark {
					t.Fatalf("note %q: links %v, node %v, mark %q", l.Text, l.Links, l.Node.Role, l.Mark)
				}
				if kids := len(l.Node.Children); kids != map[string]int{"①": 1, "②": 0}[mark] {
					t.Errorf("note %q has %d further paragraphs", l.Text, kids)
				}
				if l.Node.ID == "" || ids[l.Node.ID] {
					t.Errorf("note %q has the identifier %q", l.Text, l.Node.ID)
				}
				ids[l.Node.ID] = true
				notes[key], on["note"+key] = l.Links[0].Dest, i
			default:
				if len(l.Links) != 1 || l.Links[0].Role != frame.RoleReference {
					t.Fatalf("call %q: links %v", l.Text, l.Links)
				}
				if _, again := calls[key]; !again {
					on["call"+key] = i
				}
				calls[key] = l.Links[0].Dest
			}
		}
	}
	if len(calls) != 6 || len(notes) != 6 || repeated == 0 {
		t.Errorf("%d calls, %d notes, %d repeated heads", len(calls), len(notes), repeated)
	}
	for _, key := range slices.Sorted(maps.Keys(calls)) {
		if calls[key].Page != on["note"+key] || notes[key].Page != on["call"+key] {
			t.Errorf("%s is called on page %d and stands on %d; the links lead to %d and %d", key, on["call"+key], on["note"+key], calls[key].Page, notes[key].Page)
		}
	}
}
