package layout_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// headedIssue makes an issue of n articles of different lengths in two sections,
// with everything that a masthead prints.
func headedIssue(n int) *content.Issue {
	var list []content.Article
	for i := range n {
		a := article(fmt.Sprintf("第 %d 篇文章的标题", i+1))
		a.Body = paragraphs(60+90*(i%4), 40+30*(i%3))
		list = append(list, a)
	}
	first := (n + 1) / 2
	sections := []content.Section{section("工作动态", list[:first]...)}
	if first < n {
		sections = append(sections, section("基层之声", list[first:]...))
	}
	is := bulletinOf(sections...)
	is.Contents.Title = content.Text{} // the theme's
	is.Number.Label, is.Number.Serial, is.Number.Total = text("机密"), text("000123"), text("78")
	is.Imprint = content.Imprint{Report: []content.Text{text("市委、市政府")}, Send: []content.Text{text("各县区")}, Copies: 90}
	return is
}

// contentsOn returns the entries of a document's contents with their numbers and
// the titles' pages: "甲 1=1".
func contentsOn(doc *frame.Document) (entries []string) {
	titles := map[int]string{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle && l.First {
				titles[l.Article] = doc.Pages[i].Label
			}
		}
	}
	numbers := map[int]string{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Article > 0 {
				numbers[l.Article] = l.Text // the number is the last of an entry's lines
			}
		}
	}
	for a := 1; a <= len(numbers); a++ {
		entries = append(entries, numbers[a]+"="+titles[a])
	}
	return entries
}

// TestMasthead checks the positions of issues with a masthead, of one, five and
// twenty articles, in all themes and both forms of the contents (RULES 15.1,
// 15.2).
func TestMasthead(t *testing.T) {
	for _, name := range theme.Names() {
		for _, n := range []int{1, 5, 20} {
			for i, form := range []string{"plain", "box"} {
				for k, start := range []string{"page", "continue"} {
					if !thorough() && i != k {
						continue
					}
					what := fmt.Sprintf("%s, %d articles, %s, %s", name, n, form, start)
					th := themed(t, name, slices.Concat(checkable, settings("cover.form", "masthead", "contents.form", form, "contents.label-form", "",
						"start.articles", start, "start.sections", start, "imprint.at", "last"))...)
					is := headedIssue(n)
					doc, found := compose(t, is, th)
					for _, d := range found {
						if d.Severity > diag.Notice {
							t.Errorf("%s: %s", what, d.Message(diag.EN))
						}
					}
					report(t, what, check.Document(doc, options(is, th)))
					checkLinks(t, doc)
					checkHead(t, what, doc, is, th)
					if want := n; start == "page" && len(doc.Pages) < want {
						t.Errorf("%s: %d pages", what, len(doc.Pages))
					}
				}
			}
		}
	}
}

