package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch/pdfread"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/theme"
)

// TestNestings builds articles with every kind of block in every other one, and
// compares the structure of the PDF, read by an independent reader and by Poppler,
// and the nodes of the dump with the copy.
func TestNestings(t *testing.T) {
	step := 8 // which meets each container at each depth
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 1
	}
	for _, name := range []string{"bulletin", "gongwen"} {
		t.Run(name, func(t *testing.T) {
			var log diag.List
			off := []content.Setting{{Key: "cover.show", Value: false}, {Key: "headings.number", Value: false}}
			th, err := theme.Loader{}.Load(content.Text{Value: name}, off, &log)
			if err != nil {
				t.Fatal(err)
			}
			compose := func(is *content.Issue) *frame.Document {
				var log diag.List
				doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
				for _, d := range log.Items() {
					if d.Severity == diag.Error {
						t.Error(d.Message(diag.EN))
					}
				}
				return doc
			}
			write := func(doc *frame.Document, opt pdf.Options) []byte {
				t.Helper()
				file, err := pdf.Bytes(doc, opt)
				if err != nil {
					t.Fatal(err)
				}
				return file
			}

			is := nestings(t, step, true)
			doc, want := compose(is), wantedTree(is, th)
			var dump bytes.Buffer
			if err := frame.Dump(&dump, doc); err != nil {
				t.Fatal(err)
			}
			compareNodes(t, dumpedNodes(t, dump.Bytes()), want)
			compareTrees(t, "read back", readTree(t, write(doc, pdf.Options{})), want, (*branch).shape)

			// Others take their time. Poppler also loses what follows an ActualText
			// inside marked content, which loose lines have: it gets short ones.
			t.Run("poppler", func(t *testing.T) {
				is := nestings(t, 20, false)
				found := pdftest.Elements(t, write(compose(is), pdf.Options{}))
				compareTrees(t, "Poppler", branchOf(found), wantedTree(is, th), (*branch).texts)
			})
			if pdftest.HasVeraPDF() {
				few := compose(nestings(t, 17, true))
				pdftest.VeraPDF(t, write(few, pdf.Options{}), "ua1")
				pdftest.VeraPDF(t, write(few, pdf.Options{Profile: pdf.Archive, Standard: pdf.A2a}), "2a")
			}
		})
	}
}

// nestings returns an issue with every nesting of four quotations and lists, with and
// without paragraphs around the nested block, and with random ones that also contain
// headings and pictures and, if long, paragraphs of several pages. Only one in step
// of them is included.
func nestings(t *testing.T, step int, long bool) *content.Issue {
	g := &nester{image: testImage(t), lengths: []int{4}}
	if long {
		g.lengths = []int{4, 4, 60, 900}
	}
	container := func(kind int, blocks []content.Block) content.Block {
		switch kind {
		case 0:
			return &content.Quote{Blocks: blocks}
		case 1:
			return &content.List{Items: [][]content.Block{blocks}}
		}
		return &content.List{Ordered: true, Start: 1, Items: [][]content.Block{{g.paragraph(4)}, blocks}}
	}
	var chains, random []content.Article
	add := func(list *[]content.Article, body []content.Block) {
		*list = append(*list, content.Article{Title: content.Text{Value: g.text("题", 3)}, Start: content.StartContinue, Body: body})
	}
	for n := 0; n < 3*3*3*3; n += step {
		for around := range 4 { // bit 0: a paragraph before, bit 1: one after
			var blocks []content.Block
			for rest, depth := n, 0; depth <= 4; rest, depth = rest/3, depth+1 {
				if around&1 != 0 || depth == 0 {
					blocks = slices.Insert(blocks, 0, content.Block(g.paragraph(4)))
				}
				if around&2 != 0 {
					blocks = append(blocks, g.paragraph(4))
				}
				if depth < 4 {
					blocks = []content.Block{container(rest%3, blocks)}
				}
			}
			add(&chains, blocks)
		}
	}
	add(&chains, g.official())
	for seed := 0; seed < 60; seed += step {
		g.Rand = rand.New(rand.NewPCG(uint64(seed), 10))
		add(&random, g.blocks(0))
	}
	is := &content.Issue{Sections: []content.Section{{Title: content.Text{Value: "全部"}, Articles: chains}, {Title: content.Text{Value: "随机"}, Articles: random}}}
	is.Publication = content.Publication{Title: content.Text{Value: "嵌套"}, Lang: "zh-Hans"}
	is.Number = content.Number{Year: 2024, Issue: content.Text{Value: "6"}, Date: content.Date{Year: 2024, Month: 6, Day: 28}}
	return is
}

