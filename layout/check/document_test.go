package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// A handmade issue: cover and contents, then two articles on three pages of a
// block 10 em wide. Lines are of plain Han, one em each.
const (
	blockX = 4 * quad
	block  = 10 * quad
	top    = 6 * quad
	pitch  = 3 * quad / 2
	width  = 18 * quad
	height = 30 * quad
)

// hans returns a line of n Han that begins at x.
func hans(kind frame.Kind, article, blockNo, n int, x, y unit.Abs) *frame.Line {
	var specs []string
	for i := range n {
		specs = append(specs, string([]rune("水务河湖治理生态环境保护")[i%12]))
	}
	l := made{spec: strings.Join(specs, " ")}.line()
	l.Kind, l.Article, l.Block, l.X, l.Y, l.Grid = kind, article, blockNo, x, y, -1
	l.Justify, l.First, l.Last = false, true, true
	return &l
}

// digits returns a line of ASCII text.
func digits(kind frame.Kind, article int, s string, right, y unit.Abs) *frame.Line {
	l := made{spec: strings.Join(strings.Split(s, ""), " ")}.line()
	l.Kind, l.Article, l.X, l.Y, l.Grid = kind, article, right-l.Width, y, -1
	l.Justify, l.First, l.Last = false, true, true
	return &l
}

// body adds a paragraph of n full lines and a last one of 5 Han, beginning at
// line g of the grid.
func body(pg *frame.Page, article, blockNo, g, from, to, n int) {
	for i := from; i < to; i++ {
		x, count := unit.Abs(blockX), 10
		if i == 0 {
			x, count = blockX+2*quad, 8
		}
		if i == n-1 {
			count = 5
		}
		l := hans(frame.KindBody, article, blockNo, count, x, top+unit.Abs(g)*pitch)
		l.Grid, l.First, l.Last, l.Justify = g, i == 0, i == n-1, i < n-1
		l.Measure = block - (x - blockX)
		pg.Items = append(pg.Items, l)
		g++
	}
}

func title(pg *frame.Page, article, n int) {
	l := hans(frame.KindTitle, article, 0, n, blockX+(block-unit.Abs(n)*quad)/2, top-2*pitch)
	l.Measure = block
	pg.Items = append(pg.Items, l)
}

func folio(pg *frame.Page, label string, right bool) {
	pg.Label = label
	x := unit.Abs(blockX + 2*quad)
	if right {
		x = width - blockX
	}
	pg.Items = append(pg.Items, digits(frame.KindFolio, 0, label, x, height-2*quad))
}

// entry adds a contents entry: text, five dots, number.
func entry(pg *frame.Page, article, row int, number string, page int) {
	y := top + unit.Abs(row)*pitch
	text := hans(frame.KindContents, article, row, 4, blockX, y)
	text.Measure = block
	text.Links = []frame.Link{{From: 0, To: 1, Dest: frame.Dest{Page: page}}}
	dots := made{spec: "· · · · ·"}.line()
	for i := range dots.Glyphs {
		dots.Glyphs[i].X, dots.Glyphs[i].Advance = unit.Abs(i)*quad/2, quad/2
	}
	dots.Width, dots.Kind, dots.X, dots.Y, dots.Grid = 5*quad/2, frame.KindLeader, blockX+5*quad, y, -1
	dots.Measure = dots.Width
	pg.Items = append(pg.Items, text, &dots, digits(frame.KindContents, article, number, blockX+block, y))
}

func issue() *frame.Document {
	p := make([]frame.Page, 6)
	for i := range p {
		p[i].Width, p[i].Height = width, height
	}
	p[0].Front = true
	p[0].Items = append(p[0].Items, hans(frame.KindCover, 0, 0, 2, blockX, top), &frame.Rule{X: blockX, Y: top + quad, Width: block, Height: eighth})
	p[1].Front = true
	entry(&p[1], 1, 0, "1", 2)
	entry(&p[1], 2, 1, "3", 4)
	// Article 1: a heading and a paragraph that runs over, a source line.
	title(&p[2], 1, 6)
	body(&p[2], 1, 1, 0, 0, 3, 3)
	h := hans(frame.KindHeading, 1, 2, 4, blockX+2*quad, top+3*pitch)
	h.Grid = 3
	p[2].Items = append(p[2].Items, h)
	body(&p[2], 1, 3, 4, 0, 3, 6)
	folio(&p[2], "1", true)
	body(&p[3], 1, 3, 0, 3, 6, 6)
	p[3].Items = append(p[3].Items, hans(frame.KindSource, 1, 4, 4, blockX+6*quad, top+3*pitch))
	folio(&p[3], "2", false)
	title(&p[4], 2, 4)
	body(&p[4], 2, 1, 0, 0, 4, 4)
	folio(&p[4], "3", true)
	p[5].Blank = true
	return &frame.Document{Pages: p}
}

