package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
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

func boxOf(name, title string, blocks ...content.Block) *content.Box {
	b := &content.Box{Name: text(name), Blocks: blocks}
	if title != "" {
		b.Title = inlines(title)
	}
	return b
}

// composeBoxes composes articles and checks them, also as read back from the dump. It
// returns the codes of the findings.
func composeBoxes(t *testing.T, name string, th *theme.Theme, list ...content.Article) (*frame.Document, []string) {
	t.Helper()
	is := bulletinOf(section("一", list...))
	doc, found := composeChecked(t, name, is, th, tabled(is, th))
	return doc, codesOf(found)
}

// boxPages returns for each page the lines of boxes on it, and the rules and tints.
func boxPages(doc *frame.Document) (lines, edges []int) {
	for i := range doc.Pages {
		l, e := 0, 0
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *frame.Line:
				if item.Box > 0 {
					l++
				}
			case *frame.Rule:
				if item.Box > 0 {
					e++
				}
			case *frame.Tint:
				e++
			}
		}
		lines, edges = append(lines, l), append(edges, e)
	}
	return lines, edges
}

// A box stays whole up to a page, and the text after it fills the page before it; a
// taller one is open at the pages' ends (RULES 14.2).
func TestBoxes(t *testing.T) {
	for k, name := range theme.Names() {
		for n, form := range []string{"rule", "tint", "side"} {
			if !thorough() && n != k {
				continue
			}
			t.Run(name+" "+form, func(t *testing.T) {
				th := themed(t, name, append([]content.Setting{{Key: "box.form", Value: form}}, checkable...)...)
				divided, moved := 0, 0
				for _, length := range []int{1, 300, 450, 510, 570, 1500} {
					a := article("水情")
					a.Body = append(paragraphs(200), boxOf("编者按", "", paragraphs(length)...))
					a.Body = append(a.Body, paragraphs(500)...)
					doc, _ := composeBoxes(t, fmt.Sprint(length), th, a)
					lines, edges := boxPages(doc)
					pages := 0
					for i := range lines {
						if lines[i] > 0 {
							pages++
						}
						if (lines[i] > 0) != (edges[i] > 0) {
							t.Errorf("%d: page %d has %d lines and %d rules of boxes", length, i, lines[i], edges[i])
						}
					}
					if pages > 1 {
						divided++
					}
					if pages == 1 && !slices.ContainsFunc(doc.Pages[slices.IndexFunc(lines, func(n int) bool { return n > 0 })].Items[:2], func(item frame.Item) bool {
						l, ok := item.(*frame.Line)
						return ok && l.Box == 0
					}) {
						moved++
					}
				}
				if divided < 1 || moved < 2 {
					t.Errorf("%d boxes are divided, %d begin a page", divided, moved)
				}
			})
		}
	}
}

// A theme's key decides how boxes look, and their first line has its name and title.
func TestBoxLook(t *testing.T) {
	a := article("水情")
	a.Body = []content.Block{boxOf("小资料", "什么是汛期", paragraphs(50)...), boxOf("按语", "", paragraphs(50)...)}
	for _, c := range []struct {
		form        string
		rules, tint int
	}{{"rule", 8, 0}, {"tint", 0, 2}, {"side", 2, 0}} {
		th := themed(t, "bulletin", append([]content.Setting{{Key: "box.form", Value: c.form}, {Key: "box.tint", Value: int64(12)}, {Key: "box.title.form", Value: "【{name}】{title}"}}, checkable...)...)
		doc, _ := composeBoxes(t, c.form, th, a)
		rules, tints := 0, 0
		var titles []string
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				switch item := item.(type) {
				case *frame.Rule:
					if item.Box > 0 {
						rules++
					}
				case *frame.Tint:
					tints++
					if item.Ink.CMYK != [4]uint16{0, 0, 0, 120} {
						t.Errorf("the tint is %v", item.Ink.CMYK)
					}
				case *frame.Line:
					if item.Kind == frame.KindBoxTitle {
						titles = append(titles, item.Text)
					}
				}
			}
		}
		if rules != c.rules || tints != c.tint || !slices.Equal(titles, []string{"【小资料】什么是汛期", "按语"}) {
			t.Errorf("%s: %d rules, %d tints, titles %q", c.form, rules, tints, titles)
		}
	}
}

// Headings keep a box of one line of text that stands with them, and not also what follows
// it: the next heading may begin a page with its own box (RULES 5.3, 14.2).
func TestBoxBetweenHeadings(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	for rows := 14; rows <= 22; rows++ {
		a := article("水情")
		heading := func() content.Block { return &content.Heading{Level: 1, Inlines: inlines("测报工作")} }
		a.Body = append(paragraphs(900), heading(), boxOf("编者按", "汛期值守", paragraphs(10)...), heading(), boxOf("编者按", "汛期值守", paragraphs(29*rows)...))
		doc, codes := composeBoxes(t, fmt.Sprint(rows, " rows"), th, a)
		if slices.Contains(codes, "page-break-forced") {
			t.Errorf("%d rows: %v", rows, codes)
		}
		on := map[int]bool{} // pages of the second box
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Box == 2 {
					on[i] = true
				}
			}
		}
		if len(on) != 1 {
			t.Errorf("%d rows: the second box is on %d pages", rows, len(on))
		}
	}
}

