package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// number returns a run that stands for the page of an article.
func number(id string) content.Run {
	return content.Run{Value: content.PageSign, Link: "#" + id, PageNumber: true}
}

// referring returns a paragraph with a page reference behind some text.
func referring(before, id, after string) *content.Paragraph {
	link := "#" + id
	return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: before}, content.Run{Value: "第", Link: link}, number(id), content.Run{Value: "页", Link: link}, content.Run{Value: after}}}
}

// articleNamed returns an article with an ID.
func articleNamed(id, title string, body ...content.Block) content.Article {
	a := article(title)
	a.ID, a.Body = text(id), body
	return a
}

// printedNumbers returns the numbers that the links of a document print, and the labels
// of the pages that they lead to: "第3页=3".
func printedNumbers(doc *frame.Document) (all []string) {
	text := "" // of a link that may go on in the next line
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for _, link := range l.Links {
				if link.URL != "" || link.Role != frame.RoleReference {
					continue
				}
				for _, g := range l.Glyphs[link.From:link.To] {
					text += g.Text
				}
				switch {
				case !strings.HasPrefix(text, "第"):
					text = "" // the mark of a note
				case strings.HasSuffix(text, "页"):
					all = append(all, text+"="+doc.Pages[link.Dest.Page].Label)
					text = ""
				}
			}
		}
	}
	return all
}

// TestReferences checks the page references of an issue in all themes: in paragraphs,
// headings, lists, quotations, cells, captions of pictures and tables, and notes.
func TestReferences(t *testing.T) {
	ref := func(id string) []content.Inline { return referring("见", id, "").Inlines }
	note := &content.Note{Label: "1", Paragraphs: [][]content.Inline{ref("c")}}
	table := &content.Table{Caption: ref("b"), Notes: [][]content.Inline{ref("c")}, Head: 1, Columns: make([]content.Column, 2)}
	for range 3 {
		table.Rows = append(table.Rows, []content.Cell{{Inlines: ref("a"), Rows: 1, Columns: 1}, {Inlines: ref("b"), Rows: 1, Columns: 1}})
	}
	figure := photo("a.jpg", 800, 200)
	figure.Caption = ref("c")
	first := articleNamed("a", "甲", figure, referring("春灌工作的安排，见本期", "c", "；前期的准备，见"), referring("又见", "b", "。"),
		&content.Heading{Level: 1, Inlines: ref("b")}, &content.List{Items: [][]content.Block{{referring("一是", "c", "。")}}},
		&content.Quote{Blocks: []content.Block{referring("编者按：", "a", "。")}}, table,
		&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "有注的一段"}, content.NoteCall{Note: note}, content.Run{Value: "。"}}})
	second := articleNamed("b", "乙", paragraphs(2500)...)
	third := articleNamed("c", "丙", referring("回头看", "a", "。"))
	for _, name := range theme.Names() {
		for _, form := range []string{"page", "masthead"} {
			for _, at := range []string{"page", "article"} {
				th := themed(t, name, slices.Concat(checkable, settings("cover.form", form, "notes.at", at))...)
				is := bulletinOf(section("工作", first, second), section("动态", third))
				doc, found := composeChecked(t, name+" "+form, is, th, options(is, th))
				noWarnings(t, name+" "+form, found)
				list := printedNumbers(doc)
				for _, r := range list {
					printed, label, _ := strings.Cut(r, "=")
					if strings.Trim(printed, "第页") != label {
						t.Errorf("%s %s: printed %s, the page is %s", name, form, printed, label)
					}
				}
				if len(list) != 16 {
					t.Errorf("%s %s: %d references: %v", name, form, len(list), list)
				}
			}
		}
	}
}

// TestReferencesChecked: a page reference that is not the number of its page is found.
func TestReferencesChecked(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	is := bulletinOf(section("工作", articleNamed("a", "甲", referring("见本期", "b", "。")), articleNamed("b", "乙", paragraphs(60)...)))
	for what, change := range map[string]func(doc *frame.Document, l *frame.Line){
		"label": func(doc *frame.Document, l *frame.Line) { doc.Pages[l.Links[0].Dest.Page].Label = "5" },
		"page":  func(_ *frame.Document, l *frame.Line) { l.Links[0].Dest.Page-- },
		"cover": func(_ *frame.Document, l *frame.Line) { l.Links[0].Dest.Page = 0 },
	} {
		doc, _ := compose(t, is, th)
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBody && len(l.Links) > 0 {
					change(doc, l)
				}
			}
		}
		if found := check.Document(doc, options(is, th)); !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "reference 6.4" }) {
			t.Errorf("%s: %v", what, found)
		}
	}
}

// TestReferencesUnsettled makes the number of a page move the page that it is of: the
// wider number makes a note longer than a third of a page, so that it may be divided,
// the line that calls it stays on its page, and the article takes a page less. The
// printed number is right all the same, and that it does not settle is reported.
func TestReferencesUnsettled(t *testing.T) {
	th := themed(t, "bulletin", slices.Concat(checkable, []content.Setting{{Key: "fit.tail", Value: int64(0)}})...)
	var list []content.Article
	for i := range 6 {
		list = append(list, article(fmt.Sprint("文章", i+1)))
	}
	swung := 0
	for above := 17; above < 19; above++ {
		for below := 17; below < 19; below++ {
			for length := 646; length < 658; length++ {
				words := referring(strings.Repeat("水", length), "next", "，见").Inlines
				note := &content.Note{Label: "1", Paragraphs: [][]content.Inline{append(words, referring("", "next", "。").Inlines...)}}
				call := &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "这里有注"}, content.NoteCall{Note: note}, content.Run{Value: "。"}}}
				long := articleNamed("", "长文", append(append(paragraphs(32*above), call), paragraphs(32*below)...)...)
				is := bulletinOf(section("栏目", append(slices.Clone(list), long, articleNamed("next", "后文", paragraphs(60)...))...))
				doc, found := compose(t, is, th)
				for _, r := range printedNumbers(doc) {
					printed, label, _ := strings.Cut(r, "=")
					if strings.Trim(printed, "第页\u2007") != label {
						t.Errorf("%d lines, %d characters: printed %s, the page is %s", above, length, printed, label)
					}
				}
				for _, d := range found {
					switch d.Code {
					case "references-unsettled":
						swung++
						t.Log(above, below, length, d.Message(diag.EN), printedNumbers(doc))
					case "references-wrong", "boxes-overlap", "missing-glyph":
						t.Error(d.Message(diag.EN))
					}
				}
			}
		}
	}
	if swung == 0 {
		t.Error("no issue whose page references do not settle")
	}
}

// TestReferenceUnnumbered: a reference to a page without a printed number is an error.
func TestReferenceUnnumbered(t *testing.T) {
	is := bulletinOf(section("栏目", articleNamed("a", "甲", referring("见", "a", "。"))))
	for show, want := range map[bool]bool{true: false, false: true} {
		th := themed(t, "bulletin", append(checkable, content.Setting{Key: "folio.show", Value: show})...)
		var log diag.List
		layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		if got := slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Code == "reference-unnumbered" }); got != want {
			t.Errorf("folio.show = %v: %v", show, log.Items())
		}
	}
}
