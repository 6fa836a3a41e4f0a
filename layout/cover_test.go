package layout_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"

	_ "jianbao/content/testgc"
)

// coverIssue is an issue with a random cover: issuers of 1 to 16 lines and 1 to 60
// characters, with or without label, total, picture and emblem.
func coverIssue(r *rand.Rand) *content.Issue {
	name := func(n int) content.Text {
		const chars = "石塘镇公共文化服务体系建设领导小组办公室（）"
		words := []string{"Agreement", "of", "2026", "（A区）", "、", "Donaudampfschifffahrtsgesellschaft"}
		var b []rune
		for len(b) < n {
			if r.IntN(12) == 0 {
				b = append(b, []rune(words[r.IntN(len(words))])...)
			} else {
				b = append(b, []rune(chars)[r.IntN(20)])
			}
		}
		return text(string(b[:n]))
	}
	length := func() int { return 1 + []int{r.IntN(12), r.IntN(30), r.IntN(60)}[r.IntN(3)] }
	is := bulletinOf(section("栏目", article("甲")))
	is.Publication.Title = name(1 + []int{r.IntN(6), r.IntN(12), r.IntN(40)}[r.IntN(3)])
	is.Publication.Issuer = nil
	for range []int{r.IntN(4), 1 + r.IntN(16)}[r.IntN(2)] {
		is.Publication.Issuer = append(is.Publication.Issuer, name(length()))
	}
	is.Number.Issue = text([]string{"6", "9-10", "增刊1", "123456"}[r.IntN(4)])
	if r.IntN(2) == 0 {
		is.Number.Total = text([]string{"7", "1024", "999999"}[r.IntN(3)])
	}
	if r.IntN(2) == 0 {
		is.Number.Label = name(length())
	}
	if r.IntN(3) == 0 {
		is.Number.Cover = photo("cover", 300+r.IntN(4000), 300+r.IntN(4000))
	}
	if r.IntN(3) == 0 {
		is.Publication.Emblem = photo("emblem", 300+r.IntN(2000), 300+r.IntN(2000))
	}
	return is
}

// TestCoversKeepApart checks that nothing overlaps on generated covers and nothing
// leaves the page, from the dump and without the code that places them: on usual
// papers with no more than a warning that the cover is full, on small ones at
// least not in silence.
func TestCoversKeepApart(t *testing.T) {
	t.Parallel()
	seeds := 24
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		seeds = 3000
	}
	lib := fonts.Bundled()
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 20))
		is := coverIssue(r)
		paper := []string{"A4", "A4", "16开", "A5", "32开", "80mm x 120mm"}[r.IntN(6)]
		set := []content.Setting{{Key: "page.paper", Value: paper}, {Key: "body.measure", Value: int64(8)}, {Key: "body.lines", Value: int64(4)},
			{Key: "cover.picture.bleed", Value: r.IntN(4) == 0}}
		set = append(set, randomPlaces(r)...)
		name := theme.Names()[r.IntN(2)]
		th := themed(t, name, append(set, checkable...)...)
		var log diag.List
		doc := layout.Compose(is, th, lib, layout.Options{}, &log)
		told := map[diag.Code]bool{}
		for _, d := range log.Items() {
			told[d.Code] = true
		}
		d, err := check.ReadDump(bytes.NewReader(dump(t, doc)))
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("seed %d, %s on %s", seed, name, paper)
		apart := true
		for _, v := range append(d.Check(pictured(is, th)), check.Document(doc, pictured(is, th))...) {
			if v.Page == 0 && (strings.HasPrefix(v.Rule, "overlap") || strings.HasPrefix(v.Rule, "bounds")) {
				apart = false
				if !told["boxes-overlap"] && !told["beyond-page"] {
					t.Errorf("%s: %s", what, v)
				}
			}
		}
		if large := th.Page.Width > 180*unit.MM; large && (!apart || told["boxes-overlap"] || told["beyond-page"]) {
			t.Errorf("%s: boxes overlap or leave the page", what)
		}
		for _, want := range append([]content.Text{is.Publication.Title}, is.Publication.Issuer...) {
			if got := onCover(doc); !strings.Contains(got, want.Value) {
				t.Errorf("%s: %q is missing in %q", what, want.Value, got)
			}
		}
	}
}

// randomPlaces moves some elements of the cover.
func randomPlaces(r *rand.Rand) (set []content.Setting) {
	for _, part := range []string{"label", "issue", "issuer", "date"} {
		if r.IntN(8) == 0 {
			set = append(set, content.Setting{Key: "cover." + part + ".place", Value: []string{"top", "bottom", "beside"}[r.IntN(3)]})
		}
		if r.IntN(8) == 0 {
			set = append(set, content.Setting{Key: "cover." + part + ".align", Value: []string{"left", "center", "right"}[r.IntN(3)]})
		}
	}
	return set
}

// onCover returns the text of the cover without its line breaks.
func onCover(doc *frame.Document) string {
	var b strings.Builder
	for _, item := range doc.Pages[0].Items {
		if l, ok := item.(*frame.Line); ok {
			b.WriteString(l.Text)
		}
	}
	return b.String()
}

// TestBeside: an element beside another shares its line if an em is left between
// them, and stands below it otherwise.
func TestBeside(t *testing.T) {
	th := themed(t, "gongwen")
	for n := 1; n <= 30; n++ {
		is := bulletinOf(section("栏目", article("甲")))
		is.Publication.Issuer = []content.Text{text(strings.Repeat("水", n))}
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Errorf("%d: %s", n, found[0].Message(diag.EN))
		}
		var issuer, date *frame.Line
		for _, item := range doc.Pages[0].Items {
			if l, ok := item.(*frame.Line); ok && strings.HasPrefix(l.Text, "水水水") || ok && n < 3 && l.Text == strings.Repeat("水", n) {
				issuer = l
			} else if ok && strings.HasSuffix(l.Text, "日") {
				date = l
			}
		}
		if issuer == nil || date == nil {
			t.Fatalf("%d: no issuer or no date", n)
		}
		gap := date.X - issuer.X - issuer.Width
		switch fits := gap >= date.Size; {
		case fits && date.Y != issuer.Y:
			t.Errorf("%d: the date is not on the issuer's line though %s is left", n, gap)
		case !fits && date.Y < issuer.Y+date.Size:
			t.Errorf("%d: the date is at %s, the issuer at %s, %s apart", n, date.Y, issuer.Y, gap)
		}
	}
}