func testImage(t *testing.T) *picture.Image {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 600, 400))); err != nil {
		t.Fatal(err)
	}
	im, err := picture.Open("图.png", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// nester makes blocks whose texts are all different.
type nester struct {
	*rand.Rand
	image   *picture.Image
	lengths []int // of random paragraphs
	n       int
	boxed   bool // in a box, which has no pictures
}

// text returns a text of at least so many characters.
func (g *nester) text(prefix string, length int) string {
	g.n++
	var b strings.Builder
	b.WriteString(prefix)
	for _, d := range strconv.Itoa(g.n) {
		b.WriteString(string([]rune("甲乙丙丁戊己庚辛壬癸")[d-'0']))
	}
	for b.Len() < 3*length {
		b.WriteString("各科室分工协作")
	}
	return b.String()
}

func (g *nester) paragraph(length int) *content.Paragraph {
	return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: g.text("段", length)}}}
}

// official returns the body of a document with all parts that are known by their
// look.
func (g *nester) official() []content.Block {
	part := func(p content.Part, length int) content.Block {
		paragraph := g.paragraph(length)
		paragraph.Part = p
		return paragraph
	}
	led := g.paragraph(60)
	led.Inlines = append([]content.Inline{content.Run{Value: g.text("一、", 4) + "。", Lead: content.RunIn1}}, led.Inlines...)
	return []content.Block{
		part(content.Salutation, 4), led,
		&content.Heading{Level: 1, Division: true, Inlines: []content.Inline{content.Run{Value: g.text("章", 3)}}}, g.paragraph(4),
		part(content.Attachment, 40), part(content.Attachment, 4),
		part(content.Signature, 4), part(content.Signature, 4), part(content.SignedDate, 4),
	}
}

// blocks returns blocks nested up to four deep.
func (g *nester) blocks(depth int) []content.Block {
	var out []content.Block
	for range 1 + g.IntN(4) {
		switch k := g.IntN(10); {
		case k == 0:
			out = append(out, &content.Heading{Level: 1 + g.IntN(4), Inlines: []content.Inline{content.Run{Value: g.text("标", 3)}}})
		case k == 1 && !g.boxed:
			out = append(out, g.picture(depth))
		case k == 2:
			out = append(out, g.table(depth))
		case k == 3 && g.IntN(2) == 0:
			code := &content.Code{}
			for range 1 + g.IntN(9) {
				code.Lines = append(code.Lines, content.Text{Value: g.text("码", g.IntN(90))})
			}
			out = append(out, code)
		case k == 3 && depth == 0:
			b := &content.Box{Name: content.Text{Value: g.text("框", 2)}}
			if g.IntN(2) == 0 {
				b.Title = []content.Inline{content.Run{Value: g.text("题", 3)}}
			}
			g.boxed = true
			b.Blocks = g.blocks(1)
			g.boxed = false
			out = append(out, b)
		case k == 4 && g.IntN(2) == 0:
			out = append(out, g.lines())
		case k < 5 && depth < 4:
			out = append(out, &content.Quote{Blocks: g.blocks(depth + 1)})
		case k < 8 && depth < 4:
			l := &content.List{Ordered: g.IntN(2) == 0, Start: 1 + g.IntN(9)}
			for range 1 + g.IntN(3) {
				l.Items = append(l.Items, g.blocks(depth+1))
			}
			out = append(out, l)
		default:
			p := g.paragraph(g.lengths[g.IntN(len(g.lengths))])
			for g.IntN(4) == 0 {
				p.Inlines = append(p.Inlines, content.NoteCall{Note: g.note()})
			}
			out = append(out, p)
		}
	}
	return out
}

