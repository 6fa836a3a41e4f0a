package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// The rows of a section's label count among those that copyfitting leaves
// before a title: the title, on row 2 below label and blank line, moves up to
// row fit.before and no further. The pitch gives way too, by turns, unless the
// theme forbids it.
func TestFitCountsTheLabel(t *testing.T) {
	for _, c := range []struct {
		before int64
		pitch  string
		lines  int
		row    int // of the title
		said   string
	}{
		{0, "26pt", 22, 1, "2 blank lines fewer round the title"},
		{1, "26pt", 22, 1, "2 blank lines fewer round the title"},
		{2, "26pt", 21, 2, "1 blank line fewer round the title"},
		{2, "22pt", 22, 2, "1 blank line fewer round the title, pitch"},
		{0, "22pt", 22, 1, "1 blank line fewer round the title, pitch"},
	} {
		a := article("标题")
		a.Body = paragraphs(32*c.lines - 3)
		a.Source, a.Fit = text("办公室"), 1
		doc, found := compose(t, bulletinOf(section("栏目", a)), themed(t, "bulletin", content.Setting{Key: "fit.before", Value: c.before}, content.Setting{Key: "fit.pitch", Value: c.pitch}))
		said := ""
		for _, d := range found {
			if d.Code == "fit-applied" {
				said = d.Message(diag.EN)
			}
		}
		if !strings.Contains(said, c.said) || strings.Contains(said, "pitch") != strings.Contains(c.said, "pitch") {
			t.Errorf("fit.before %d, %d lines: findings %q, want %q", c.before, c.lines, said, c.said)
		}
		for _, item := range doc.Pages[2].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle && l.Grid != c.row {
				t.Errorf("fit.before %d, %d lines: the title is on row %d, want %d", c.before, c.lines, l.Grid, c.row)
			}
		}
	}
}

// Pictures get back what there is room for: copyfitting tries them smaller in
// steps of five percent, but makes them no smaller than it takes. One percent
// more would cost the figure another row.
func TestFitGivesBack(t *testing.T) {
	between := false
	for lines := 10; lines <= 16; lines++ {
		a := article("标题")
		a.Body = append(append(paragraphs(32*6-3), photo("A", 4000, 2650)), paragraphs(32*(lines-6)-3)...)
		a.Fit = 1
		th := themed(t, "bulletin", content.Setting{Key: "fit.picture", Value: int64(40)},
			content.Setting{Key: "fit.pitch", Value: "26pt"}, content.Setting{Key: "fit.size", Value: "13.75pt"})
		doc, found := compose(t, bulletinOf(section("栏目", a)), th)
		percent := 0
		for _, d := range found {
			if _, after, ok := strings.Cut(d.Message(diag.EN), "pictures scaled to "); ok {
				fmt.Sscan(after, &percent)
			}
		}
		if percent == 0 {
			continue
		}
		rows := func(height unit.Abs) unit.Abs {
			return (height + th.Picture.Space - th.Body.Size + th.Body.Pitch - 1) / th.Body.Pitch
		}
		for _, item := range doc.Pages[2].Items {
			if p, ok := item.(*frame.Picture); ok {
				if more := p.Height.Scale(int64(percent)+1, int64(percent)); rows(more+unit.Pt/10) == rows(p.Height) {
					t.Errorf("%d lines: pictures at %d %% could be larger", lines, percent)
				}
			}
		}
		between = between || percent%5 != 0
	}
	if !between {
		t.Error("no picture was set at a size between two steps")
	}
}

// TestFitKeepsWidths: neither copyfitting nor pulling back a tail changes a width that the copy
// gives, of a picture alone, in a row or beside text, and only what became smaller is told.
func TestFitKeepsWidths(t *testing.T) {
	th := themed(t, "bulletin", content.Setting{Key: "fit.picture", Value: int64(40)}, content.Setting{Key: "fit.tail", Value: int64(6)})
	fitted, pulled := 0, 0
	for lines := 33; lines <= 39; lines += 2 {
		for _, fit := range []int{0, 2} {
			a := article("标题")
			a.Fit = fit
			alone, beside := photo("A", 4000, 1600), photo("D", 2000, 2000)
			alone.Width = text("81mm")
			beside.Width, beside.Place = text("31mm"), content.PlaceRight
			b, c := photo("B", 2000, 900), photo("C", 2000, 900)
			b.Row, b.Width, c.Row, c.Width = 2, text("half"), 2, text("half")
			a.Body = append(paragraphs(32*5-3, 32*5-3), alone)
			a.Body = append(append(a.Body, paragraphs(32*5-3)...), beside)
			a.Body = append(append(a.Body, paragraphs(32*9-3)...), b, c)
			a.Body = append(a.Body, paragraphs(32*(lines-24)-3)...)
			if fit == 0 { // a page and a tail
				a.Body = append(append(paragraphs(32*5-3), alone), paragraphs(32*(lines-22)-3)...)
			}
			doc, found := compose(t, bulletinOf(section("栏目", a)), th)
			said := findingsOf(found, "fit-applied") + findingsOf(found, "tail-pulled")
			if strings.Contains(said, "pictures scaled") {
				t.Errorf("%d lines, fit %d: %s", lines, fit, said)
			}
			fitted += strings.Count(said, "fit-applied")
			pulled += strings.Count(said, "tail-pulled")
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					p, ok := item.(*frame.Picture)
					if !ok {
						continue
					}
					if want := map[string]unit.Abs{"A": unit.FromMM(81_000), "D": unit.FromMM(31_000)}[p.Image.Name]; want != 0 && p.Width != want {
						t.Errorf("%d lines, fit %d: %s is %s wide, not %s", lines, fit, p.Image.Name, p.Width, want)
					} else if want == 0 && p.Width < th.Page.BlockWidth*2/5 {
						t.Errorf("%d lines, fit %d: %s in the row is %s wide", lines, fit, p.Image.Name, p.Width)
					}
				}
			}
		}
	}
	if fitted == 0 || pulled == 0 {
		t.Errorf("%d articles fitted, %d pulled back", fitted, pulled)
	}
}

// TestFitPitchTold: the pitches that are told have at most two decimals.
func TestFitPitchTold(t *testing.T) {
	a := article("标题")
	a.Body = paragraphs(28*21 - 3)
	a.Fit = 1
	th := themed(t, "gongwen", content.Setting{Key: "body.pitch", Value: "29.53125pt"}, content.Setting{Key: "body.lines", Value: int64(21)})
	_, found := compose(t, bulletinOf(section("栏目", a)), th)
	if got := findingsOf(found, "fit-applied"); !strings.Contains(got, "pitch 29.53 → ") {
		t.Errorf("%q", got)
	}
}
