package check_test

import (
	"fmt"
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
)

// tableIssue returns an issue with a table over several pages.
func tableIssue() *content.Issue {
	inlines := func(s string) []content.Inline {
		if s == "" {
			return nil
		}
		return []content.Inline{content.Run{Value: s}}
	}
	t := &content.Table{Head: 1, Columns: make([]content.Column, 3), Caption: inlines("表1 雨量"), Unit: inlines("单位：毫米"),
		Notes: [][]content.Inline{inlines("注：人工观测。")}}
	add := func(texts ...string) {
		var row []content.Cell
		for _, s := range texts {
			row = append(row, content.Cell{Inlines: inlines(s), Rows: 1, Columns: 1})
		}
		t.Rows = append(t.Rows, row)
	}
	add("站名", "雨量", "备注")
	for i := range 60 {
		note := ""
		if i == 10 || i == 11 {
			note = strings.Repeat("雨量筒被落叶堵住，清理以后重新观测。", 4)
		}
		add("青石站", fmt.Sprintf("%d.%d", 8+i*7, i%10), note)
	}
	is := &content.Issue{Sections: []content.Section{{Title: content.Text{Value: "水情"}, Articles: []content.Article{{
		Title: content.Text{Value: "雨量通报"}, Body: []content.Block{&content.Paragraph{Inlines: inlines("六月各站雨量见下表。")}, t}}}}}}
	is.Publication = content.Publication{Title: content.Text{Value: "水务"}, Lang: "zh-Hans"}
	is.Number = content.Number{Year: 2024, Issue: content.Text{Value: "6"}, Date: content.Date{Year: 2024, Month: 6, Day: 28}}
	return is
}

// TestWrongTables checks that each way to spoil a table is found, in memory and in
// the dump, and that the table itself has none (RULES 12).
func TestWrongTables(t *testing.T) {
	is := tableIssue()
	table := is.Sections[0].Articles[0].Body[1].(*content.Table)
	var log diag.List
	th, err := theme.Loader{}.Load(content.Text{}, []content.Setting{{Key: "cover.show", Value: false}}, &log)
	if err != nil {
		t.Fatal(err)
	}
	opt := expectations(is, th)
	opt.Block = func(n int) check.Rect {
		return check.Rect{X: th.Page.Left(n), Y: th.Page.Top, Width: th.Page.BlockWidth, Height: th.Page.BlockHeight}
	}
	opt.Table = func(n int) (check.Table, bool) {
		want := check.Table{Figures: []bool{false, true, false}}
		for _, row := range table.Rows {
			var texts []string
			for _, cell := range row {
				s := ""
				for _, in := range cell.Inlines {
					s += in.(content.Run).Value
				}
				texts = append(texts, s)
			}
			want.Cells = append(want.Cells, texts)
		}
		return want, n == 1
	}
	compose := func() *frame.Document {
		return layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
	}
	if found := check.Document(compose(), opt); len(found) > 0 {
		t.Fatal(found)
	}
	each := func(doc *frame.Document, change func(page int, items []frame.Item) []frame.Item) {
		for i := range doc.Pages {
			doc.Pages[i].Items = change(i, doc.Pages[i].Items)
		}
	}
	cells := func(row, column int, change func(*frame.Line)) func(*frame.Document) {
		return func(doc *frame.Document) {
			each(doc, func(_ int, items []frame.Item) []frame.Item {
				for _, item := range items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell && l.Table.Row == row && l.Table.Column == column && !l.Table.Repeated {
						change(l)
					}
				}
				return items
			})
		}
	}
	without := func(drop func(*frame.Line) bool) func(*frame.Document) {
		return func(doc *frame.Document) {
			each(doc, func(_ int, items []frame.Item) []frame.Item {
				var kept []frame.Item
				for _, item := range items {
					if l, ok := item.(*frame.Line); ok && l.Table != nil && drop(l) {
						continue
					}
					kept = append(kept, item)
				}
				return kept
			})
		}
	}
	for _, c := range []struct {
		name, rule string
		spoil      func(*frame.Document)
	}{
		{"a cell is lost", "12.6", without(func(l *frame.Line) bool { return l.Table.Row == 30 && l.Table.Column == 2 })},
		{"a row is lost", "12.6", without(func(l *frame.Line) bool { return l.Table.Row == 30 })},
		{"the last row is lost", "text 9", without(func(l *frame.Line) bool { return l.Table.Row == 61 })},
		{"a figure is another", "text 9", cells(9, 2, func(l *frame.Line) { l.Text = "9.99" })},
		{"a decimal sign is beside the others", "12.3", cells(9, 2, func(l *frame.Line) { l.X += unit.Pt })},
		{"a head is not repeated", "12.5", without(func(l *frame.Line) bool { return l.Table.Repeated && l.Table.Column == 2 })},
		{"a head is repeated with other words", "12.5", func(doc *frame.Document) {
			each(doc, func(_ int, items []frame.Item) []frame.Item {
				for _, item := range items {
					if l, ok := item.(*frame.Line); ok && l.Table != nil && l.Table.Repeated && l.Table.Column == 1 {
						l.Text = "站点"
					}
				}
				return items
			})
		}},
		{"a caption below the table", "12.1", func(doc *frame.Document) {
			each(doc, func(_ int, items []frame.Item) []frame.Item {
				for _, item := range items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTableCaption {
						l.Y += 500 * unit.Pt
					}
				}
				return items
			})
		}},
		{"续表 above the first part", "12.5", func(doc *frame.Document) {
			each(doc, func(_ int, items []frame.Item) []frame.Item {
				for _, item := range items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTableCaption {
						l.Kind, l.Node = frame.KindContinued, nil
					}
				}
				return items
			})
		}},
		{"rows overlap", "12.4", cells(9, 2, func(l *frame.Line) { l.Y -= 12 * unit.Pt })},
		{"rows as near as lines", "12.4", cells(13, 3, func(l *frame.Line) { l.Y -= 3 * unit.Pt })},
		{"a cell beyond the block", "12.1", cells(9, 3, func(l *frame.Line) { l.X += 400 * unit.Pt })},
		{"a row out of order", "12.5", cells(30, 1, func(l *frame.Line) { l.Table.Row = 12 })},
		{"a part of another page", "12.5", cells(30, 1, func(l *frame.Line) { l.Table.Part = 3 })},
		{"a cell of the head as data", "structure", cells(1, 1, func(l *frame.Line) { l.Node = l.Node.Add(frame.RoleP) })},
	} {
		doc := compose()
		c.spoil(doc)
		hit := func(found []check.Violation) bool {
			for _, v := range found {
				if strings.Contains(v.Rule, c.rule) {
					return true
				}
			}
			return false
		}
		if found := check.Document(doc, opt); !hit(found) {
			t.Errorf("%s: want a violation of %s, got %v", c.name, c.rule, found)
		}
		var dump strings.Builder
		if err := frame.Dump(&dump, doc); err != nil {
			t.Fatal(err)
		}
		back, err := check.ReadDump(strings.NewReader(dump.String()))
		if err != nil {
			t.Fatal(err)
		}
		if found := back.Check(opt); !hit(found) {
			t.Errorf("%s: in the dump, want a violation of %s, got %v", c.name, c.rule, found)
		}
	}
}
