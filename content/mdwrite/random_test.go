package mdwrite

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/picture"
)

var seed = flag.Uint64("seed", 0, "the one seed of TestRandom to run")

// TestRandom writes random blocks whose texts are full of signs of Markdown.
func TestRandom(t *testing.T) {
	n := uint64(20)
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		n = 800
	}
	from := uint64(1)
	if *seed > 0 {
		from, n = *seed, *seed
	}
	for s := from; s <= n && !t.Failed(); s++ {
		g := &generator{r: rand.New(rand.NewPCG(s, 0))}
		blocks := g.article()
		t.Run(fmt.Sprint(s), func(t *testing.T) { checkWritten(t, blocks) })
	}
}

// generator makes random blocks.
type generator struct {
	r     *rand.Rand
	notes int
	nth   int
	files int
}

func (g *generator) one(of ...string) string { return of[g.r.IntN(len(of))] }

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

// words are pieces of text; many have a meaning in Markdown somewhere.
var words = []string{"甲", "乙丙", "重庆", "全县完成投资", "3.5亿元", "abc", "A1", "2024年", "、", "，", "。", "：", "；", "“", "”", "（", "）", "《", "》", "！", "？", "…", "——",
	"*", "**", "***", "张*明", "_", "__", "____", "`", "``", "[", "]", "[1]", "[^1]", "(", ")", "](", "](http://a.b/c)", "{", "}", "{.dot}", "]{.u}", "<", ">", "<b>", "</b>", "<br>", "<!--", "-->", "<姓名>", "<name>",
	"&", "&amp;", "&#60;", "#", "# ", "## ", "-", "- ", "+ ", "* ", "1. ", "2) ", "1.", "10、", "①", "一、", "（一）", "第一条 ", "~", "~~", "~2~", "^", "^2^", "5~6", "$", "$a_1$", "$$", "|", "||", "| --- |", "---", "===", "=", "```", "~~~",
	"\\", "\\\\", "C:\\a\\b", "\\*", "!", "![", "![a](b.jpg)", "！［甲］（a.jpg）", ":", ": ", "：", ": 表1 甲", ":::", "http://a.b/c_d?e=1&f=2", "www.a.b", "a@b.cn", "'", "\"", "/", "%", "@", ".", ",", ";", "?", " ", "  ", "　", "\t", "\u00A0", "[x]: http://y", "[ ] ", "[x] ", "【甲】{.dot}", "==甲==", "附件：1. 甲", "单位：万元", "注：甲", "表1", "２", "𠮷", "é", "ü", "가"}

func (g *generator) word() string { return words[g.r.IntN(len(words))] }

// plain returns a text without blanks at its ends.
func (g *generator) plain(most int) string {
	for {
		var b strings.Builder
		for range 1 + g.r.IntN(most) {
			b.WriteString(g.word())
		}
		if s := strings.Trim(b.String(), " \t\u3000\u00A0"); s != "" {
			return s
		}
	}
}

// inlines returns a text with styles; breaks and calls as they are allowed.
func (g *generator) inlines(breaks, calls bool) (in []content.Inline) {
	for i := range 1 + g.r.IntN(4) {
		if i > 0 && breaks && g.chance(15) {
			in = append(in, content.Break{})
		}
		in = append(in, g.runs()...)
		if calls && g.chance(10) {
			in = append(in, content.NoteCall{Note: g.note()})
		}
	}
	return in
}

func (g *generator) runs() (in []content.Inline) {
	if g.chance(50) {
		return []content.Inline{content.Run{Value: g.plain(5)}}
	}
	run := content.Run{Value: g.plain(3), Strong: g.chance(30), Emphasis: g.chance(20)}
	if g.chance(10) {
		run.Link = g.one("http://a.b/c_d", "https://x.y/?a=1&b=(2)", "mailto:g@h.cn")
	}
	if g.chance(20) {
		run.Decoration.Dots = true
	}
	if g.chance(20) {
		g.nth++
		run.Decoration.Line, run.Decoration.Nth = content.LineForm(1+g.r.IntN(3)), g.nth
	}
	switch g.r.IntN(6) {
	case 0:
		run.Value, run.Script = g.one("2", "3+", "i,j", "n"), content.Script(1+g.r.IntN(2))
		in = append(in, content.Run{Value: g.one("H", "m", "甲")})
	case 1:
		g.nth += 2
		if run.Value, run.Ruby = "重", (content.Ruby{Text: "chóng", Nth: g.nth}); g.chance(50) {
			g.nth++
			next := run
			next.Value, next.Ruby = "庆", content.Ruby{Text: "qìng", Nth: g.nth}
			return append(in, run, next)
		}
	case 2:
		if !strings.ContainsAny(run.Value, "\t") {
			run.Literal, run.Code = true, true
		}
	}
	return append(in, run)
}