// checkHead checks the head of page 1, the contents and the imprint.
func checkHead(t *testing.T, what string, doc *frame.Document, is *content.Issue, th *theme.Theme) {
	t.Helper()
	pg := &doc.Pages[0]
	if pg.Front || pg.Label != "1" {
		t.Fatalf("%s: the first page is not page 1", what)
	}
	var foot, label, serial, titleY unit.Abs
	var rules, box []*frame.Rule
	name := ""
	for _, item := range pg.Items {
		switch it := item.(type) {
		case *frame.Rule:
			if it.Kind == frame.KindMasthead {
				rules, foot = append(rules, it), max(foot, it.Y+it.Height)
			} else if it.Kind == frame.KindContents {
				box = append(box, it)
			}
		case *frame.Line:
			switch {
			case it.Kind == frame.KindMasthead && it.Text == "机密":
				label = it.Y
			case it.Kind == frame.KindMasthead && it.Text == "编号：000123":
				serial = it.Y
			case it.Kind == frame.KindMasthead && it.Text == "水务":
				if name = it.Text; it.Ink == nil || it.Ink.Name != "Red" {
					t.Errorf("%s: the name is not red", what)
				}
				if off := 2*it.X + it.Width - 2*th.Page.OddLeft - th.Page.BlockWidth; off < -4 || off > 4 {
					t.Errorf("%s: the name is %s off the middle", what, off/2)
				}
			case it.Kind == frame.KindTitle && titleY == 0:
				titleY = it.Y - page.Ascent(it.Size)
			}
			if it.Kind == frame.KindMasthead {
				foot = max(foot, it.Y+it.Size/8)
			}
		}
	}
	if label == 0 || label != serial || name == "" {
		t.Errorf("%s: label at %s, serial at %s, name %q", what, label, serial, name)
	}
	if len(rules) != 1 || rules[0].Ink == nil || rules[0].X != th.Page.OddLeft || rules[0].Width != th.Page.BlockWidth || rules[0].Y+rules[0].Height != foot {
		t.Errorf("%s: %d rules of the masthead, or not as wide as the text, or not its foot", what, len(rules))
	}
	if foot > pg.Height/3 {
		t.Errorf("%s: the masthead ends at %s of %s", what, foot, pg.Height)
	}
	entries := contentsOn(doc)
	articles := 0
	for i := range is.Sections {
		articles += len(is.Sections[i].Articles)
	}
	if want := articles; len(entries) != want && !(want < th.Contents.Least && len(entries) == 0) {
		t.Errorf("%s: %d entries", what, len(entries))
	}
	for i, e := range entries {
		if number, label, _ := strings.Cut(e, "="); number != label {
			t.Errorf("%s: entry %d has %s, its title is on page %s", what, i+1, number, label)
		}
	}
	if len(entries) > 0 && (len(box) > 0) != (th.Contents.Form == "box") {
		t.Errorf("%s: %d rules round the contents", what, len(box))
	}
	for _, r := range box {
		if r.Y < foot || titleY > 0 && r.Y+r.Height > titleY {
			t.Errorf("%s: the box is not between masthead and title", what)
		}
	}
	if titleY == 0 && articles <= 5 {
		t.Errorf("%s: no article begins on page 1", what)
	}
	// At once below: but for the theme's distance and the blank rows above a label or a
	// title, what opens the first article is on the next row of the grid (RULES 15.1).
	above, next, blank := foot, pg.Height, unit.Abs(0)
	for _, item := range pg.Items {
		switch it := item.(type) {
		case *frame.Rule:
			if it.Kind == frame.KindContents {
				above = max(above, it.Y+it.Height)
			}
		case *frame.Line:
			if it.Kind == frame.KindContents {
				above = max(above, it.Y+it.Size/8)
			} else if top := it.Y - page.Ascent(it.Size); top < next && (it.Kind == frame.KindSection || it.Kind == frame.KindTitle) {
				next, blank = top, th.Body.Pitch*unit.Abs(th.Title.Before)
				if it.Kind == frame.KindSection {
					blank = th.Body.Pitch * unit.Abs(th.Label.Before)
				}
			}
		}
	}
	if gap := next - above; titleY > 0 && (gap < 0 || gap > th.Masthead.After+blank+th.Body.Pitch) {
		t.Errorf("%s: the first article begins %s below what is above it", what, gap)
	}
	checkImprintFoot(t, what, doc, th)
}

// checkImprintFoot checks that the imprint's last rule is within a point of the
// foot of the text block on the last page, and below everything else there.
func checkImprintFoot(t *testing.T, what string, doc *frame.Document, th *theme.Theme) {
	t.Helper()
	last := &doc.Pages[len(doc.Pages)-1]
	var foot unit.Abs
	top := last.Height
	for _, item := range last.Items {
		if r, ok := item.(*frame.Rule); ok && r.Kind == frame.KindImprint {
			foot, top = max(foot, r.Y+r.Height), min(top, r.Y)
		}
	}
	if off := foot - th.Page.Top - th.Page.BlockHeight; off < -unit.Pt || off > unit.Pt {
		t.Errorf("%s: the imprint's last rule is %s off the block's foot", what, off)
	}
	for _, item := range last.Items {
		if l, ok := item.(*frame.Line); ok && l.Kind != frame.KindImprint && l.Kind != frame.KindFolio && l.Y > top {
			t.Errorf("%s: %q stands beside the imprint", what, l.Text)
		}
	}
}

