package text

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// face returns a bundled face.
// face opens a bundled font from its file: with all fonts in the test program, linking
// would take longer than the tests.
func face(t testing.TB, name string) *fonts.Face {
	t.Helper()
	data, err := os.ReadFile("../../../fonts/bundled/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fonts.Open(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func setter(t testing.TB) *pdftest.Setter {
	return &pdftest.Setter{Han: face(t, "NotoSerifSC_400Regular.ttf"), Latin: face(t, "SourceSerif4_400Regular.ttf"), Size: unit.FromPt(13750), Gap: unit.FromPt(13750) / 4}
}

// encode returns an encoder of lines that stand on one page.
func encode(t testing.TB, opt Options, lines ...*frame.Line) (*Encoder, *Resources) {
	t.Helper()
	var page frame.Page
	for _, l := range lines {
		page.Items = append(page.Items, l)
	}
	e, err := NewEncoder(&frame.Document{Pages: []frame.Page{page}}, opt, &cidfont.Table{}, &Outlines{})
	if err != nil {
		t.Fatal(err)
	}
	r := new(Resources)
	e.Begin(r)
	return e, r
}

func TestTokens(t *testing.T) {
	line := func(text string, glyphs ...string) *frame.Line {
		l := &frame.Line{Text: text}
		for _, g := range glyphs {
			if g == "\u00ad" {
				l.Glyphs = append(l.Glyphs, frame.Glyph{Hyphen: true})
				continue
			}
			l.Glyphs = append(l.Glyphs, frame.Glyph{Text: g})
		}
		return l
	}
	for _, c := range []struct {
		line *frame.Line
		want string // tokens as text+tail, with the number of glyphs if not 1
	}{
		{line("中文", "中", "文"), "[中+][文+]"},
		{line("3 个", "3", "个"), "[3+ ][个+]"},
		{line("a b", "a", " ", "b"), "[a+ ][b+]"},
		{line("a  b ", "a", " ", " ", "b", " "), "[a+  ][b+ ]"},
		{line("　甲", "　", "甲"), "[甲+]"},
		{line("——", "——", ""), "[——+ 2]"},
		{line("甲\u2060乙", "甲", "乙"), "[甲+\u2060][乙+]"},
		{line("甲\u3000乙", "甲\u3000", "乙"), "[甲+\u3000][乙+]"},
		{line("exam", "e", "x", "a", "m", "\u00ad"), "[e+][x+][a+][m+][\u00ad+]"},
		{line("其他", "别"), "[别+]"}, // what does not agree is left to the glyphs
	} {
		got := ""
		for _, tok := range tokens(c.line, nil) {
			got += "[" + tok.text + "+" + tok.tail
			if n := tok.to - tok.from; n != 1 {
				got += fmt.Sprintf(" %d", n)
			}
			got += "]"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.line.Text, got, c.want)
		}
	}
}

func TestClusterTexts(t *testing.T) {
	for _, c := range []struct {
		text   string
		glyphs int
		want   string
	}{
		{"ffi", 1, "ffi"}, {"——", 2, "—|—"}, {"e\u0301", 2, "e|\u0301"},
		{"abc", 2, "a|bc"}, {"a", 2, "a|" + wordless}, {"葛\U000E0100", 1, "葛\U000E0100"},
	} {
		if got := strings.Join(clusterTexts(make([]frame.Glyph, c.glyphs), c.text, nil), "|"); got != c.want {
			t.Errorf("%q on %d glyphs: %q, want %q", c.text, c.glyphs, got, c.want)
		}
	}
}

// TestAdjust: an adjustment moves the pen to within the tolerance, and returns how far.
func TestAdjust(t *testing.T) {
	for off := int64(-finePerPt * 3); off < finePerPt*3; off += finePerPt / 37 {
		for _, size := range []unit.Abs{unit.FromPt(5250), unit.FromPt(13750), 72 * unit.Pt} {
			if _, moved := appendAdjust(nil, off, size); max(moved-off, off-moved) > tolerance {
				t.Fatalf("adjusting by %d at %s moves by %d", off, size, moved)
			}
		}
	}
}