func (g *generator) note() *content.Note {
	g.notes++
	n := &content.Note{Label: g.one(fmt.Sprint(g.notes), "甲", "a b", ""), End: g.notes%3 == 2}
	for range 1 + g.r.IntN(2) {
		n.Paragraphs = append(n.Paragraphs, g.inlines(true, false))
	}
	return n
}

func (g *generator) article() (blocks []content.Block) {
	for range 1 + g.r.IntN(8) {
		b := g.block(0)
		if _, separator := b.(*content.Separator); separator {
			if len(blocks) == 0 {
				continue
			}
			blocks = append(blocks, b)
			b = &content.Paragraph{Inlines: g.inlines(true, true)}
		}
		if _, is := b.(*content.Picture); is && g.chance(30) {
			row := 2 + g.r.IntN(3)
			for k := range row {
				p := g.picture()
				if k == 0 {
					p.Row = row
				}
				blocks = append(blocks, p)
			}
			continue
		}
		blocks = append(blocks, b)
	}
	return blocks
}

func (g *generator) block(depth int) content.Block {
	switch g.r.IntN(12) {
	case 0:
		return &content.Heading{Level: 1 + g.r.IntN(4), Inlines: g.inlines(true, false)}
	case 1:
		if depth < 3 {
			return g.list(depth)
		}
	case 2:
		if depth < 3 {
			return &content.Quote{Blocks: append([]content.Block{&content.Paragraph{Inlines: g.inlines(false, true)}}, g.some(depth)...)}
		}
	case 3:
		if depth == 0 {
			b := &content.Box{Name: content.Text{Value: g.one("编者按", "小资料", "NOTE", "")}, Wide: g.chance(30), Blocks: append([]content.Block{g.block(2)}, g.some(1)...)}
			if b.Name.Value != "" && g.chance(50) {
				b.Title = []content.Inline{content.Run{Value: g.one("背景", "甲**乙", "1. 甲", "[x]", "{.wide}x")}}
			}
			return b
		}
	case 4:
		return g.table(depth)
	case 5:
		if depth == 0 {
			return g.picture()
		}
	case 6:
		if depth == 0 {
			return &content.Separator{}
		}
	case 7:
		return &content.NameList{Columns: g.r.IntN(5), Down: g.chance(50), Names: []content.Text{{Value: "张三"}, {Value: "John Smith"}, {Value: "买买提·阿不都（女）"}}}
	case 8:
		return &content.Code{Info: g.one("", "go"), Lines: []content.Text{{Value: g.one("a := 1", "  ```", "**b**")}, {Value: ""}, {Value: "c"}}}
	}
	return &content.Paragraph{Inlines: g.inlines(true, true)}
}

func (g *generator) some(depth int) (blocks []content.Block) {
	for range g.r.IntN(3) {
		blocks = append(blocks, g.block(depth+1))
	}
	for i, b := range blocks { // a box or picture stands at the top level alone
		if _, ok := b.(*content.Separator); ok {
			blocks[i] = &content.Paragraph{Inlines: g.inlines(true, true)}
		}
	}
	return blocks
}

func (g *generator) list(depth int) *content.List {
	l := &content.List{Ordered: g.chance(50)}
	n := 1 + g.r.IntN(4)
	for range n {
		l.Items = append(l.Items, append([]content.Block{&content.Paragraph{Inlines: g.inlines(true, true)}}, g.some(depth)...))
	}
	switch {
	case !l.Ordered:
	case g.chance(30):
		for i := range n {
			l.Labels = append(l.Labels, fmt.Sprintf("%d)", 3+2*i))
		}
		l.Start = 3
	default:
		l.Start = g.r.IntN(12)
	}
	return l
}