// TestImprintPage: the imprint stands below the end of the text where it fits with
// half a line of white above it, and else alone on a page of its own.
func TestImprintPage(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, slices.Concat(checkable, settings("cover.form", "masthead", "imprint.at", "last"))...)
		below, alone := 0, 0
		var rest unit.Abs // least white of an imprint below text
		for lines := range 45 {
			is := headedIssue(1)
			is.Sections[0].Articles[0].Body = paragraphs(slices.Repeat([]int{20}, 1+lines)...)
			doc, found := compose(t, is, th)
			what := fmt.Sprintf("%s, %d paragraphs", name, 1+lines)
			for _, d := range found {
				if d.Severity > diag.Notice {
					t.Errorf("%s: %s", what, d.Message(diag.EN))
				}
			}
			report(t, what, check.Document(doc, options(is, th)))
			checkImprintFoot(t, what, doc, th)
			last := &doc.Pages[len(doc.Pages)-1]
			if text, top := footOf(last); text > 0 {
				below++
				if rest == 0 || top-text < rest {
					rest = top - text
				}
				continue
			}
			alone++
			_, top := footOf(last)
			text, _ := footOf(&doc.Pages[len(doc.Pages)-2])
			if top-text >= th.Body.Pitch/2+th.Imprint.Thick {
				t.Errorf("%s: the imprint would fit below the text, which ends %s above its place", what, top-text)
			}
		}
		if below < 10 || alone < 2 || rest < th.Body.Pitch/2-th.Imprint.Thick || rest > 2*th.Body.Pitch {
			t.Errorf("%s: %d imprints below text, at least %s below it, %d alone", name, below, rest, alone)
		}
	}
}

// footOf returns the foot of a page's text, 0 if it has none but the imprint and
// the page's number, and the top of its imprint.
func footOf(pg *frame.Page) (text, imprint unit.Abs) {
	imprint = pg.Height
	for _, item := range pg.Items {
		switch it := item.(type) {
		case *frame.Rule:
			if it.Kind == frame.KindImprint {
				imprint = min(imprint, it.Y)
			}
		case *frame.Line:
			if it.Kind != frame.KindImprint && it.Kind != frame.KindFolio {
				text = max(text, it.Y-page.Ascent(it.Size)+it.Size)
			}
		}
	}
	return text, imprint
}

// TestFirstFolio: page 1 has no number printed where the theme says so, and the
// contents still have it.
func TestFirstFolio(t *testing.T) {
	is := headedIssue(5)
	th := themed(t, "jianbao", slices.Concat(checkable, []content.Setting{{Key: "folio.first", Value: false}})...)
	doc, _ := compose(t, is, th)
	for i := range doc.Pages {
		printed := slices.ContainsFunc(doc.Pages[i].Items, func(it frame.Item) bool {
			l, ok := it.(*frame.Line)
			return ok && l.Kind == frame.KindFolio
		})
		if printed != (i > 0) {
			t.Errorf("page %d: number printed: %t", i+1, printed)
		}
	}
	o := options(is, th)
	if len(check.Document(doc, o)) == 0 {
		t.Error("the check does not miss the number of page 1")
	}
	o.FirstHidden = true
	report(t, "folio.first", check.Document(doc, o))
	if e := contentsOn(doc); len(e) != 5 || e[0] != "1=1" {
		t.Errorf("contents %q", e)
	}
}