// note returns a note of one to three paragraphs.
func (g *nester) note() *content.Note {
	n := &content.Note{Label: strconv.Itoa(g.n), End: g.n%3 == 0}
	for range 1 + g.IntN(3) {
		n.Paragraphs = append(n.Paragraphs, []content.Inline{content.Run{Value: g.text("释", 1+g.IntN(60))}})
	}
	return n
}

// lines returns a verse or a list of names.
func (g *nester) lines() content.Block {
	if g.IntN(2) == 0 {
		list := &content.NameList{}
		for range 1 + g.IntN(5) {
			list.Names = append(list.Names, content.Text{Value: g.text("名", 1)})
		}
		return list
	}
	v := &content.Verse{Quoted: g.IntN(2) == 0}
	for range 1 + g.IntN(3) {
		v.Stanzas = append(v.Stanzas, []content.Inline{content.Run{Value: g.text("诗", 4)}})
	}
	return v
}

// table returns a table with heads, joined cells and empty ones; at the top level
// it may be taller than a page, or turned.
func (g *nester) table(depth int) *content.Table {
	columns, body := 2+g.IntN(3), 1+g.IntN(5)
	t := &content.Table{Columns: make([]content.Column, columns), Head: g.IntN(3), Side: g.IntN(2)}
	if depth == 0 {
		t.Rotate = g.IntN(4) == 0
		if g.IntN(3) == 0 {
			body = 60
		}
	}
	inlines := func(prefix string) []content.Inline { return []content.Inline{content.Run{Value: g.text(prefix, 2)}} }
	for range t.Head + body {
		row := make([]content.Cell, columns)
		for c := range row {
			if row[c] = (content.Cell{Rows: 1, Columns: 1}); g.IntN(5) > 0 {
				row[c].Inlines = inlines("格")
			}
		}
		t.Rows = append(t.Rows, row)
	}
	join := func(row, column, rows, columns int) {
		for r := row; r < row+rows; r++ {
			for c := column; c < column+columns; c++ {
				if r > row || c > column {
					t.Rows[r][c] = content.Cell{}
				}
			}
		}
		t.Rows[row][column].Rows, t.Rows[row][column].Columns = rows, columns
	}
	if g.IntN(2) == 0 {
		join(0, columns-2, 1, 2)
	}
	if body > 1 && g.IntN(2) == 0 {
		join(t.Head+body-2, 0, 2, 1)
	}
	if g.IntN(2) == 0 {
		t.Caption = inlines("表")
	}
	if g.IntN(2) == 0 {
		t.Unit = inlines("位")
	}
	for range g.IntN(3) {
		t.Notes = append(t.Notes, inlines("注"))
	}
	for r := range t.Rows {
		for c := range t.Rows[r] {
			if cell := &t.Rows[r][c]; cell.Inlines != nil && len(t.Called) < 5 && g.IntN(12) == 0 {
				t.Called = append(t.Called, g.note())
				cell.Inlines = append(cell.Inlines, content.NoteCall{Note: t.Called[len(t.Called)-1], Number: len(t.Called)})
			}
		}
	}
	return t
}

func (g *nester) picture(depth int) *content.Picture {
	p := &content.Picture{Image: g.image, File: content.Text{Value: "图.png"}, Alt: content.Text{Value: g.text("画", 3)}, Width: content.Text{Value: "30mm"}}
	if g.IntN(2) == 0 {
		p.Caption = []content.Inline{content.Run{Value: g.text("说", 3)}}
	}
	if g.IntN(5) == 0 {
		p.Decorative, p.Alt.Value = true, ""
	}
	if depth == 0 {
		p.Place = content.Place(g.IntN(3))
	}
	return p
}

// branch is an element of a document's structure, expected or read.
type branch struct {
	role, text, alt, attributes string
	at                          int // how many of kids stand before the text
	kids                        []*branch
}

// mark is the mark of a note in the tree that is expected: of its call if the role is
// Reference, of the note if it is Lbl. Which number it has depends on the page.
func (b *branch) mark(role string) { b.add(role, "").add("Link", anyMark) }

