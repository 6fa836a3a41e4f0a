package pdf

import (
	"os"
	"strings"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

func TestPageLabels(t *testing.T) {
	page := func(label string, front bool) frame.Page { return frame.Page{Label: label, Front: front} }
	for _, c := range []struct {
		pages []frame.Page
		want  string
	}{
		{[]frame.Page{page("", true), page("", true), page("1", false), page("2", false)}, "i ii 1 2"},
		{[]frame.Page{page("", true), page("i", true), page("ii", true), page("", true), page("1", false)}, "+1 i ii iv 1"},
		{[]frame.Page{page("1", false), page("", false), page("3", false), page("", false)}, "1 2 3 4"},
		{[]frame.Page{page("", false), page("1", false)}, "+1 1"},
		{[]frame.Page{page("A-1", false), page("IV", false)}, "A-1 IV"},
	} {
		if got := strings.Join(pageLabels(c.pages), " "); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	for in, want := range map[string]label{"12": {"D", 12}, "012": {}, "xiv": {"r", 14}, "XIV": {"R", 14}, "iiii": {}, "0": {}, "封面": {}} {
		if got := parseLabel(in); got != want {
			t.Errorf("label %q: %v, want %v", in, got, want)
		}
	}
}

// TestManyTexts gives one glyph several texts, a cluster several glyphs, a line
// a hyphen and a name beyond the BMP.
func TestManyTexts(t *testing.T) { testManyTexts(t, setter(t)) }

// TestManyTextsCFF is the same with outlines of the other kind, of which no
// bundled face is.
func TestManyTextsCFF(t *testing.T) {
	const path = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skip("needs " + path)
	}
	cff, err := fonts.Open(data, 2)
	if err != nil || !cff.IsCFF() {
		t.Fatalf("%s: CFF %v, error %v", path, cff.IsCFF(), err)
	}
	s := setter(t)
	s.Han = cff
	testManyTexts(t, s)
}

func testManyTexts(t *testing.T, s *pdftest.Setter) {
	rare := *s
	rare.Han = face(t, "LXGW WenKai", false)
	doc := &frame.Document{Meta: frame.Meta{Title: "字", Lang: "zh-Hans"}}
	page := pdftest.Page("1")
	y := 100 * unit.Pt
	put := func(l *frame.Line) *frame.Line {
		l.Y = y
		y += 40 * unit.Pt
		page.Items = append(page.Items, l)
		return l
	}
	put(s.Line("甲乙丙丁戊己", 60*unit.Pt, 0))
	l := put(s.Line("甲乙丙丁戊己", 60*unit.Pt, 0))
	l.Text = "甲乙丙丁戊己\uFE00"
	l.Glyphs[5].Text = "己\uFE00" // the same glyph, chosen by a variation selector
	l = put(s.Line("甲——乙丙", 60*unit.Pt, 0))
	l.Glyphs[1].Text, l.Glyphs[2].Text = "——", ""
	l = put(s.Line("a long exam-", 60*unit.Pt, 0))
	last := &l.Glyphs[len(l.Glyphs)-1]
	l.Text, last.Text, last.Hyphen = "a long exam", "", true
	put(rare.Line("𠮷姓与𬬱", 60*unit.Pt, 0))
	rare.Stretch = rare.Size / 7 // wide enough for Poppler to see spaces
	put(rare.Line("姓名𠮷也", 60*unit.Pt, 0))
	doc.Pages = []frame.Page{page}
	file := build(t, pdftest.Structure(doc), Options{})
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
	compareText(t, doc, file)
	t.Run("positions", func(t *testing.T) { pdftest.ComparePositions(t, doc, file) })
}

func TestErrors(t *testing.T) {
	good := func() *frame.Document { return sample(t) }
	noFace := good()
	noFace.Pages[2].Items[0].(*frame.Line).Glyphs[0].Face = nil
	noGlyph := good()
	noGlyph.Pages[2].Items[0].(*frame.Line).Glyphs[0].ID = 65535
	badDest := good()
	badDest.Outline[0].Dest.Page = 99
	for name, c := range map[string]struct {
		doc  *frame.Document
		opt  Options
		want string
	}{
		"no pages":    {&frame.Document{}, Options{}, "no pages"},
		"no profile":  {good(), Options{Profile: 77}, "no profile"},
		"no face":     {noFace, Options{}, "page 3"},
		"no glyph":    {noGlyph, Options{}, "glyph 65535"},
		"destination": {badDest, Options{}, "page 100 of 4"},
	} {
		if _, err := Bytes(c.doc, c.opt); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUntagged(t *testing.T) {
	file := build(t, sample(t), Options{untagged: true})
	pdftest.Validate(t, file)
	if len(file) >= len(build(t, sample(t), Options{})) {
		t.Error("the structure costs nothing: it is not there, or there twice")
	}
}