// A box below headings that a box between them has brought together is divided as a taller
// one is where a page does not hold all of them, with the blank rows above the title: not
// between two lines of code, and told
// (RULES 14.2).
func TestBoxBelowManyHeadings(t *testing.T) {
	heading := func() content.Block { return &content.Heading{Level: 1, Inlines: inlines("测报工作")} }
	for _, c := range []struct {
		theme string
		above int // characters in the box that goes over
		code  int // lines at the end of the other
	}{{"bulletin", 530, 2}, {"jianbao", 450, 0}} {
		th := themed(t, c.theme, checkable...)
		divided := 0
		for rows := 8; rows <= 17; rows++ {
			before, a := article("雨情"), article("水情")
			before.Body, a.Start = paragraphs(900), content.StartPage
			below := paragraphs(23*rows + 13)
			if c.code > 0 {
				below = append(paragraphs(29*rows), codeBlock(c.code))
			}
			a.Body = []content.Block{heading(), boxOf("编者按", "", paragraphs(c.above)...), heading(), boxOf("编者按", "汛期值守", below...)}
			doc, codes := composeBoxes(t, fmt.Sprint(c.theme, " ", rows, " rows"), th, before, a)
			pages := map[int]int{} // lines of the second box by page
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if l, ok := item.(*frame.Line); ok && l.Box == 2 {
						pages[i]++
					}
				}
			}
			for i, lines := range pages {
				if lines < 2 {
					t.Errorf("%s, %d rows: page %d has %d line of the box", c.theme, rows, i, lines)
				}
			}
			if slices.Contains(codes, "page-break-forced") != (len(pages) > 1) {
				t.Errorf("%s, %d rows: the box is on %d pages: %v", c.theme, rows, len(pages), codes)
			}
			if len(pages) > 1 {
				divided++
			}
		}
		if divided == 0 || divided == 10 {
			t.Errorf("%s: %d of 10 boxes are divided", c.theme, divided)
		}
	}
}

// A source line takes no line of a box along that would be divided for it (RULES 5.3).
func TestSourceBelowBox(t *testing.T) {
	th := themed(t, "gongwen", checkable...)
	over := 0
	for length := 250; length <= 420; length += 10 {
		a := article("水情")
		a.Body = []content.Block{&content.Heading{Level: 1, Inlines: inlines("测报工作")}, boxOf("编者按", "", paragraphs(length)...), paragraphs(12)[0]}
		a.Source = text("办公室")
		doc, codes := composeBoxes(t, fmt.Sprint(length), th, a)
		if slices.Contains(codes, "page-break-forced") {
			t.Errorf("%d characters: %v", length, codes)
		}
		heading, box, source := 0, 0, 0 // pages
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok {
					switch {
					case l.Kind == frame.KindHeading:
						heading = i
					case l.Box > 0:
						box = i
					case l.Kind == frame.KindSource:
						source = i
					}
				}
			}
		}
		if heading == box && source > box {
			over++
		}
	}
	if over == 0 {
		t.Error("no source line is on the page after that of the box and its heading")
	}
}

// randomBoxes returns a random article with boxes over pages' ends, boxes taller than a
// page, boxes at the end, and boxes that call notes.
func randomBoxes(r *rand.Rand) content.Article {
	a := article("水情")
	label := 0
	note := func(length int) *content.Paragraph {
		label++
		n := noteOf(fmt.Sprint(label), 2+r.IntN(90))
		return calling(length, 1+r.IntN(length), n)
	}
	inside := func() (blocks []content.Block) {
		for range 1 + r.IntN(4) {
			switch r.IntN(9) {
			case 0:
				blocks = append(blocks, &content.List{Items: [][]content.Block{paragraphs(20), paragraphs(60)}})
			case 1:
				blocks = append(blocks, note(10+r.IntN(120)))
			case 2:
				blocks = append(blocks, &content.Heading{Level: 1 + r.IntN(3), Inlines: inlines("汛情")}, paragraphs(30 + r.IntN(80))[0])
			case 3:
				blocks = append(blocks, &content.Quote{Blocks: paragraphs(50)})
			case 4:
				blocks = append(blocks, tableOf(1, rowsOf(1+r.IntN(8))...))
			case 5:
				blocks = append(blocks, codeBlock(1+r.IntN(9)))
			default:
				blocks = append(blocks, paragraphs(1+r.IntN(260))...)
			}
		}
		if r.IntN(8) == 0 {
			blocks = append(blocks, paragraphs(600+r.IntN(1500))...)
		}
		return blocks
	}
	for range 2 + r.IntN(5) {
		switch r.IntN(6) {
		case 0:
			a.Body = append(a.Body, &content.Heading{Level: 1 + r.IntN(3), Inlines: inlines("测报工作")})
		case 1:
			a.Body = append(a.Body, note(20+r.IntN(200)))
		case 2:
			p := photo(fmt.Sprint("p", len(a.Body), ".jpg"), 1600, 600+r.IntN(900))
			p.Place = content.Place(r.IntN(3))
			a.Body = append(a.Body, p)
		default:
			a.Body = append(a.Body, paragraphs(1+r.IntN(500))...)
		}
		a.Body = append(a.Body, boxOf("编者按", []string{"", "汛期值守"}[r.IntN(2)], inside()...))
	}
	if r.IntN(2) == 0 {
		a.Body = append(a.Body, paragraphs(1+r.IntN(300))...)
	}
	if r.IntN(3) == 0 {
		a.Source = text("办公室")
	}
	if r.IntN(4) == 0 {
		a.Fit = 1 + r.IntN(3)
	}
	return a
}