// anyMark stands for all marks of notes.
const anyMark = "①"

// unnumbered returns a text with all marks of notes replaced by the same.
func unnumbered(text string) string {
	for n := range 100 {
		text = strings.ReplaceAll(text, content.EndMark(n+1), anyMark)
	}
	return strings.Map(func(r rune) rune {
		if r >= '①' && r <= '⑳' || r >= '㉑' && r <= '㉟' || r >= '㊱' && r <= '㊿' {
			return '①'
		}
		return r
	}, text)
}

func (b *branch) add(role, text string) *branch {
	k := &branch{role: role, text: text}
	b.kids = append(b.kids, k)
	return k
}

// write writes a tree; own returns the text for the content of an element.
func (b *branch) write(out *strings.Builder, own func(*branch) string) {
	out.WriteString(b.role + "(")
	for i, k := range b.kids {
		if i == b.at {
			out.WriteString(own(b))
		}
		k.write(out, own)
	}
	if b.at >= len(b.kids) {
		out.WriteString(own(b))
	}
	out.WriteString(")")
}

// shape returns the tree without texts: roles, alternate texts, attributes, and which
// elements have content.
func (b *branch) shape() string {
	var out strings.Builder
	b.write(&out, func(b *branch) string {
		s := b.alt + b.attributes
		if b.text != "" {
			s += "·"
		}
		return s
	})
	return out.String()
}

// texts returns the tree with its texts. Poppler finds no text in a figure.
func (b *branch) texts() string {
	var out strings.Builder
	b.write(&out, func(b *branch) string {
		if b.role == "Figure" {
			return ""
		}
		return unnumbered(b.text)
	})
	return out.String()
}

func compareTrees(t *testing.T, reader string, got, want *branch, write func(*branch) string) {
	t.Helper()
	g, w := write(got), write(want)
	if g == w {
		return
	}
	if len(got.kids) != len(want.kids) {
		t.Errorf("%s: %d sections, want %d", reader, len(got.kids), len(want.kids))
		return
	}
	wrong := 0
	for i := range want.kids {
		a, b := got.kids[i].kids, want.kids[i].kids
		for k := range min(len(a), len(b)) {
			if g, w := write(a[k]), write(b[k]); g != w && wrong < 3 {
				wrong++
				at := 0
				for at < min(len(g), len(w)) && g[at] == w[at] {
					at++
				}
				t.Errorf("%s: article %d, from byte %d on\ngot  %.300s\nwant %.300s", reader, k, at, g[max(0, at-60):], w[max(0, at-60):])
			}
		}
	}
	if wrong == 0 {
		t.Errorf("%s: the trees differ in the number of articles", reader)
	}
}

// wantedTree derives the structure from the copy alone.
func wantedTree(is *content.Issue, th *theme.Theme) *branch {
	w := &wanted{th: th}
	root := &branch{role: "Document"}
	for i := range is.Sections {
		s := root.add("Sect", "")
		s.add("H1", strings.ReplaceAll(string(th.Label.Form), "{title}", is.Sections[i].Title.Value))
		for k := range is.Sections[i].Articles {
			a := &is.Sections[i].Articles[k]
			art := s.add("Art", "")
			art.add("H2", a.Title.Value)
			w.heading = 2
			w.blocks(art, a.Body, false)
		}
	}
	return root
}

type wanted struct {
	th      *theme.Theme
	heading int // level of the last one
}

