package desk

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
)

const withItems = `schema = 1
[publication]
title = "月报"
issuer = ["办公室"]
[issue]
year = 2026
number = 1
date = 2026-01-15

# 第一栏
[[section]]
title = "要闻"

[[section.article]]
title = "甲"
file = "articles/a.md"

[[section.article.attachments]]
title = "名单" # 附一
file = "articles/list.md"

[[section.article.attachments.table]]
text = """
姓名,单位
张三,一科
"""

[[section.article.table]]
file = "data/t.csv"

[[section.article.attachments]]
title = "办法"
text = "办法的正文。"

# 第二栏
[[section]]
title = "简讯"
[[section.article]]
title = "乙"
text = "乙的正文。"

[imprint]
copies = 100
`

// itemsIn opens an issue whose first article has everything.
func itemsIn(t *testing.T) (*work, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "issue.toml", withItems)
	write(t, dir, "articles/a.md", "正文。\r\n\r\n![图一](../photos/p%20q.jpg \"说明｜图/张三\")\r\n\r\n![报名](qr:https://example.cn/)\r\n")
	write(t, dir, "articles/list.md", "名单。\n")
	write(t, dir, "data/t.csv", "项,数\n一,1\n")
	return reopen(t, dir), dir
}

// articleFormOf returns the form of an article as the page gets it.
func articleFormOf(t *testing.T, w *work, n int) formInfo {
	t.Helper()
	text, err := w.textIn(manifestName)
	if err != nil {
		t.Fatal(err)
	}
	info := articleForm(text, n, diag.ZH)
	w.addWritten(&info, diag.ZH)
	return info
}

func TestItemForms(t *testing.T) {
	w, _ := itemsIn(t)
	form := articleFormOf(t, w, 0)
	var got []string
	for item := range form.all() {
		set := []string{}
		for _, f := range item.Fields {
			if f.Set && f.Value != "" {
				set = append(set, f.Key+"="+strings.ReplaceAll(f.Value, "\n", "/"))
			}
		}
		got = append(got, fmt.Sprint(item.Table, item.N, " ", item.Kind, " ", item.File, " ", item.Photo, item.Opens, " ", set))
	}
	want := []string{
		"markdown0 picture articles/a.md photos/p q.jpg [alt=图一 caption=说明 credit=图/张三 file=../photos/p%20q.jpg]",
		"markdown1 qr articles/a.md  [alt=报名 file=https://example.cn/]",
		"section.article.attachments0 attachment  articles/list.md [title=名单 file=articles/list.md]",
		"section.article.attachments.table0 table   [text=姓名,单位/张三,一科/]",
		"section.article.table0 table  data/t.csv [file=data/t.csv]",
		"section.article.attachments1 attachment   [title=办法 text=办法的正文。]",
		"section0 section   [title=要闻]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for at, want := range map[string]placeInfo{
		"办法\"": {Article: 0, Picture: 1, Kind: attachmentTable, Path: attachmentTable + ".title"},
		"一科":   {Article: 0, Picture: 0, Kind: attachmentTable + ".table", Path: attachmentTable + ".table.text"},
		"要闻":   {Article: -1, Picture: -1},
	} {
		if place := placeOf(manifestName, withItems, strings.Index(withItems, at), diag.ZH); place.Article != want.Article || place.Picture != want.Picture || place.Kind != want.Kind || place.Path != want.Path {
			t.Errorf("%s: %+v", at, place)
		}
	}
}

