package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// printed returns the lines of a kind, page by page.
func printed(doc *frame.Document, kind frame.Kind) string {
	var out []string
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == kind {
				out = append(out, l.Text)
			}
		}
	}
	return strings.Join(out, "/")
}

func settings(pairs ...string) (list []content.Setting) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, content.Setting{Key: pairs[i], Value: pairs[i+1]})
	}
	return list
}

// TestNumberWithWord: a word that the form has after the number is printed once.
func TestNumberWithWord(t *testing.T) {
	for _, c := range []struct{ number, form, want string }{
		{"6期", "第 {number} 期", "第 6 期"},
		{"9-10 期", "第 {number} 期", "第 9-10 期"},
		{"第6期", "第 {number} 期", "第6期"},
		{"6期", "{number}", "6期"},
		{"6期", "第{number}号", "第6期号"},
	} {
		is := bulletinOf(section("栏目", article("甲")))
		is.Number.Issue = text(c.number)
		doc, _ := compose(t, is, themed(t, "bulletin", settings("cover.number", c.form, "cover.issue.form", "{issue}")...))
		if got := printed(doc, frame.KindCover); !strings.Contains(got, "/"+c.want+"/") {
			t.Errorf("%s in %s: %q, want %s", c.number, c.form, got, c.want)
		}
	}
}

// TestYears: the year beside a month is the date's, that of an issue line the
// issue's.
func TestYears(t *testing.T) {
	is := bulletinOf(section("栏目", article("甲")))
	is.Number.Year, is.Number.Issue = 2025, text("12")
	is.Number.Date = content.Date{Year: 2026, Month: 1, Day: 6}
	is.Imprint.Copies = 20
	for _, c := range []struct{ theme, form, want string }{
		{"bulletin", "{year} 年 {month} 月 {day} 日", "2026 年 1 月 6 日"},
		{"bulletin", "{month}/{year}", "1/2026"},
		{"bulletin", "{year} 年{issue}", "2025 年第 12 期"},
		{"bulletin", "{year} 年{issue}（{year} 年 {month} 月）", "2025 年第 12 期（2026 年 1 月）"},
		{"bulletin", "{day}.{month}.{year}，{year} 年", "6.1.2026，2025 年"},
		{"bulletin", "{issue-year} 年 {month} 月（{date-year}）", "2025 年 1 月（2026）"},
	} {
		doc, _ := compose(t, is, themed(t, c.theme, settings("cover.date.form", c.form, "cover.issue.form", "")...))
		if got := printed(doc, frame.KindCover); !strings.HasSuffix(got, "/"+c.want) {
			t.Errorf("%s: %s prints %q", c.theme, c.form, got)
		}
	}
	for _, name := range theme.Names() {
		doc, _ := compose(t, is, themed(t, name, settings("imprint.issued", "{issuer}|{year}年{month}月{day}日印发")...))
		if got := printed(doc, frame.KindImprint); !strings.Contains(got, "2026年1月6日印发") {
			t.Errorf("%s: imprint %q", name, got)
		}
		doc, _ = compose(t, is, themed(t, name))
		if got := printed(doc, frame.KindCover) + printed(doc, frame.KindMasthead); !strings.Contains(got, "2026 年 1 月 6 日") {
			t.Errorf("%s: cover %q", name, got)
		}
	}
}

// TestNumberYears: forms that print the year of the date beside the number of another year
// are found, if they are printed.
func TestNumberYears(t *testing.T) {
	const mixed = "{year}年第{number}期　{month}月{day}日"
	for _, c := range []struct {
		theme, key, form, want string
		year                   int
	}{
		{"bulletin", "cover.issue.form", mixed, "cover.issue.form", 2025},
		{"bulletin", "cover.issue.form", mixed, "", 2026},
		{"bulletin", "cover.issue.form", "{total}||" + mixed, "cover.issue.form", 2025},
		{"bulletin", "cover.issue.form", "{issue}||" + mixed, "", 2025},
		{"bulletin", "masthead.issue.form", mixed, "", 2025},
		{"jianbao", "masthead.issue.form", mixed, "masthead.issue.form", 2025},
		{"jianbao", "imprint.issued", "{issuer} | " + mixed, "imprint.issued", 2025},
		{"bulletin", "cover.issue.form", "{issue-year}年第{number}期　{month}月", "", 2025},
	} {
		is := bulletinOf(section("栏目", article("甲")))
		is.Number.Year, is.Number.Issue, is.Number.Total = c.year, text("12"), content.Text{}
		is.Number.Date = content.Date{Year: 2026, Month: 1, Day: 6}
		is.Imprint.Copies = 20
		th := themed(t, c.theme, settings(c.key, c.form)...)
		if got := strings.Join(layout.NumberYears(is, th), " "); got != c.want {
			t.Errorf("%s, %s = %s: %s", c.theme, c.key, c.form, got)
		}
	}
}