func (w *wanted) blocks(in *branch, blocks []content.Block, bare bool) {
	for _, blk := range blocks {
		switch blk := blk.(type) {
		case *content.Paragraph:
			p := in
			if text := content.JoinedRuns(blk.Inlines).Value; bare {
				in.text, in.at = text, len(in.kids)
			} else {
				p = in.add("P", text)
			}
			var notes []*content.Note
			for note := range content.Notes(blk.Inlines) {
				p.mark("Reference")
				notes = append(notes, note)
			}
			for _, note := range notes {
				in.note(note)
			}
		case *content.Heading:
			w.heading = min(2+blk.Level, w.heading+1, 6)
			in.add("H"+strconv.Itoa(w.heading), content.JoinedRuns(blk.Inlines).Value)
		case *content.Quote:
			q := &branch{role: "BlockQuote"}
			w.blocks(q, blk.Blocks, false)
			if len(q.kids) > 0 {
				in.kids = append(in.kids, q)
			}
		case *content.Box:
			q := in.add("Aside", "")
			title := blk.Name.Value
			if blk.Title != nil {
				title += "\u3000" + content.JoinedRuns(blk.Title).Value
			}
			q.add("P", title)
			w.blocks(q, blk.Blocks, false)
		case *content.List:
			w.list(in, blk)
		case *content.Picture:
			w.picture(in, blk)
		case *content.Table:
			w.table(in, blk)
		case *content.Code:
			text := ""
			for _, l := range blk.Lines {
				text += l.Value
			}
			in.add("P", "").add("Code", text)
		case *content.NameList:
			l := in.add("L", "")
			for _, name := range blk.Names {
				l.add("LI", "").add("LBody", name.Value)
			}
		case *content.Verse:
			v := in.add(map[bool]string{false: "Div", true: "BlockQuote"}[blk.Quoted], "")
			for _, stanza := range blk.Stanzas {
				v.add("P", content.JoinedRuns(stanza).Value)
			}
		}
	}
}

// note adds a note (ISO 32000-1 14.8.4.4): its mark, its first paragraph, the others.
func (b *branch) note(note *content.Note) {
	n := b.add("Note", content.JoinedRuns(note.Paragraphs[0]).Value)
	n.mark("Lbl")
	n.at = 1
	for _, in := range note.Paragraphs[1:] {
		n.add("P", content.JoinedRuns(in).Value)
	}
}

// inLine reports whether an element is made of a part of a line of its parent, so that
// a dump has no node for it: what a link is around.
func (b *branch) inLine() bool { return len(b.kids) == 1 && b.kids[0].role == "Link" }

func (w *wanted) list(in *branch, list *content.List) {
	l := in.add("L", "")
	l.attributes = "Disc"
	if list.Ordered {
		l.attributes = "Decimal"
	}
	for i, item := range list.Items {
		mark := w.th.List.Bullet
		if list.Ordered {
			mark = strings.ReplaceAll(string(w.th.List.Number), "{n}", strconv.Itoa(list.Start+i))
		}
		li := l.add("LI", "")
		li.add("Lbl", mark)
		paragraphs := 0
		for _, blk := range item {
			if _, ok := blk.(*content.Paragraph); ok {
				paragraphs++
			}
		}
		body := &branch{role: "LBody"}
		w.blocks(body, item, paragraphs == 1)
		if body.text != "" || len(body.kids) > 0 {
			li.kids = append(li.kids, body)
		}
	}
}

// table derives a table's elements (ISO 32000-1 14.8.4.3.4, ISO 14289-1 7.5). Its
// notes follow it.
func (w *wanted) table(in *branch, t *content.Table) {
	text := func(list []content.Inline) string {
		if list == nil {
			return ""
		}
		return list[0].(content.Run).Value
	}
	table := in.add("Table", "")
	if t.Caption != nil || t.Unit != nil {
		caption := table.add("Caption", text(t.Caption))
		if t.Unit != nil {
			caption.add("P", text(t.Unit))
		}
	}
	var group *branch
	for r, row := range t.Rows {
		if r == 0 && t.Head > 0 {
			group = table.add("THead", "")
		} else if r == t.Head {
			group = table.add("TBody", "")
		}
		tr := group.add("TR", "")
		for c := range row {
			cell := &row[c]
			if cell.Rows == 0 {
				continue
			}
			e := tr.add("TD", text(cell.Inlines))
			for _, x := range cell.Inlines {
				if _, ok := x.(content.NoteCall); ok {
					e.mark("Reference")
				}
			}
			if r < t.Head || c < t.Side {
				e.role = "TH"
				e.attributes = "Scope=" + map[[2]bool]string{{true, false}: "Column", {false, true}: "Row", {true, true}: "Both"}[[2]bool{r < t.Head, c < t.Side}]
			}
			if cell.Rows > 1 {
				e.attributes += "RowSpan=" + strconv.Itoa(cell.Rows)
			}
			if cell.Columns > 1 {
				e.attributes += "ColSpan=" + strconv.Itoa(cell.Columns)
			}
		}
	}
	for _, note := range t.Called {
		in.note(note)
	}
	for _, note := range t.Notes {
		in.add("P", text(note))
	}
}