// lines are texts whose gaps readers would misread.
var lines = []string{
	"全省共有3个县、2021年第11期，完成率99.5%。",
	"他说：“好。”然后（见《通知》）就走了。",
	"对“VOCs”治理，PM2.5 浓度下降 12%，见 The Lancet 第 3 页。",
	"甲乙丙丁 戊己庚辛，壬癸。",
	"——这是破折号……省略号，句末。",
}

// TestPiecesKeepText: what pieces stand for is the line's text, in any size and
// however far the line is stretched.
func TestPiecesKeepText(t *testing.T) {
	for _, size := range []int64{5, 13, 30} {
		for stretch := range unit.Abs(5) {
			s := setter(t)
			s.Size, s.Gap, s.Stretch = unit.Abs(size)*unit.Pt, unit.Abs(size)*unit.Pt/4, stretch*unit.Abs(size)*unit.Pt/20
			for _, text := range lines {
				line := s.Line(text, 0, 0)
				e, _ := encode(t, Options{Lang: "zh-Hans", Tagged: true, ActualText: true}, line)
				if got := strings.TrimRight(spanText(e.Pieces(line)), " "); got != line.Text {
					t.Errorf("size %d, stretched by %s: %q, want %q", size, s.Stretch, got, line.Text)
				}
			}
		}
	}
}

// TestAppendText: the operators of a few lines, whose state goes on from line to line.
func TestAppendText(t *testing.T) {
	s := setter(t)
	first, second := s.Line("甲乙", 10*unit.Pt, 0), s.Line("丙丁", 20*unit.Pt, 0)
	e, r := encode(t, Options{ActualText: true}, first, second)
	var b []byte
	for i, line := range []*frame.Line{first, second} {
		b = e.AppendText(b, line, e.Pieces(line), unit.Abs(700-20*i)*unit.Pt)
	}
	hex := func(text string) string {
		out := ""
		for _, c := range text {
			for cid := int32(1); int(cid) <= e.fonts.Fonts[0].Len(); cid++ {
				if e.fonts.Fonts[0].Text(cid) == string(c) {
					out += string([]byte{byte(cid >> 8), byte(cid)})
				}
			}
		}
		return out
	}
	want := "BT\n10 700 Td\n/F0 13.75 Tf\n(" + hex("甲乙") + ")Tj\nET\nBT\n20 680 Td\n(" + hex("丙丁") + ")Tj\nET\n"
	if string(b) != want {
		t.Errorf("%q\nwant %q", b, want)
	}
	if !slices.Equal(r.Fonts, []int{0}) || r.Outlines != nil {
		t.Errorf("resources %+v", r)
	}
}

// TestAppendOutlines: each glyph is one form, used as often as it stands.
func TestAppendOutlines(t *testing.T) {
	line := setter(t).Line("甲乙甲", 10*unit.Pt, 0)
	e, r := encode(t, Options{Tagged: true}, line)
	b, err := e.AppendOutlines(nil, line, e.Pieces(line), 700*unit.Pt)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Outlines, []int{0, 1}) || r.Fonts != nil || len(e.outlines.forms) != 2 {
		t.Errorf("resources %+v, %d forms", r, len(e.outlines.forms))
	}
	for name, want := range map[string]int{"/G0 Do": 2, "/G1 Do": 1, "/ActualText": 1, "EMC": 1, "Tj": 0} {
		if n := strings.Count(string(b), name); n != want {
			t.Errorf("%d times %s, want %d", n, name, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // "en:The Lancet"
	}{
		{"发表在 The Lancet 第 3 页。", []string{"en:TheLancet"}},
		{"对 VOCs 和 NH3-N 的治理。", nil},
		{"Grus leucogeranus，白鹤", []string{"en:Grusleucogeranus"}},
		{"用 Word 打开，再用 WPS 另存", nil},
		{"商店叫さくら屋，意为樱花", []string{"ja:さくら"}},
		{"GB/T 9704 与 ISO 32000", nil},
	} {
		line := setter(t).Line(c.text, 0, 0)
		e, _ := encode(t, Options{Lang: "zh-Hans", Tagged: true}, line)
		e.Pieces(line)
		var got []string
		lang := ""
		for i := range e.tokens {
			k := &e.tokens[i]
			if k.lang != "" && k.lang != lang {
				got = append(got, k.lang+":")
			}
			if lang = k.lang; lang != "" {
				got[len(got)-1] += strings.TrimSpace(k.text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