// TestEmptyForms: an empty form prints nothing, and nothing else is lost by it.
func TestEmptyForms(t *testing.T) {
	a := article("甲")
	a.Source, a.Authors = text("水务中心"), []content.Text{text("周一帆")}
	a.Body = append(a.Body, &content.List{Ordered: true, Start: 1, Items: [][]content.Block{paragraphs(20), paragraphs(20)}})
	is := bulletinOf(section("栏目", a))
	is.Imprint.Copies, is.Imprint.Report = 20, []content.Text{text("市政府")}
	for _, c := range []struct {
		key  string
		kind frame.Kind
		with string
	}{
		{"section-label.form", frame.KindSection, "［栏目］"},
		{"contents.label-form", frame.KindContents, "［栏目］"},
		{"source.form", frame.KindSource, "（来源：水务中心）"},
		{"author.form", frame.KindAuthor, "周一帆"},
		{"folio.form", frame.KindFolio, "— 1 —"},
		{"list.number", frame.KindLabel, "1."},
		{"imprint.copies", frame.KindImprint, "共印 20 份"},
		{"imprint.report", frame.KindImprint, "报：市政府。"},
		{"cover.date.form", frame.KindCover, "2024 年 6 月 28 日"},
		{"cover.number", frame.KindCover, "（2024 年 · 第 6 期）"},
	} {
		before, _ := compose(t, is, themed(t, "bulletin"))
		after, _ := compose(t, is, themed(t, "bulletin", settings(c.key, "")...))
		if got := printed(before, c.kind); !strings.Contains(got, c.with) {
			t.Errorf("%s: %q without %q", c.key, got, c.with)
		}
		if got := printed(after, c.kind); strings.Contains(got, c.with) {
			t.Errorf("%s is empty and %q is printed", c.key, got)
		}
		if got, want := printed(after, frame.KindBody), printed(before, frame.KindBody); got != want {
			t.Errorf("%s: body %q, before %q", c.key, got, want)
		}
	}
}

// TestRecipientsWithTheirLabel: what the copy has of the label of recipients is printed once,
// and a label of its own stands in place of the theme's.
func TestRecipientsWithTheirLabel(t *testing.T) {
	for given, want := range map[string]string{"市政府": "报：市政府、县委。", "报：市政府": "报：市政府、县委。", "抄报：市政府": "抄报：市政府、县委。", "抄报：": "报：抄报：、县委。", "抄报社": "报：抄报社、县委。", "报:市政府": "报：市政府、县委。", "抄报: 市政府": "抄报：市政府、县委。"} {
		is := bulletinOf(section("栏目", article("甲")))
		is.Imprint.Report = []content.Text{text(given), text("县委")}
		th := themed(t, "bulletin")
		doc, _ := compose(t, is, th)
		want = strings.Replace(want, "、", th.Imprint.Join, 1)
		if got := printed(doc, frame.KindImprint); !strings.Contains(got, want) || strings.Count(got, "报") != strings.Count(want, "报") {
			t.Errorf("%s: %q, want %q", given, got, want)
		}
	}
}

