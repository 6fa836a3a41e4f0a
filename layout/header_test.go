package layout_test

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// headerLines returns the running head of each page, its sides joined with |.
func headerLines(doc *frame.Document) []string {
	var pages []string
	for i := range doc.Pages {
		var sides [2]string
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindHeader {
				sides[l.Block] += l.Text
			}
		}
		pages = append(pages, sides[0]+"|"+sides[1])
	}
	return pages
}

// TestHeaders checks the running heads of all samples in all themes, with cover and
// with masthead (RULES 5.6).
func TestHeaders(t *testing.T) {
	for i, folder := range sampleFolders(t) {
		for k, name := range theme.Names() {
			for n, forms := range [][2]string{{"{title} {issue}", "{section}"}, {"{article}||目录", ""}, {"", "【{section}】{article}||{title}"}} {
				if !thorough() && (k != i%len(theme.Names()) || n != i/2%3) {
					continue
				}
				th := themed(t, name, slices.Concat(checkable, settings("header.outside", forms[0], "header.inside", forms[1]))...)
				is := recognized(issue(t, folder), th)
				doc, _ := composeChecked(t, folder+" "+name+" "+forms[0], is, th, pictured(is, th), "document-theme")
				if lines := headerLines(doc); lines[0] != "|" || strings.Join(lines, "") == strings.Repeat("|", len(lines)) {
					t.Errorf("%s %s: %q", folder, name, lines)
				}
			}
		}
	}
}

// TestHeaderChecked: a running head that is wrong, lacks or stands where there is none
// is found.
func TestHeaderChecked(t *testing.T) {
	th := themed(t, "bulletin", slices.Concat(checkable, settings("header.outside", "{article}"))...)
	is := headedIssue(3)
	compose := func() *frame.Document {
		return layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &diag.List{})
	}
	report(t, "unchanged", check.Document(compose(), pictured(is, th)))
	last := func(doc *frame.Document) *frame.Page {
		for i := len(doc.Pages) - 1; ; i-- {
			if doc.Pages[i].Label == "3" {
				return &doc.Pages[i]
			}
		}
	}
	header := func(doc *frame.Document) *frame.Line {
		for _, item := range last(doc).Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindHeader {
				return l
			}
		}
		t.Fatal("no running head on page 3")
		return nil
	}
	for what, change := range map[string]func(doc *frame.Document){
		"text":  func(doc *frame.Document) { header(doc).Text = "文章" },
		"side":  func(doc *frame.Document) { header(doc).X = th.Page.OddLeft },
		"place": func(doc *frame.Document) { header(doc).Y = th.Page.Top + 20*th.Header.Size },
		"cover": func(doc *frame.Document) { doc.Pages[0].Items = append(doc.Pages[0].Items, header(doc)) },
		"none": func(doc *frame.Document) {
			own := header(doc)
			last(doc).Items = slices.DeleteFunc(last(doc).Items, func(item frame.Item) bool { return item == frame.Item(own) })
		},
	} {
		doc := compose()
		change(doc)
		if found := check.Document(doc, pictured(is, th)); !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "header 5.6" }) {
			t.Errorf("%s: %v", what, found)
		}
	}
}

// TestHeaderLong: sides that do not fit beside each other stand one above the other,
// text that is too long for a line is broken, and a running head above the page is an
// error.
func TestHeaderLong(t *testing.T) {
	long := strings.Repeat("关于进一步做好春季农业生产和动物防疫工作的通知", 4)
	for _, c := range []struct {
		outside, inside, head string
		rows                  int
		err                   bool
	}{
		{"{title}", "{section}", "37mm", 1, false},
		{"{article}", "", "37mm", 2, false},
		{"{article}", "{section}", "37mm", 3, false},
		{strings.Repeat("甲", 30), strings.Repeat("乙", 30), "37mm", 2, false},
		{"{article}", "{section}", "12mm", 3, true},
	} {
		th := themed(t, "bulletin", slices.Concat(checkable, settings("header.outside", c.outside, "header.inside", c.inside, "page.head", c.head))...)
		is := bulletinOf(section("工作动态", article(long)))
		doc, found := compose(t, is, th)
		rows := map[string]bool{}
		for _, item := range doc.Pages[len(doc.Pages)-1].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindHeader {
				rows[l.Y.String()] = true
			}
		}
		failed := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "header-room" })
		if len(rows) != c.rows || failed != c.err {
			t.Errorf("%s | %s: %d rows, want %d; %v", c.outside, c.inside, len(rows), c.rows, found)
		}
		if !c.err {
			report(t, c.outside, check.Document(doc, pictured(is, th)))
		}
	}
}
