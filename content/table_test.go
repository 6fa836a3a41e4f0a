package content_test

import (
	"slices"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

func run(text string) []content.Inline { return []content.Inline{content.Run{Value: text}} }

// TestTablesAreSeen: the walks over the texts and the files of an issue see tables, also
// in lists and quotations.
func TestTablesAreSeen(t *testing.T) {
	file := &diag.Source{Path: "a.csv"}
	table := func(word string, file *diag.Source) *content.Table {
		return &content.Table{
			Caption: run(word + "题"), Unit: run(word + "单位"), Notes: [][]content.Inline{run(word + "注")},
			Columns: make([]content.Column, 2), Head: 1, File: file,
			Rows: [][]content.Cell{{{Inlines: run(word + "甲"), Rows: 1, Columns: 2}, {}}, {{Inlines: run(word + "乙"), Rows: 1, Columns: 1}, {Rows: 1, Columns: 1}}},
		}
	}
	first, second, third := table("一", file), table("二", nil), table("三", file)
	issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: []content.Block{
		first,
		&content.List{Items: [][]content.Block{{second}}},
		&content.Quote{Blocks: []content.Block{third}},
	}}}}}}
	body := issue.Sections[0].Articles[0].Body
	if got := slices.Collect(content.Tables(body)); !slices.Equal(got, []*content.Table{first, second, third}) {
		t.Errorf("%d tables", len(got))
	}
	for table := range content.Tables(body) {
		if table != first {
			t.Error("the walk goes on")
		}
		break
	}
	var got []string
	for text := range issue.Texts() {
		got = append(got, text.Value)
	}
	want := []string{"一题", "一单位", "一甲", "一乙", "一注", "二题", "二单位", "二甲", "二乙", "二注", "三题", "三单位", "三甲", "三乙", "三注"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if files := issue.TableFiles(); len(files) != 1 || files[0] != file {
		t.Errorf("%d files", len(files))
	}
}