// TestWrittenName: a picture of the name replaces it, as high as the theme's
// type, is read as the name, and has its colour if it is gray.
func TestWrittenName(t *testing.T) {
	for i, form := range []string{"page", "masthead", "page", "masthead"} {
		is := headedIssue(2)
		is.Publication.Masthead = photo("name.png", 3600, 900)
		gray := i >= 2
		if gray {
			is.Publication.Masthead.Image.Space = picture.Gray
		}
		is.Publication.Masthead.Alt = content.Text{}
		th := themed(t, "jianbao", settings("cover.form", form)...)
		doc, found := compose(t, is, th)
		for _, d := range found {
			t.Errorf("%s: %s", form, d.Message(diag.EN))
		}
		var p *frame.Picture
		for _, item := range doc.Pages[0].Items {
			switch it := item.(type) {
			case *frame.Picture:
				p = it
			case *frame.Line:
				if it.Text == "水务" {
					t.Errorf("%s: the name is printed, too", form)
				}
			}
		}
		if p == nil {
			t.Fatalf("%s: no picture", form)
		}
		size := th.Masthead.Parts["name"].Size
		if form == "page" {
			size = th.Cover.Parts["name"].Size
		}
		if red := p.Ink != nil && p.Ink.Name == "Red"; red != gray {
			t.Errorf("%s: ink %v of a picture that is gray: %t", form, p.Ink, gray)
		}
		if p.Alt != "水务" || p.Decorative || p.Node == nil || p.Height > size || p.Height < size*9/10 || p.Width != 4*p.Height {
			t.Errorf("%s: picture %q of %s × %s for a size of %s", form, p.Alt, p.Width, p.Height, size)
		}
		report(t, form, check.Document(doc, options(is, th)))
	}
}

// TestWrittenInOneColour: a name that is saved as a colour picture has the colour of the
// name if it is written in black or in such a colour, and keeps another one.
func TestWrittenInOneColour(t *testing.T) {
	for _, c := range []struct {
		stroke color.NRGBA
		red    bool
	}{
		{color.NRGBA{20, 20, 24, 255}, true},
		{color.NRGBA{214, 40, 36, 255}, true},
		{color.NRGBA{30, 60, 190, 255}, false},
	} {
		m := image.NewNRGBA(image.Rect(0, 0, 2000, 500))
		for y := range 500 {
			for x := range 2000 {
				m.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 255})
				if x%500 > 200 && x%500 < 300 {
					m.SetNRGBA(x, y, c.stroke)
				}
			}
		}
		var file bytes.Buffer
		if err := png.Encode(&file, m); err != nil {
			t.Fatal(err)
		}
		im, err := picture.Open("name.png", file.Bytes())
		if err != nil || im.Space != picture.RGB {
			t.Fatal(err)
		}
		is := headedIssue(2)
		is.Publication.Masthead = &content.Picture{Image: im, File: text("name.png")}
		doc, _ := compose(t, is, themed(t, "jianbao"))
		found := false
		for _, item := range doc.Pages[0].Items {
			if p, ok := item.(*frame.Picture); ok {
				found = true
				if red := p.Ink != nil && p.Ink.Name == "Red" && p.Image.Space == picture.Gray; red != c.red || !red && p.Image != im || p.Width != 4*p.Height {
					t.Errorf("%v: ink %v, %d, %s × %s", c.stroke, p.Ink, p.Image.Space, p.Width, p.Height)
				}
			}
		}
		if !found {
			t.Errorf("%v: no picture", c.stroke)
		}
	}
}

// TestMastheadHasNoCoverPicture: a cover picture that a masthead leaves out is
// reported.
func TestMastheadHasNoCoverPicture(t *testing.T) {
	is := headedIssue(2)
	is.Number.Cover = photo("cover.jpg", 1200, 900)
	_, found := compose(t, is, themed(t, "jianbao"))
	if len(found) != 1 || found[0].Code != "cover-picture-unused" {
		t.Errorf("findings %v", found)
	}
}