func options() check.Options {
	return check.Options{Settings: check.Default(), Foot: 2, Outside: true,
		Entry: func(a int) (string, bool) { return "水务河湖", a <= 2 }}
}

// find returns the n-th line of a kind on a page.
func find(d *frame.Document, page int, kind frame.Kind, n int) *frame.Line {
	for _, it := range d.Pages[page].Items {
		if l, ok := it.(*frame.Line); ok && l.Kind == kind {
			if n == 0 {
				return l
			}
			n--
		}
	}
	panic(fmt.Sprintf("no %s on page %d", kind, page))
}

func drop(d *frame.Document, page int, l *frame.Line) {
	items := &d.Pages[page].Items
	*items = slices.DeleteFunc(*items, func(it frame.Item) bool { return it == frame.Item(l) })
}

func TestDocument(t *testing.T) {
	for _, v := range check.Document(issue(), options()) {
		t.Errorf("a right document: %v", v)
	}
	tests := []struct {
		name, rule string
		spoil      func(d *frame.Document, o *check.Options)
	}{
		{"outside the page", "bounds 5.5", func(d *frame.Document, _ *check.Options) { find(d, 3, frame.KindSource, 0).X = 15 * quad }},
		{"above the page", "bounds 5.5", func(d *frame.Document, _ *check.Options) { find(d, 0, frame.KindCover, 0).Y = quad / 2 }},
		{"glyph outside", "bounds 5.5", func(d *frame.Document, _ *check.Options) { find(d, 0, frame.KindCover, 0).Glyphs[1].X = -10 * quad }},
		{"rule outside", "bounds 5.5", func(d *frame.Document, _ *check.Options) { d.Pages[0].Items[1].(*frame.Rule).Width = 30 * quad }},
		{"widow", "widow 5.3", func(d *frame.Document, _ *check.Options) {
			for range 2 {
				l := find(d, 3, frame.KindBody, 0)
				drop(d, 3, l)
				d.Pages[2].Items = slices.Insert(d.Pages[2].Items, len(d.Pages[2].Items)-1, frame.Item(l))
				l.Y, l.Grid = find(d, 2, frame.KindBody, 5).Y+pitch, 7
			}
		}},
		{"orphan", "orphan 5.3", func(d *frame.Document, o *check.Options) { o.Foot = 4 }},
		{"heading at the foot", "heading 5.3", func(d *frame.Document, _ *check.Options) {
			for range 3 {
				drop(d, 2, find(d, 2, frame.KindBody, 3))
			}
		}},
		{"heading with one line", "heading 5.3", func(d *frame.Document, _ *check.Options) {
			for range 2 {
				drop(d, 2, find(d, 2, frame.KindBody, 4))
			}
		}},
		{"source alone", "source 5.3", func(d *frame.Document, _ *check.Options) {
			for range 2 {
				drop(d, 3, find(d, 3, frame.KindBody, 0))
			}
		}},
		{"off the grid", "grid 5.2", func(d *frame.Document, _ *check.Options) { find(d, 4, frame.KindBody, 1).Y++ }},
		{"without grid line", "grid 5.2", func(d *frame.Document, _ *check.Options) { find(d, 4, frame.KindBody, 1).Grid = -1 }},
		{"another pitch given", "grid 5.2", func(d *frame.Document, o *check.Options) { o.Pitch, o.GridTop = pitch+1, top }},
		{"two lines in one place", "order 5.2", func(d *frame.Document, _ *check.Options) {
			l, above := find(d, 4, frame.KindBody, 1), find(d, 4, frame.KindBody, 0)
			l.Y, l.Grid = above.Y, above.Grid
		}},
		{"measure in parts of an em", "measure 4", func(d *frame.Document, _ *check.Options) {
			l := find(d, 4, frame.KindBody, 3)
			l.Measure += quad / 2
		}},
		{"wrong folio", "folio 6", func(d *frame.Document, _ *check.Options) { d.Pages[3].Label = "12" }},
		{"folio missing", "folio 6", func(d *frame.Document, _ *check.Options) { drop(d, 3, find(d, 3, frame.KindFolio, 0)) }},
		{"number on a blank page", "folio 6", func(d *frame.Document, _ *check.Options) { folio(&d.Pages[5], "4", false) }},
		{"text on a blank page", "blank 6", func(d *frame.Document, _ *check.Options) { d.Pages[3].Blank = true }},
		{"verso first", "recto 6", func(d *frame.Document, _ *check.Options) { d.Pages = d.Pages[1:] }},
		{"folio inside", "folio outside", func(d *frame.Document, _ *check.Options) { find(d, 3, frame.KindFolio, 0).X = 12 * quad }},
		{"stale contents", "contents 6", func(d *frame.Document, _ *check.Options) {
			l := find(d, 1, frame.KindContents, 3)
			l.Text, l.Glyphs[0].Text = "2", "2"
		}},
		{"entry missing", "contents 6", func(d *frame.Document, _ *check.Options) {
			drop(d, 1, find(d, 1, frame.KindContents, 3))
			drop(d, 1, find(d, 1, frame.KindContents, 2))
		}},
		{"entry leads elsewhere", "contents 6", func(d *frame.Document, _ *check.Options) { find(d, 1, frame.KindContents, 2).Links[0].Dest.Page = 3 }},
		{"ragged numbers", "contents 6", func(d *frame.Document, _ *check.Options) { find(d, 1, frame.KindContents, 3).X-- }},
		{"another entry", "contents 6", func(d *frame.Document, o *check.Options) {
			o.Entry = func(a int) (string, bool) { return "水务河", a == 1 }
		}},
		{"no dots", "leader 6", func(d *frame.Document, _ *check.Options) { drop(d, 1, find(d, 1, frame.KindLeader, 0)) }},
		{"one dot", "leader 6", func(d *frame.Document, _ *check.Options) {
			l := find(d, 1, frame.KindLeader, 0)
			l.Glyphs = l.Glyphs[:1]
		}},
		{"dots out of line", "leader 6", func(d *frame.Document, _ *check.Options) { find(d, 1, frame.KindLeader, 1).X++ }},
		{"dots touch the number", "leader 6", func(d *frame.Document, _ *check.Options) {
			l := find(d, 1, frame.KindLeader, 1)
			l.Width = 9*quad + 4*eighth - 5*quad
		}},
		{"title off centre", "title 5.4", func(d *frame.Document, _ *check.Options) { find(d, 2, frame.KindTitle, 0).X += quad }},
		{"short last title line", "title 5.4", func(d *frame.Document, o *check.Options) {
			pg := &d.Pages[4]
			first := find(d, 4, frame.KindTitle, 0)
			second := hans(frame.KindTitle, 2, 0, 2, blockX+4*quad, first.Y+pitch/2)
			second.Measure = block
			first.Last, second.First = false, false
			pg.Items = slices.Insert(pg.Items, 1, frame.Item(second))
			o.Title = func(a int) (string, bool) { return first.Text + second.Text, a == 2 }
		}},
		{"a line in a paragraph wrong", "sum 9", func(d *frame.Document, _ *check.Options) { find(d, 4, frame.KindBody, 1).Measure += quad }},
		{"a grid of another article", "grid 5.2", func(d *frame.Document, _ *check.Options) {
			for i := range 4 {
				find(d, 4, frame.KindBody, i).Y += pitch / 2
			}
		}},
		{"left of the page", "bounds 5.5", func(d *frame.Document, _ *check.Options) { find(d, 0, frame.KindCover, 0).X = -quad }},
		{"text on text", "overlap 5.5", func(d *frame.Document, _ *check.Options) {
			d.Pages[0].Items = append(d.Pages[0].Items, hans(frame.KindCover, 0, 1, 2, blockX+quad, top))
		}},
		{"a rule through text", "overlap 5.5", func(d *frame.Document, _ *check.Options) { d.Pages[0].Items[1].(*frame.Rule).Y = top - quad/2 }},
		{"rule of no size", "bounds 5.5", func(d *frame.Document, _ *check.Options) { d.Pages[0].Items[1].(*frame.Rule).Height = 0 }},
		{"hyphen in a title", "hyphens 4.2", func(d *frame.Document, _ *check.Options) {
			l := find(d, 4, frame.KindTitle, 0)
			l.Glyphs[3].Hyphen, l.Glyphs[3].Text = true, ""
		}},
		{"title parted from its text", "heading 5.3", func(d *frame.Document, _ *check.Options) {
			l := find(d, 2, frame.KindHeading, 0)
			for range 3 {
				drop(d, 2, find(d, 2, frame.KindBody, 3))
			}
			d.Pages[3].Items = slices.Insert(d.Pages[3].Items, 0, frame.Item(hans(frame.KindHeading, 1, 7, 4, l.X, top-pitch)))
		}},
		{"two folios", "folio 6", func(d *frame.Document, _ *check.Options) { folio(&d.Pages[3], "2", false) }},
		{"numbers out of sequence", "folio 6", func(d *frame.Document, _ *check.Options) {
			drop(d, 3, find(d, 3, frame.KindFolio, 0))
			folio(&d.Pages[3], "7", false)
		}},
		{"entry of nothing", "contents 6", func(d *frame.Document, _ *check.Options) {
			find(d, 1, frame.KindContents, 2).Article, find(d, 1, frame.KindContents, 3).Article = 9, 9
		}},
		{"dots on one another", "leader 6", func(d *frame.Document, _ *check.Options) { find(d, 1, frame.KindLeader, 1).Glyphs[1].X = 0 }},
		{"line without glyphs", "text 9", func(d *frame.Document, _ *check.Options) { find(d, 4, frame.KindBody, 2).Glyphs = nil }},
		{"text lost", "text 9", func(d *frame.Document, o *check.Options) {
			o.Text = func(a int) (string, bool) {
				return find(d, 4, frame.KindBody, 0).Text + "丢了", a <= 2
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, o := issue(), options()
			tt.spoil(d, &o)
			vs := check.Document(d, o)
			for _, v := range vs {
				if v.Rule == tt.rule {
					return
				}
			}
			t.Errorf("no %q among %v", tt.rule, vs)
		})
	}
}

// TestOwnGrid checks a copyfitted article, whose lines are on a grid of its own.
func TestOwnGrid(t *testing.T) {
	d := issue()
	for i := range 4 {
		l := find(d, 4, frame.KindBody, i)
		l.Y += pitch / 2
		l.Register = "fit-2"
	}
	for _, v := range check.Document(d, options()) {
		t.Error(v)
	}
}

// dump writes a document as the README describes --dump.
func dump(d *frame.Document) string {
	var b strings.Builder
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			l, ok := it.(*frame.Line)
			if !ok {
				continue
			}
			fmt.Fprintf(&b, `{"page":%d,"label":%q,"kind":%q,"article":%d,"text":%q,"x":%s,"y":%s,"width":%s,"measure":%s,"grid":%d,"last":%v,"repair":%q,"glyphs":[`,
				i+1, d.Pages[i].Label, l.Kind, l.Article, l.Text, l.X, l.Y, l.Width, l.Measure, l.Grid, l.Last, l.Repair)
			for j, g := range l.Glyphs {
				if j > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(&b, `[%q,%s,%s,"Song"]`, g.Text, g.X, g.Advance)
			}
			b.WriteString("]}\n")
		}
	}
	return b.String()
}

