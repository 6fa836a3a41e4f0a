package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
)

// The rows of a section's label count among those that copyfitting leaves
// before a title: the title, on row 2 below label and blank line, moves up to
// row fit.before and no further, and the pitch gives way where that is not enough.
func TestFitCountsTheLabel(t *testing.T) {
	for _, c := range []struct {
		before int64
		lines  int
		row    int // of the title
		said   string
	}{
		{0, 22, 1, "2 blank lines fewer round the title"},
		{1, 22, 1, "2 blank lines fewer round the title"},
		{2, 21, 2, "1 blank lines fewer round the title"},
		{2, 22, 2, "1 blank lines fewer round the title, pitch"},
	} {
		a := article("标题")
		a.Body = paragraphs(32*c.lines - 3)
		a.Source, a.Fit = text("办公室"), 1
		doc, found := compose(t, bulletinOf(section("栏目", a)), themed(t, "bulletin", content.Setting{Key: "fit.before", Value: c.before}))
		said := ""
		for _, d := range found {
			if d.Code == "fit-applied" {
				said = d.Message(diag.EN)
			}
		}
		if !strings.Contains(said, c.said) || strings.Contains(said, "pitch") != strings.Contains(c.said, "pitch") {
			t.Errorf("fit.before %d, %d lines: said %q, want %q", c.before, c.lines, said, c.said)
		}
		for _, item := range doc.Pages[2].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle && l.Grid != c.row {
				t.Errorf("fit.before %d, %d lines: the title is on row %d, want %d", c.before, c.lines, l.Grid, c.row)
			}
		}
	}
}
