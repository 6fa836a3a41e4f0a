package layout_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// linesOn returns how many rows of a page's body hold text or a picture, and whether its
// last line of text is not the last of its paragraph.
func linesOn(pg *frame.Page, th *theme.Theme) (foot int, divided bool) {
	for _, item := range pg.Items {
		switch it := item.(type) {
		case *frame.Line:
			if it.Kind == frame.KindBody || it.Kind == frame.KindSource {
				foot = max(foot, int((it.Y-th.Page.Top)/th.Body.Pitch)+1)
			}
			if it.Kind == frame.KindBody {
				divided = !it.Last
			}
		case *frame.Picture:
			foot = max(foot, int((it.Y+it.Height-th.Page.Top)/th.Body.Pitch)+1)
		}
	}
	return foot, divided
}

// TestPictureBeforeSource: a picture that ends the text above a source line becomes smaller
// so that the line has room too, or goes over without taking lines of the text along, which would
// leave much of a page white. What the hints of page-hole-picture tell is followed and holds.
func TestPictureBeforeSource(t *testing.T) {
	width, fit := regexp.MustCompile(`width = "([0-9.]+mm)"`), regexp.MustCompile(`fit = ([0-9]+)`)
	holes, smaller, told, fitted := 0, 0, 0, 0
	for _, name := range []string{"bulletin", "gongwen"} {
		th := themed(t, name)
		em := int(th.Page.BlockWidth / th.Body.Size)
		for lines := 4; lines <= 19; lines++ {
			issue := func(given string, pages int) *content.Issue {
				p := photo("A", 3000, 1700+100*(lines%3))
				p.Width, p.Caption = text(given), inlines("会场")
				a := article("标题")
				a.Source, a.Fit = text("省港航局"), pages
				for left := lines; left > 0; left -= 3 {
					a.Body = append(a.Body, paragraphs(em*min(3, left)-em/2)...)
				}
				a.Body = append(a.Body, p)
				return bulletinOf(section("", a))
			}
			for _, given := range []string{"", "half"} {
				at := fmt.Sprintf("%s, %d lines, width %q", name, lines, given)
				is := issue(given, 0)
				doc, found := compose(t, is, th)
				report(t, at, check.Document(doc, pictured(is, th)))
				for i := range doc.Pages[:len(doc.Pages)-1] {
					pg := &doc.Pages[i]
					if pg.Front || pg.Blank {
						continue
					}
					if foot, divided := linesOn(pg, th); divided && th.Body.Lines-foot > 3 {
						t.Errorf("%s: page %d ends in a paragraph, with %d rows white", at, i+1, th.Body.Lines-foot)
					}
				}
				for _, item := range doc.Pages[len(doc.Pages)-1].Items {
					if p, ok := item.(*frame.Picture); ok && given == "" && p.Width < th.Page.BlockWidth {
						smaller++
					}
				}
				for _, d := range found {
					if d.Code != "page-hole-picture" {
						continue
					}
					holes++
					white := func(is *content.Issue) bool {
						_, found := compose(t, is, th)
						return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "page-hole-picture" })
					}
					if m := width.FindStringSubmatch(d.Hint(diag.EN)); m != nil {
						told++
						if white(issue(m[1], 0)) {
							t.Errorf("%s: the hint %q was followed", at, m[0])
						}
					}
					if m := fit.FindStringSubmatch(d.Hint(diag.EN)); m != nil {
						fitted++
						n, _ := strconv.Atoi(m[1])
						if white(issue(given, n)) {
							t.Errorf("%s: the hint %q was followed", at, m[0])
						}
					}
				}
			}
		}
	}
	if holes == 0 || smaller == 0 || told == 0 || fitted == 0 {
		t.Errorf("%d holes, %d smaller pictures, %d widths and %d fits told", holes, smaller, told, fitted)
	}
}