func (g *generator) picture() *content.Picture {
	g.files++
	p := &content.Picture{File: content.Text{Value: g.one("a", "图 片", "a(1)", "100%", "a&b", "x_y_z", "%41") + fmt.Sprint(g.files) + ".jpg"}}
	p.Image = &picture.Image{Name: p.File.Value, Sum: [32]byte{byte(g.files)}, Width: 9, Height: 9}
	if g.chance(70) {
		p.Alt.Value = strings.Join(strings.Fields(g.plain(4)), "")
	}
	if g.chance(50) {
		p.Caption = g.caption()
	}
	if g.chance(30) {
		p.Credit.Value = g.one("张三", "a\"b", "甲（乙）")
	}
	return p
}

// caption returns the caption of a picture.
func (g *generator) caption() []content.Inline {
	in := []content.Inline{content.Run{Value: strings.Join(strings.Fields(g.plain(3)), "")}}
	if g.chance(50) {
		return in
	}
	end := content.Run{Value: "末" + g.one("", "CO~2~", `\\~2~`, "~~", "m^3", "[渡口]{.dot}", `\[渡口]{.dot}`, "[甲]{乙}")}
	if strings.Contains(end.Value, "[") {
		// An open bracket may end at a later one, with something else than text between
		// them; then Write refuses the caption.
		in[0] = content.Run{Value: "甲" + strings.ReplaceAll(in[0].(content.Run).Value, "[", "")}
	}
	if g.chance(50) {
		in = append(in, content.Run{Value: "甲"}, content.Run{Value: g.one("2", "3-"), Script: content.Script(1 + g.r.IntN(2))})
	}
	switch g.r.IntN(4) {
	case 0:
		in = append(in, content.Run{Value: "渡口", Decoration: content.Decoration{Dots: true}})
	case 1:
		in = append(in, content.Run{Value: "渡口", Decoration: content.Decoration{Line: content.ProperName, Nth: 1}})
	case 2:
		in = append(in, content.Run{Value: "行", Ruby: content.Ruby{Text: "háng", Nth: 1}})
	}
	return append(in, end)
}

func (g *generator) table(depth int) *content.Table {
	width, height := 1+g.r.IntN(4), 2+g.r.IntN(4)
	t := &content.Table{Columns: make([]content.Column, width), Head: g.r.IntN(min(3, height))}
	for i := range t.Columns {
		t.Columns[i].Align = content.ColumnAlign(g.r.IntN(4))
	}
	if g.chance(40) {
		t.Caption = []content.Inline{content.Run{Value: g.one("表1\u3000各县蓄水", "表2", "各县|蓄水｜量", "续表\u3000甲")}}
	}
	if g.chance(30) {
		t.Unit = []content.Inline{content.Run{Value: g.one("单位：万元", "万元|亿", "人")}}
	}
	for r := range height {
		t.Rows = append(t.Rows, make([]content.Cell, width))
		for c := range t.Rows[r] {
			t.Rows[r][c] = content.Cell{Rows: 1, Columns: 1}
			if r == 0 || g.chance(80) {
				t.Rows[r][c].Inlines = g.inlines(true, false)
			}
		}
	}
	if width > 1 && g.chance(40) { // a joined cell of the body, or of the head
		r, rows, columns := g.r.IntN(height), 1, 2
		if r+1 < height && r+1 != t.Head && g.chance(50) {
			rows = 2
		}
		for i := r; i < r+rows; i++ {
			for k := range columns {
				t.Rows[i][k] = content.Cell{}
			}
		}
		t.Rows[r][0] = content.Cell{Inlines: g.inlines(true, false), Rows: rows, Columns: columns}
	}
	if g.chance(30) {
		t.Notes = append(t.Notes, []content.Inline{content.Run{Value: g.one("注：甲。", "资料来源：乙")}}, []content.Inline{content.Run{Value: "丙"}})
	}
	if depth == 0 && g.chance(20) {
		call := content.NoteCall{Note: g.note(), Number: 1}
		cell := &t.Rows[len(t.Rows)-1][width-1]
		if !cell.Covered() {
			cell.Inlines = append(cell.Inlines, content.Run{Value: "x"}, call)
			t.Called = []*content.Note{call.Note}
		}
	}
	return t
}
