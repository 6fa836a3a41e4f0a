package pdf

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// decorated returns a page with marks below and readings above its lines, and the text of
// each line.
func decorated(t *testing.T) (*frame.Document, []string) {
	t.Helper()
	font := &inline.Font{
		Stack: &fonts.Stack{Han: []*fonts.Face{face(t, "Noto Serif SC", false)}, Latin: []*fonts.Face{face(t, "Source Serif 4", false)}},
		Size:  unit.FromPt(13750),
	}
	page := pdftest.Page("1")
	var want []string
	for i, runs := range [][]inline.Run{
		{{Text: "会议要求"}, {Text: "务必、落实", Decoration: inline.Decoration{Dots: true}}, {Text: "，抓好。"}},
		{{Text: "王明", Decoration: inline.Decoration{Line: frame.FormName, Nth: 1}}, {Text: "李华", Decoration: inline.Decoration{Line: frame.FormName, Nth: 2}}, {Text: "读"}, {Text: "水浒传", Decoration: inline.Decoration{Line: frame.FormBook, Dots: true, Nth: 3}}},
		{{Text: "在"}, {Text: "重", Ruby: inline.Ruby{Text: "chóng", Nth: 1}}, {Text: "庆", Ruby: inline.Ruby{Text: "qìng", Nth: 2}}, {Text: "市", Decoration: inline.Decoration{Line: frame.FormUnder, Nth: 4}}, {Text: "和"}, {Text: "漢字", Ruby: inline.Ruby{Text: "かんじ", Nth: 3}}, {Text: "表"}},
	} {
		text := ""
		for k := range runs {
			runs[k].Font = font
			text += runs[k].Text
		}
		lines := inline.NewShaper().Prepare(runs, inline.Settings{Autospace: 250}, &diag.List{}).Break(400 * unit.Pt)
		line := &lines[0]
		line.Kind, line.X, line.Y = frame.KindBody, 80*unit.Pt, unit.Abs(120+30*i)*unit.Pt
		page.Items = append(page.Items, line)
		want = append(want, text)
	}
	return pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "标注", Lang: "zh-Hans", Created: frame.Date{Year: 2026, Month: 1, Day: 2}}, Pages: []frame.Page{page}}), want
}

// TestDecorations: texts with marks are Spans, bases and readings the parts of Ruby
// elements, and readers extract the bases alone.
func TestDecorations(t *testing.T) {
	doc, want := decorated(t)
	p, _ := planned(t, doc, Options{})
	count := map[frame.Role]int{}
	readings := ""
	for _, e := range p.contents[0].elements {
		count[e.role]++
		if e.role == roleRT {
			readings += e.actual + "/" + e.lang + " "
		}
	}
	if count[roleSpan] != 5 || count[roleRB] != 3 || readings != "chóng/zh-Latn qìng/zh-Latn かんじ/ja " {
		t.Errorf("%v, readings %q", count, readings)
	}
	file := build(t, doc, Options{})
	for _, reader := range pdftest.Readers() {
		got := strings.Join(pdftest.Text(t, reader, file)[0], "\n")
		if strings.TrimSpace(got) != strings.Join(want, "\n") {
			t.Errorf("%s: %q", reader, got)
		}
	}
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
	for _, opt := range []Options{{Profile: Print}, {Profile: Print, OutlineText: true}, {Profile: Archive}} {
		pdftest.Validate(t, build(t, doc, opt))
	}
}

// TestPaintedMarks: the ink of dots and lines is where the layout has their boxes.
func TestPaintedMarks(t *testing.T) {
	doc, _ := decorated(t)
	const dpi = 300
	img := pdftest.Gray(t, build(t, doc, Options{}), dpi)[0]
	dark := func(x, y unit.Abs) bool {
		return img.GrayAt(int(x*dpi/72/unit.Pt), int(y*dpi/72/unit.Pt)).Y < 128
	}
	marks := 0
	for _, item := range doc.Pages[0].Items {
		line := item.(*frame.Line)
		for _, d := range line.Decorations {
			for _, m := range d.Marks {
				marks++
				x, y := line.X+m.X, line.Y+m.Y
				switch m.Form {
				case frame.FormBook: // ink in every column
					for at := x + unit.Pt/2; at < x+m.Width-unit.Pt/2; at += unit.Pt / 4 {
						found := false
						for down := unit.Abs(0); down < m.Height; down += unit.Pt / 10 {
							found = found || dark(at, y+down)
						}
						if !found {
							t.Errorf("no wave at %s", at)
						}
					}
				case frame.FormDot:
					if !dark(x+m.Width/2, y+m.Height/2) || dark(x-unit.Pt, y+m.Height/2) {
						t.Errorf("no dot at %s", x)
					}
				default:
					for at := x + unit.Pt/4; at < x+m.Width-unit.Pt/4; at += unit.Pt / 4 {
						if !dark(at, y+m.Height/2) {
							t.Errorf("no line at %s", at)
						}
					}
				}
			}
		}
	}
	if marks != 11 {
		t.Errorf("%d marks", marks)
	}
}

// TestTurnedMarks: in a turned line marks and readings turn with the text.
func TestTurnedMarks(t *testing.T) {
	doc, _ := decorated(t)
	for i, item := range doc.Pages[0].Items {
		line := item.(*frame.Line)
		line.Turned, line.X, line.Y = true, unit.Abs(100+40*i)*unit.Pt, 500*unit.Pt
	}
	const dpi = 150
	img := pdftest.Gray(t, build(t, doc, Options{}), dpi)[0]
	line := doc.Pages[0].Items[0].(*frame.Line)
	for _, m := range line.Decorations[0].Marks {
		x, y := line.X+m.Y+m.Height/2, line.Y-m.X-m.Width/2
		if img.GrayAt(int(x*dpi/72/unit.Pt), int(y*dpi/72/unit.Pt)).Y > 128 {
			t.Errorf("no dot at %s, %s", x, y)
		}
	}
}
