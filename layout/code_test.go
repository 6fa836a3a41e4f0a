package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// codeBlock returns a block of code of n lines.
func codeBlock(n int) *content.Code {
	c := &content.Code{}
	for i := range n {
		c.Lines = append(c.Lines, content.Text{Value: fmt.Sprintf("line %d = 值", i)})
	}
	return c
}

// codeLines returns the lines of code of each page that has some.
func codeLines(doc *frame.Document) (pages [][]*frame.Line) {
	for _, page := range doc.Pages {
		var lines []*frame.Line
		for _, item := range page.Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCode {
				lines = append(lines, l)
			}
		}
		if lines != nil {
			pages = append(pages, lines)
		}
	}
	return pages
}

// TestCode: a block of code of any length is complete, has two lines at least on
// either side of a page's end and one distance of lines (RULES 16.1).
func TestCode(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen", "jianbao"} {
		testCode(t, themed(t, name))
	}
	testCode(t, themed(t, "bulletin", content.Setting{Key: "body.columns", Value: int64(2)}))
}

func testCode(t *testing.T, th *theme.Theme) {
	th.Fit.Tail = 0
	for n := 1; n < 60; n++ {
		a := article("标题")
		a.Body = []content.Block{
			&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "甲"}}}, codeBlock(n),
			&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "乙"}}},
		}
		is := bulletinOf(section("要闻", a))
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Fatal(found)
		}
		for _, f := range check.Document(doc, pictured(is, th)) {
			t.Errorf("%d lines of code: %s", n, f)
		}
		all := 0
		for _, lines := range codeLines(doc) {
			if len(lines) < min(2, n) {
				t.Errorf("%d lines of code: %d on a page", n, len(lines))
			}
			for i, l := range lines {
				if want := fmt.Sprintf("line %d = 值", all); l.Text != want || l.Node == nil || l.Node.Role != frame.RoleCode {
					t.Errorf("%q, want %q", l.Text, want)
				}
				if i > 0 && l.PageColumn == lines[i-1].PageColumn && l.Y-lines[i-1].Y != th.Code.Pitch {
					t.Errorf("%q is %s below the line before it", l.Text, l.Y-lines[i-1].Y)
				}
				all++
			}
		}
		if all != n {
			t.Errorf("%d of %d lines", all, n)
		}
	}
}

// TestCodeEmptyLines: an empty line beside a page's end is none of the two that stay on
// either side of it (RULES 16.1).
func TestCodeEmptyLines(t *testing.T) {
	for _, theme := range []string{"bulletin", "gongwen"} {
		th := themed(t, theme)
		th.Fit.Tail = 0
		divided := 0
		for n := 30; n < 75; n++ {
			code := codeBlock(n)
			for _, i := range []int{1, 2, n - 2} {
				code.Lines[i].Value = "   "[:i%3]
			}
			a := article("标题")
			for range n % 9 {
				a.Body = append(a.Body, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "甲"}}})
			}
			a.Body = append(a.Body, code, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "乙"}}})
			doc, found := compose(t, bulletinOf(section("要闻", a)), th)
			if len(found) > 0 {
				t.Fatal(found)
			}
			pages := codeLines(doc)
			for _, lines := range pages {
				text := 0
				for _, l := range lines {
					if strings.TrimSpace(l.Text) != "" {
						text++
					}
				}
				if text < 2 {
					t.Errorf("%s: %d lines of code after %d of text: %d with text on a page", theme, n, n%9, text)
				}
			}
			divided += len(pages) - 1
		}
		if divided == 0 {
			t.Error("no block is divided: the test shows nothing")
		}
	}
}

// TestCodeInBox: a block of code that begins and ends a box is inside of it, also where
// the box is divided among pages (RULES 14.2).
func TestCodeInBox(t *testing.T) {
	th := themed(t, "bulletin")
	text := &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "甲"}}}
	for n := 1; n < 100; n += 3 {
		a := article("标题")
		a.Body = []content.Block{text, &content.Box{Name: content.Text{Value: "小资料"}, Blocks: []content.Block{codeBlock(n)}}, text}
		is := bulletinOf(section("要闻", a))
		doc, found := compose(t, is, th)
		for _, f := range found {
			if f.Code != "page-hole" { // a box that stays whole begins the next page
				t.Fatal(f)
			}
		}
		opt := pictured(is, th)
		opt.Text = nil
		for _, f := range check.Document(doc, opt) {
			t.Errorf("%d lines of code: %s", n, f)
		}
		lines := 0
		for _, page := range codeLines(doc) {
			lines += len(page)
		}
		if lines != n {
			t.Errorf("%d of %d lines", lines, n)
		}
	}
}

// TestCodeTurnedOnePage: no page begins with a turned line whose line is on the page
// before, but for one that is turned more than twice (RULES 16.1).
func TestCodeTurnedOnePage(t *testing.T) {
	for _, c := range []struct {
		length  int // of a typed line
		divided bool
	}{{100, false}, {180, false}, {900, true}} {
		divided := false
		for n := range 12 {
			code := &content.Code{}
			for range n {
				code.Lines = append(code.Lines, content.Text{Value: "x"})
			}
			for range 60 {
				code.Lines = append(code.Lines, content.Text{Value: strings.Repeat("a", c.length)})
			}
			a := article("标题")
			a.Body = []content.Block{code}
			doc, found := compose(t, bulletinOf(section("要闻", a)), themed(t, "bulletin"))
			for _, f := range found {
				t.Errorf("lines of %d, %d before them: %v", c.length, n, f)
			}
			for _, page := range codeLines(doc) {
				divided = divided || !page[0].First
			}
		}
		if divided != c.divided {
			t.Errorf("lines of %d: divided among pages: %v", c.length, divided)
		}
	}
}

// TestCodeTurned: a line that is too long is turned with a mark that is no text, and
// keys of the theme decide about size, distance and indent (RULES 16.1).
func TestCodeTurned(t *testing.T) {
	a := article("标题")
	long := strings.Repeat("abcdefghij", 12)
	a.Body = []content.Block{&content.Code{Lines: []content.Text{{Value: long}, {Value: "x"}}}}
	th := themed(t, "bulletin")
	th.Code.Size, th.Code.Pitch, th.Code.Inset = 12*unit.Pt, 14*unit.Pt, 0
	doc, found := compose(t, bulletinOf(section("要闻", a)), th)
	if len(found) > 0 {
		t.Fatal(found)
	}
	lines := codeLines(doc)[0]
	if len(lines) != 3 || lines[0].Text+lines[1].Text != long || lines[0].Last || lines[1].First {
		t.Fatalf("%d lines: %q, %q", len(lines), lines[0].Text, lines[1].Text)
	}
	if lines[1].X-lines[0].X != 12*unit.Pt || lines[0].Measure != 73*6*unit.Pt || lines[1].Y-lines[0].Y != 14*unit.Pt {
		t.Errorf("indent %s, measure %s, distance %s", lines[1].X-lines[0].X, lines[0].Measure, lines[1].Y-lines[0].Y)
	}
	marks := 0
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			if r, ok := item.(*frame.Rule); ok && r.Kind == frame.KindCode {
				marks++
				if r.X < lines[0].X || r.X+r.Width > lines[1].X || r.Y < lines[0].Y || r.Y+r.Height > lines[1].Y {
					t.Errorf("mark at %s, %s", r.X, r.Y)
				}
			}
		}
	}
	if marks != 2 {
		t.Errorf("%d rules", marks)
	}
}