func (w *wanted) picture(in *branch, p *content.Picture) {
	switch {
	case p.Decorative && p.Caption != nil:
		in.add("P", captionText(p))
		return
	case p.Decorative:
		return
	case p.Caption != nil:
		in = in.add("Div", "")
	}
	in.add("Figure", p.File.Value).alt = p.Alt.Value
	if p.Caption != nil {
		in.add("Caption", captionText(p))
	}
}

func captionText(p *content.Picture) string { return content.JoinedRuns(p.Caption).Value }

// compareNodes compares the texts of a dump's nodes with a tree.
func compareNodes(t *testing.T, got map[string]string, root *branch) {
	t.Helper()
	want := map[string]string{}
	var walk func(b *branch, path string)
	walk = func(b *branch, path string) {
		text, nodes := "", 0
		for i := range len(b.kids) + 1 {
			if i == min(b.at, len(b.kids)) {
				text += b.text
			}
			if i == len(b.kids) {
				break
			}
			if k := b.kids[i]; k.inLine() {
				text += k.kids[0].text
			} else {
				nodes++
				walk(k, strings.TrimPrefix(fmt.Sprintf("%s/%s[%d]", path, k.role, nodes), "/"))
			}
		}
		if text != "" {
			want[path] = text
		}
	}
	walk(root, "")
	wrong := 0
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if unnumbered(got[path]) != want[path] && wrong < 5 {
			wrong++
			t.Errorf("the dump has %q in %s, want %q", got[path], path, want[path])
		}
	}
	if len(got) != len(want) {
		t.Errorf("the dump has content of %d nodes, want %d", len(got), len(want))
	}
}

// dumpedNodes returns the content of each node in a dump.
func dumpedNodes(t *testing.T, dump []byte) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for line := range bytes.Lines(dump) {
		var item struct {
			Kind, Node, Text, File string
			Repeated               bool
		}
		if err := json.Unmarshal(line, &item); err != nil {
			t.Fatal(err)
		}
		if item.Node == "" {
			if item.Kind != "folio" && item.Kind != "picture" && item.Kind != "continued" && item.Kind != "rule" && !item.Repeated {
				t.Errorf("a line of kind %s has no node: %q", item.Kind, item.Text)
			}
			continue
		}
		if item.Repeated || item.Kind == "continued" {
			t.Errorf("a line of kind %s that is repeated has a node: %q", item.Kind, item.Text)
		}
		if text := item.Text + item.File; text != "" { // but an empty cell
			texts[item.Node] += text
		}
	}
	return texts
}

func branchOf(e pdftest.Element) *branch {
	b := &branch{role: e.Role, text: e.Text, at: e.At}
	for i := range e.Kids {
		b.kids = append(b.kids, branchOf(e.Kids[i]))
	}
	return b
}

// treeReader reads a file's structure without the code that wrote it.
type treeReader struct {
	t     *testing.T
	file  *pdfread.File
	marks map[[2]int]pdfread.Ref // element of a page's object and a mark in its content
	used  int
}

// readTree returns a file's structure. Each piece of marked content belongs to the
// element that the parent tree gives for it (ISO 32000-1 14.7.4.4).
func readTree(t *testing.T, data []byte) *branch {
	t.Helper()
	file, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	r := &treeReader{t: t, file: file, marks: map[[2]int]pdfread.Ref{}}
	catalog := r.dict(file.Trailer.Get("Root"))
	root := r.dict(catalog.Get("StructTreeRoot"))
	parents := map[int64]pdfread.Object{}
	r.numbers(root.Get("ParentTree"), parents)
	r.pages(catalog.Get("Pages"), parents)
	top, ok := root.Get("K").(pdfread.Ref)
	if !ok {
		t.Fatal("the structure has no root")
	}
	tree := r.element(top, root)
	if r.used != len(r.marks) {
		t.Errorf("%d pieces of marked content in the tree, %d on the pages", r.used, len(r.marks))
	}
	return tree
}