func TestDump(t *testing.T) {
	good := dump(issue())
	d, err := check.ReadDump(strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range d.Check(options()) {
		t.Errorf("a right dump: %v", v)
	}
	for rule, edit := range map[string][2]string{
		"sum 9":      {`"width":160,"measure":160`, `"width":160,"measure":160.00001`},
		"grid 5.2":   {`"y":168`, `"y":168.00001`},
		"contents 6": {`"text":"3"`, `"text":"2"`},
		"text 9":     {`"text":"水务河湖治"`, `"text":"水务河湖治丢"`},
	} {
		bad := strings.Replace(good, edit[0], edit[1], 1)
		if rule == "contents 6" {
			bad = strings.Replace(bad, `["3",`, `["2",`, 1)
		}
		if bad == good {
			t.Fatalf("%s: %q is not in the dump", rule, edit[0])
		}
		d, err := check.ReadDump(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		vs := d.Check(options())
		if !slices.ContainsFunc(vs, func(v check.Violation) bool { return v.Rule == rule }) {
			t.Errorf("no %q among %v", rule, vs)
		}
	}
	for _, bad := range []string{`{"page":1,"x":1.000001`, `{"page":1,"x":1e2,"y":1,"width":1,"measure":1}`, "{}\n{", `{"page":1,"x":1,"y":1,"width":1,"measure":1,"glyphs":[["a",1]]}`} {
		if _, err := check.ReadDump(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

func TestParseAbs(t *testing.T) {
	for _, a := range []unit.Abs{0, 1, -1, 99999, 100000, -1375000, 12345678901} {
		if got, err := check.ParseAbs(a.String()); err != nil || got != a {
			t.Errorf("%s: %d, %v", a, got, err)
		}
	}
	for _, s := range []string{"", "-", ".", "1.", ".5", "1.000000", "1e3", "0x1", "1,5", "+1", "99999999999999999999"} {
		if _, err := check.ParseAbs(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}
