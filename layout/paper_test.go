package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
)

// TestSmallPaper: on paper that is too small for the theme's text block the page becomes large
// enough for page number and running head, too.
func TestSmallPaper(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen", "jianbao"} {
		for _, paper := range []string{"A5", "32开", "大32开", "170mm x 237mm"} {
			for _, set := range [][]content.Setting{nil,
				{{Key: "folio.distance", Value: "15mm"}},
				{{Key: "folio.distance", Value: "1mm"}, {Key: "header.distance", Value: "12mm"}, {Key: "header.outside", Value: "{title}"}}} {
				if paper == "170mm x 237mm" && len(set) > 1 {
					continue // header-room is told
				}
				th := themed(t, name, append(set, content.Setting{Key: "page.paper", Value: paper})...)
				is := bulletinOf(section("栏目", article("标题")))
				doc, found := compose(t, is, th)
				if got := findingsOf(found, "beyond-page", "boxes-overlap"); got != "" {
					t.Errorf("%s on %s, %v: %s", name, paper, set, got)
				}
				report(t, name+" on "+paper, check.Document(doc, options(is, th)))
			}
		}
	}
}