// Every change is one step that can be taken back, and touches nothing else.
func TestItemActions(t *testing.T) {
	picture := `![图一](../photos/p%20q.jpg "说明｜图/张三")`
	for _, c := range []struct {
		request
		file, old, new string // old empty: it is refused
	}{
		{request{Action: "set", Table: attachmentTable, Key: "title", Picture: 1, Type: "text", Value: "细则"}, "issue.toml", `"办法"`, `"细则"`},
		{request{Action: "set", Table: sectionTable, Key: "title", Type: "text", Value: "头条"}, "issue.toml", `"要闻"`, `"头条"`},
		{request{Action: "set", Table: attachmentTable + ".table", Key: "caption", Type: "text", Value: "表"}, "issue.toml", "张三,一科\n\"\"\"\n", "张三,一科\n\"\"\"\ncaption = \"表\"\n"},
		{request{Action: "remove-item", Table: attachmentTable}, "issue.toml", "[[section.article.attachments]]\ntitle = \"名单\" # 附一\nfile = \"articles/list.md\"\n\n[[section.article.attachments.table]]\ntext = \"\"\"\n姓名,单位\n张三,一科\n\"\"\"\n\n", ""},
		{request{Action: "remove-item", Table: tableTable}, "issue.toml", "[[section.article.table]]\nfile = \"data/t.csv\"\n\n", ""},
		{request{Action: "remove-item", Table: "section.article"}, "issue.toml", "", ""},
		{request{Action: "add-item", Table: pictureTable, Title: "https://a.cn"}, "issue.toml", "\n# 第二栏", "\n[[section.article.picture]]\nqr = \"https://a.cn\"\n\n# 第二栏"},
		{request{Action: "add-item", Table: attachmentTable, Title: "附：细则"}, "issue.toml", "\n# 第二栏", "\n[[section.article.attachments]]\ntitle = \"附：细则\"\nfile = \"articles/附：细则.md\"\n\n# 第二栏"},
		{request{Action: "add-item", Table: tableTable}, "issue.toml", "\n# 第二栏", "\n[[section.article.table]]\ntext = \"\"\"\n项目,数量\n示例,1\n\"\"\"\n\n# 第二栏"},
		{request{Action: "section-down"}, "issue.toml", withItems[strings.Index(withItems, "# 第一栏"):strings.Index(withItems, "[imprint]")], withItems[strings.Index(withItems, "# 第二栏"):strings.Index(withItems, "[imprint]")] + withItems[strings.Index(withItems, "# 第一栏"):strings.Index(withItems, "# 第二栏")]},
		{request{Action: "section-up"}, "issue.toml", "", ""},
		{request{Action: "remove-section", Section: 1}, "issue.toml", withItems[strings.Index(withItems, "# 第二栏"):strings.Index(withItems, "[imprint]")], ""},
		{request{Action: "remove-section"}, "issue.toml", withItems[strings.Index(withItems, "# 第一栏"):strings.Index(withItems, "# 第二栏")], ""},
		{request{Action: "set", Table: writtenTable, File: "articles/a.md", Key: "credit", Value: "图/李\"四\"", Text: picture}, "articles/a.md", "图/张三", `图/李\"四\"`},
		{request{Action: "set", Table: writtenTable, File: "articles/a.md", Key: "file", Value: "https://b.cn/", Picture: 1, Text: "![报名](qr:https://example.cn/)"}, "articles/a.md", "example.cn", "b.cn"},
		{request{Action: "set", Table: writtenTable, File: "articles/a.md", Key: "credit", Value: "李｜四", Text: picture}, "articles/a.md", "", ""},
		{request{Action: "set", Table: writtenTable, File: "articles/a.md", Key: "alt", Value: "图", Text: "![图](x.jpg)"}, "articles/a.md", "", ""},
		{request{Action: "set", Table: writtenTable, File: "issue.toml", Key: "alt", Value: "图"}, "issue.toml", "", ""},
		{request{Action: "remove-item", Table: writtenTable, File: "articles/a.md", Text: picture}, "articles/a.md", picture + "\r\n\r\n", ""},
	} {
		w, dir := itemsIn(t)
		before := filesBelow(t, dir)
		w.compose()
		_, err := w.do(&c.request)
		if c.old == "" {
			if err == nil || !maps.Equal(before, filesBelow(t, dir)) {
				t.Errorf("%s %s: %v", c.Action, c.Table, err)
			}
			continue
		}
		if got, want := read(t, dir, c.file), strings.Replace(before[c.file], c.old, c.new, 1); err != nil || got != want || want == before[c.file] {
			t.Errorf("%s %s: %v\n%s\nwant\n%s", c.Action, c.Table, err, got, want)
		}
		if _, err := w.undo(false); err != nil || !maps.Equal(before, filesBelow(t, dir)) {
			t.Errorf("%s %s: not undone: %v", c.Action, c.Table, err)
		}
		if _, err := w.undo(true); err != nil {
			t.Errorf("%s %s: not done again: %v", c.Action, c.Table, err)
		}
	}
}

// The file of an attachment that is removed goes to the wastebasket.
func TestRemoveAttachment(t *testing.T) {
	w, dir := itemsIn(t)
	if _, err := w.do(&request{Action: "remove-item", Table: attachmentTable}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "articles", "list.md")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the file is there:", err)
	}
	w.compose()
	if s := w.state(); !slices.Equal(s.sections, []string{"要闻", "简讯"}) || len(s.others) != 2 || !slices.Equal(s.others[0].files, []string{"data/t.csv"}) {
		t.Errorf("%v %v", s.sections, s.others)
	}
}

// filesBelow returns the files below a folder but for those of the desk.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"issue.toml", "articles/*", "data/*"} {
		list, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			below, err := filepath.Rel(dir, path)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.ToSlash(below)] = read(t, dir, filepath.ToSlash(below))
		}
	}
	return files
}

// Attachments in braces have no tables; their texts are opened all the same.
func TestBracedAttachments(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "issue.toml", "schema = 1\n[publication]\ntitle = \"月报\"\nissuer = [\"办公室\"]\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"乙的正文。\"\nattachments = [{ title = \"表\", file = \"b.md\" }]\n")
	write(t, dir, "b.md", "附件。\n\n![图](c.jpg)\n")
	w := reopen(t, dir)
	w.compose()
	if s := w.state(); len(s.others) != 2 || !slices.Equal(s.others[1].files, []string{"b.md"}) {
		t.Fatalf("%+v", s.others)
	}
	form := articleFormOf(t, w, 1)
	if len(form.Items) != 1 || form.Items[0].Opens != "b.md" || !form.Items[0].Fixed || len(form.Items[0].Items) != 1 || len(articleFormOf(t, w, 0).Items) != 0 {
		t.Errorf("%+v", form.Items)
	}
}