func (r *treeReader) dict(o pdfread.Object) *pdfread.Dict {
	r.t.Helper()
	d, err := r.file.Dict(o)
	if err != nil || d == nil {
		r.t.Fatalf("%v is not a dictionary: %v", o, err)
	}
	return d
}

func (r *treeReader) array(o pdfread.Object) pdfread.Array {
	r.t.Helper()
	v, err := r.file.Resolve(o)
	if err != nil {
		r.t.Fatal(err)
	}
	switch v := v.(type) {
	case nil:
		return nil
	case pdfread.Array:
		return v
	}
	return pdfread.Array{o}
}

// numbers reads a number tree.
func (r *treeReader) numbers(o pdfread.Object, out map[int64]pdfread.Object) {
	d := r.dict(o)
	nums := r.array(d.Get("Nums"))
	for i := 0; i+1 < len(nums); i += 2 {
		out[nums[i].(int64)] = nums[i+1]
	}
	for _, kid := range r.array(d.Get("Kids")) {
		r.numbers(kid, out)
	}
}

// pages records the elements of each page's marked content.
func (r *treeReader) pages(o pdfread.Object, parents map[int64]pdfread.Object) {
	d := r.dict(o)
	for _, kid := range r.array(d.Get("Kids")) {
		r.pages(kid, parents)
	}
	if key, ok := d.Get("StructParents").(int64); ok {
		for mark, e := range r.array(parents[key]) {
			r.marks[[2]int{o.(pdfread.Ref).Number, mark}] = e.(pdfread.Ref)
		}
	}
}

func (r *treeReader) element(ref pdfread.Ref, parent *pdfread.Dict) *branch {
	d := r.dict(ref)
	if up := r.dict(d.Get("P")); up.Get("S") != parent.Get("S") {
		r.t.Errorf("a %v in a %v has the parent %v", d.Get("S"), parent.Get("S"), up.Get("S"))
	}
	b := &branch{role: string(d.Get("S").(pdfread.Name))}
	if alt, ok := d.Get("Alt").(pdfread.String); ok {
		b.alt = alt.Text()
	}
	for _, a := range r.array(d.Get("A")) {
		if n, ok := r.dict(a).Get("ListNumbering").(pdfread.Name); ok {
			b.attributes = string(n)
		}
		for _, key := range []pdfread.Name{"Scope", "RowSpan", "ColSpan"} {
			if v := r.dict(a).Get(key); v != nil {
				if r.dict(a).Get("O") != pdfread.Name("Table") {
					r.t.Errorf("%s has the owner %v", key, r.dict(a).Get("O"))
				}
				b.attributes += fmt.Sprintf("%s=%v", key, v)
			}
		}
	}
	mark := func(page pdfread.Object, id int64) {
		r.used++
		if of, ok := page.(pdfread.Ref); !ok || r.marks[[2]int{of.Number, int(id)}] != ref {
			r.t.Errorf("mark %d of page %v is content of a %s; its page has it elsewhere", id, page, b.role)
		}
		if b.text == "" {
			b.text, b.at = "·", len(b.kids)
		} else if b.at != len(b.kids) {
			r.t.Errorf("the content of a %s is in pieces among its kids", b.role)
		}
	}
	for _, kid := range r.array(d.Get("K")) {
		if id, ok := kid.(int64); ok {
			mark(d.Get("Pg"), id)
			continue
		}
		k := r.dict(kid)
		if k.Get("Type") == pdfread.Name("OBJR") {
			continue // the annotation of a link
		}
		if k.Get("Type") == pdfread.Name("MCR") {
			mark(k.Get("Pg"), k.Get("MCID").(int64))
			continue
		}
		b.kids = append(b.kids, r.element(kid.(pdfread.Ref), d))
	}
	return b
}