// TestIssuedByOffice: an office that is named with the word of the form, 印发, is printed
// without it.
func TestIssuedByOffice(t *testing.T) {
	for office, want := range map[string]string{"某局办公室印发": "某局办公室", "某局办公室 印发": "某局办公室", "某局办公室": "某局办公室", "印发": "印发", "某局编印": "某局编印"} {
		is := bulletinOf(section("栏目", article("甲")))
		is.Publication.Issuer, is.Imprint.Copies = []content.Text{text(office)}, 20
		doc, _ := compose(t, is, themed(t, "bulletin", settings("imprint.issued", "{issuer} | {year}年{month}月印发")...))
		if got := printed(doc, frame.KindImprint); !strings.HasPrefix(got, want+"/2024年6月印发") {
			t.Errorf("%s: %q, want %s", office, got, want)
		}
	}
}

// TestMissingValues: an element whose value is missing takes its alternative or is
// left out.
func TestMissingValues(t *testing.T) {
	is := bulletinOf(section("栏目", article("甲")))
	is.Imprint.Copies = 20
	for _, c := range []struct{ form, want, total string }{
		{"总第 {total} 期", "", "总第 7 期"},
		{"总第 {total} 期||不编总期号", "不编总期号", "总第 7 期"},
		{"{total}||密级：{label}", "", "7"},
	} {
		for _, total := range []string{"", "7"} {
			is.Number.Total = text(total)
			doc, _ := compose(t, is, themed(t, "bulletin", settings("cover.issue.form", c.form, "cover.date.form", "", "cover.issuer.form", "")...))
			want := "水务"
			if line := map[string]string{"": c.want, "7": c.total}[total]; line != "" {
				want += "/" + line
			}
			if got := printed(doc, frame.KindCover); got != want {
				t.Errorf("%s with total %q: %q", c.form, total, got)
			}
		}
	}
	is.Publication.Issuer = nil
	doc, _ := compose(t, is, themed(t, "bulletin", settings("imprint.issued", "{issuer} | {year} 年 {month} 月印发")...))
	if got := printed(doc, frame.KindImprint); !strings.Contains(got, "2024 年 6 月印发") {
		t.Errorf("imprint without an issuer: %q", got)
	}
}

// TestPages: {pages} is the last number that the body prints, whether imprint or
// blank pages follow.
func TestPages(t *testing.T) {
	long := article("甲")
	long.Body = paragraphs(3000)
	for _, c := range []struct {
		theme, want string
		copies      int
	}{
		{"bulletin", "1/4 2/4 3/4 4/4", 0},
		{"bulletin", "1/4 2/4 3/4 4/4", 20},
		{"gongwen", "1/6 2/6 3/6 4/6 5/6 6/6", 20},
	} {
		is := bulletinOf(section("栏目", long))
		is.Imprint.Copies = c.copies
		doc, _ := compose(t, is, themed(t, c.theme, settings("folio.form", "{page}／{pages}")...))
		got := strings.ReplaceAll(strings.ReplaceAll(printed(doc, frame.KindFolio), "/", " "), "／", "/")
		last := doc.Pages[0].Label
		for i := range doc.Pages {
			if l := doc.Pages[i].Label; l != "" {
				last = l
			}
		}
		if got != c.want || !strings.HasSuffix(got, "/"+last) {
			t.Errorf("%s with %d copies: %s, last label %s", c.theme, c.copies, got, last)
		}
	}
}

// TestTotalWithWords: words that the form has beside the running number are printed once.
func TestTotalWithWords(t *testing.T) {
	for _, c := range []struct{ total, form, want string }{
		{"总第78期", "总第 {total} 期", "总第 78 期"},
		{"总 78", "总第 {total} 期", "总第 78 期"},
		{"第78期", "总第 {total} 期", "总第 78 期"},
		{"78-79 期", "总第 {total} 期", "总第 78-79 期"},
		{"总第78期", "{total}", "总第78期"},
		{"期", "总第 {total} 期", "总第 期 期"},
		{"86", "累计{total}号", "累计86号"},
	} {
		is := bulletinOf(section("栏目", article("甲")))
		is.Number.Total = text(c.total)
		doc, _ := compose(t, is, themed(t, "bulletin", settings("cover.issue.form", c.form)...))
		if got := printed(doc, frame.KindCover); !strings.Contains(got, "/"+c.want+"/") {
			t.Errorf("%s in %s: %q, want %s", c.total, c.form, got, c.want)
		}
	}
}
