package layout_test

import (
	"regexp"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestSidePictures: text stands beside a picture at the left or right edge, on the
// grid, at a measure of whole characters; the picture and the lines beside it stay
// together; and headings begin below it (RULES 18.3).
func TestSidePictures(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen", "jianbao"} {
		for _, place := range []content.Place{content.PlaceLeft, content.PlaceRight} {
			step := 97
			if !thorough() {
				step = 291
			}
			for before := 0; before < 900; before += step {
				for _, short := range []bool{false, true} {
					a := article("标题")
					p := photo("a", 900, 1200)
					p.Place, p.Width, p.Caption = place, text("32mm"), inlines("学员在临帖")
					if before > 0 {
						a.Body = append(a.Body, paragraphs(before)...)
					}
					a.Body = append(a.Body, p)
					if short {
						a.Body = append(a.Body, paragraphs(40, 30)...)
						a.Body = append(a.Body, &content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "一、师资"}}})
					}
					a.Body = append(a.Body, paragraphs(400)...)
					is, th := bulletinOf(section("", a)), themed(t, name, content.Setting{Key: "fit.tail", Value: int64(0)})
					doc, found := compose(t, is, th)
					for _, d := range found {
						if d.Code != "page-hole" && d.Code != "page-hole-picture" {
							t.Errorf("%s, %d: %s", name, before, d.Message(diag.EN))
						}
					}
					report(t, name, check.Document(doc, pictured(is, th)))
					checkBeside(t, doc, short)
				}
			}
		}
	}
}

// checkBeside checks that some body lines of the picture's page stand beside it, and
// that headings do not.
func checkBeside(t *testing.T, doc *frame.Document, short bool) {
	t.Helper()
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			p, ok := item.(*frame.Picture)
			if !ok {
				continue
			}
			beside := 0
			for _, other := range doc.Pages[i].Items {
				l, ok := other.(*frame.Line)
				if !ok || l.Y < p.Y || l.Y-l.Size.Scale(88, 100) >= p.Y+p.Height {
					continue
				}
				switch l.Kind {
				case frame.KindBody:
					beside++
				case frame.KindHeading:
					t.Errorf("the heading %s stands beside the picture", l.Text)
				}
			}
			if want := 2; beside < want {
				t.Errorf("%d lines beside the picture, want %d or more", beside, want)
			}
			return
		}
	}
	t.Error("there is no picture")
}

// TestSideRefused: a picture that leaves less than 12 characters is an error, and one
// without text that could stand beside it has lines of its own.
func TestSideRefused(t *testing.T) {
	for _, c := range []struct {
		width string
		after []content.Block
		code  diag.Code
	}{
		{"110mm", paragraphs(200), "side-wide"},
		{"30mm", nil, "side-alone"},
		{"30mm", []content.Block{&content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "一、师资"}}}, paragraphs(100)[0]}, "side-alone"},
	} {
		a := article("标题")
		p := photo("a", 1600, 1600)
		p.Place, p.Width = content.PlaceRight, text(c.width)
		a.Body = append(append(a.Body, paragraphs(100)...), p)
		a.Body = append(a.Body, c.after...)
		is, th := bulletinOf(section("", a)), themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)})
		doc, found := compose(t, is, th)
		if len(found) != 1 || found[0].Code != c.code {
			t.Errorf("%s: findings %v, want %s", c.width, found, c.code)
		}
		report(t, string(c.code), check.Document(doc, pictured(is, th)))
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if p, ok := item.(*frame.Picture); ok && p.X <= th.Page.Left(3)+unit.Pt {
					t.Errorf("%s: the picture is not centred", c.width)
				}
			}
		}
	}
}

// TestSideHints: the width that is told leaves room for the text, and where none does, the hint
// says so and tells no width.
func TestSideHints(t *testing.T) {
	hint := func(columns int, width string) string {
		a := article("标题")
		a.Columns = columns
		p := photo("a", 1600, 1600)
		p.Place, p.Width = content.PlaceLeft, text(width)
		a.Body = append(append(paragraphs(100), p), paragraphs(300)...)
		_, found := compose(t, bulletinOf(section("", a)), themed(t, "bulletin"))
		for _, d := range found {
			if d.Code == "side-wide" {
				return d.Hint(diag.EN)
			}
		}
		return ""
	}
	told := hint(1, "120mm")
	m := regexp.MustCompile(`([0-9.]+) mm`).FindStringSubmatch(told)
	if m == nil || hint(1, m[1]+"mm") != "" {
		t.Errorf("%q was followed", told)
	}
	if told := hint(3, "30mm"); !strings.Contains(told, "a column has no room") || strings.Contains(told, "mm") {
		t.Errorf("in three columns: %q", told)
	}
}

// TestSideHole: where text beside a picture leaves much of the page before it white, the
// picture is named.
func TestSideHole(t *testing.T) {
	a := article("标题")
	p := photo("a", 1600, 2400)
	p.Place, p.Width = content.PlaceLeft, text("half")
	a.Body = append(append(paragraphs(32*13-3), p), paragraphs(600)...)
	_, found := compose(t, bulletinOf(section("", a)), themed(t, "bulletin"))
	if got := findingsOf(found, "page-hole", "page-hole-picture"); !strings.HasPrefix(got, "page-hole-picture") || !strings.Contains(got, "picture a after it") {
		t.Errorf("%q", got)
	}
}