// TestLongContentsBelow: contents that do not fit below the masthead go on, the box
// is open there, and the first article begins below them (RULES 15.2).
func TestLongContentsBelow(t *testing.T) {
	for _, n := range []int{24, 30, 60, 200} {
		is := headedIssue(n)
		th := themed(t, "jianbao", checkable...)
		doc, found := compose(t, is, th)
		for _, d := range found {
			if d.Severity > diag.Notice {
				t.Errorf("%d: %s", n, d.Message(diag.EN))
			}
		}
		report(t, fmt.Sprint(n), check.Document(doc, options(is, th)))
		checkLinks(t, doc)
		var across []int // horizontal rules of the box on each page
		for i := range doc.Pages {
			boxed, flat := false, 0
			for _, item := range doc.Pages[i].Items {
				if r, ok := item.(*frame.Rule); ok && r.Kind == frame.KindContents {
					if boxed = true; r.Width > r.Height {
						flat++
					}
				}
			}
			if boxed {
				across = append(across, flat)
			}
		}
		if len(across) < 2 || across[0] != 1 || across[len(across)-1] != 1 || slices.Max(across) > 1 {
			t.Errorf("%d articles: horizontal rules %v", n, across)
		}
		for i, e := range contentsOn(doc) {
			if number, label, _ := strings.Cut(e, "="); number != label {
				t.Errorf("%d articles: entry %d has %s, its title is on page %s", n, i+1, number, label)
			}
		}
	}
}

// TestStartOfArticles: the theme decides where articles begin unless they say so
// themselves; the first stands below the masthead, attachments begin pages.
func TestStartOfArticles(t *testing.T) {
	page, recto, next := article("丙"), article("丁"), article("戊")
	page.Start, recto.Start, next.Start = content.StartPage, content.StartRecto, content.StartContinue
	attached := article("己")
	attached.Attached = &content.Attached{}
	sections := []content.Section{section("一", article("甲"), article("乙"), page, recto, next), section("二", article("庚"), attached)}
	for _, c := range []struct{ articles, sections, want string }{
		{"continue", "continue", "甲…乙…1 丙…2 丁…戊…庚…3 己…4"},
		{"continue", "page", "甲…乙…1 丙…2 丁…戊…3 庚…4 己…5"},
		{"page", "continue", "甲…1 乙…2 丙…3 _ 丁…戊…庚…5 己…6"},
		{"page", "recto", "甲…1 乙…2 丙…3 _ 丁…戊…5 _ 庚…7 己…8"},
	} {
		is := bulletinOf(sections...)
		is.Contents.Show = false
		doc, _ := compose(t, is, themed(t, "jianbao", settings("start.articles", c.articles, "start.sections", c.sections)...))
		if got := plan(doc); got != c.want {
			t.Errorf("articles %s, sections %s:\ngot  %s\nwant %s", c.articles, c.sections, got, c.want)
		}
	}
}

// TestContentsSettle: the first article begins right below the contents, also where
// the first guess at the page numbers, one page an article, gives entries more lines
// than the numbers that are printed (RULES 15.2).
func TestContentsSettle(t *testing.T) {
	th := themed(t, "jianbao", checkable...)
	checked := 0
	for n := 101; n < 121; n += 3 {
		var list []content.Article
		for i := range n {
			list = append(list, article(strings.Repeat("水", 21+i%7)+strings.Repeat("1", i%3)))
		}
		doc, _ := compose(t, bulletinOf(section("动态", list...)), th)
		foot, label := openingOf(doc)
		if foot == 0 {
			continue // the contents fill their last page
		}
		checked++
		if gap := label - foot; gap < th.Body.Pitch || gap >= 2*th.Body.Pitch {
			t.Errorf("%d articles: the first begins %s below the contents", n, gap)
		}
	}
	if checked < 4 {
		t.Errorf("only %d issues have an article below their contents", checked)
	}
}

// openingOf returns the foot of the contents' box on the page of the first section's
// label, 0 if there is none on it, and the top of that label.
func openingOf(doc *frame.Document) (foot, label unit.Abs) {
	for i := range doc.Pages {
		foot = 0
		for _, item := range doc.Pages[i].Items {
			switch it := item.(type) {
			case *frame.Rule:
				if it.Kind == frame.KindContents {
					foot = max(foot, it.Y+it.Height)
				}
			case *frame.Line:
				if it.Kind == frame.KindSection {
					return foot, it.Y - page.Ascent(it.Size)
				}
			}
		}
	}
	return 0, 0
}