// Random boxes: nothing overlaps, nothing is lost, notes are on the page of their line,
// and every rule is kept.
func TestRandomBoxes(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 6, 150, 514, 1277, 1415, 60027) {
		r := rand.New(rand.NewPCG(seed, 14))
		name := themeOf(seed)
		set := append([]content.Setting{{Key: "notes.at", Value: []string{"page", "page", "article"}[r.IntN(3)]}, {Key: "box.form", Value: []string{"rule", "tint", "side"}[r.IntN(3)]}}, checkable...)
		th := themed(t, name, set...)
		list := []content.Article{randomBoxes(r), randomBoxes(r)}
		list[1].Start = content.Start(r.IntN(3))
		composeBoxes(t, fmt.Sprint(name, " seed ", seed), th, list...)
	}
}

// The checker finds what is wrong about boxes.
func TestWrongBoxesAreFound(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	a := article("水情")
	a.Body = []content.Block{paragraphs(40)[0], boxOf("编者按", "", paragraphs(1500)...)}
	is := bulletinOf(section("一", a))
	for name, spoil := range map[string]func(item frame.Item) frame.Item{
		"a lost frame": func(item frame.Item) frame.Item {
			if r, ok := item.(*frame.Rule); ok && r.Box > 0 {
				return nil
			}
			return item
		},
		"a closed frame": func(item frame.Item) frame.Item {
			if r, ok := item.(*frame.Rule); ok && r.Box > 0 && r.Height > r.Width {
				return &frame.Rule{Kind: r.Kind, X: r.X, Y: r.Y + r.Height - r.Width, Width: 5 * r.Height, Height: r.Width, Box: r.Box}
			}
			return item
		},
		"text outside": func(item frame.Item) frame.Item {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBoxTitle {
				l.X -= 3 * l.Size
				l.Width += 500 * l.Size
			}
			return item
		},
		"text inside": func(item frame.Item) frame.Item {
			if l, ok := item.(*frame.Line); ok && l.Box > 0 && l.Grid == 20 {
				l.Box = 0
			}
			return item
		},
	} {
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		for i := range doc.Pages {
			pg := &doc.Pages[i]
			items := pg.Items
			pg.Items = nil
			for _, item := range items {
				if item = spoil(item); item != nil {
					pg.Items = append(pg.Items, item)
				}
			}
		}
		if !slices.ContainsFunc(check.Document(doc, pictured(is, th)), func(v check.Violation) bool { return v.Rule == "box 14.2" }) {
			t.Errorf("%s is not found", name)
		}
	}
}

// TestTableInBox: a box with a table and a long text loses nothing and stays on its
// pages, whether it is whole or divided.
func TestTableInBox(t *testing.T) {
	for _, length := range []int{20, 300, 500, 900, 2500} {
		table := &content.Table{Columns: make([]content.Column, 3), Caption: inlines("表1 雨量站"), Notes: slices.Repeat([][]content.Inline{inlines("注：人工观测。")}, 6)}
		for range 2 {
			table.Rows = append(table.Rows, slices.Repeat([]content.Cell{{Rows: 1, Columns: 1, Inlines: []content.Inline{content.Run{Value: "雨量站"}}}}, 3))
		}
		a := article("甲")
		a.Body = append(paragraphs(400), &content.Box{Name: text("资料"), Blocks: append([]content.Block{table}, paragraphs(length)...)})
		is := bulletinOf(section("一", a))
		th := themed(t, "bulletin", checkable...)
		doc, found := compose(t, is, th)
		for _, d := range found {
			if d.Severity > diag.Notice {
				t.Errorf("%d characters: %s", length, d.Message(diag.EN))
			}
		}
		report(t, fmt.Sprint(length), check.Document(doc, options(is, th)))
		cells, chars := 0, 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Box > 0 {
					if l.Kind == frame.KindCell {
						cells++
					} else if l.Kind == frame.KindBody {
						chars += len([]rune(l.Text))
					}
				}
			}
		}
		if cells != 6 || chars != length {
			t.Errorf("%d cells and %d characters in the box, want 6 and %d", cells, chars, length)
		}
	}
}
