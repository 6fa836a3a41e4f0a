package manifest

import (
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestAttachments reads attachments with all that an article may have: the
// commonest attachment is a table.
func TestAttachments(t *testing.T) {
	files := memory{"a.txt": []byte("正文。"), "b.csv": []byte("村,口\n莲塘,5\n")}
	log := &diag.List{}
	issue := loadFrom(files, "issue.toml", []byte(head0+`a.txt"
[[section.article.attachments]]
title = "登记表"
text = "由水利局实测。"
[[section.article.attachments.table]]
file = "b.csv"
caption = "表1 登记"
after = 1
[[section.article.attachments]]
title = "说明"
text = "甲。"
`), Options{}, log)
	if issue == nil {
		t.Fatal(log.Items())
	}
	got := issue.Sections[0].Articles
	if len(got) != 3 || got[1].Attached == nil || got[1].Attached.Number != 1 || got[2].Attached.Number != 2 {
		t.Fatalf("%d articles, %+v", len(got), got)
	}
	if s := strings.ReplaceAll(show(got[1].Body), "\n", "/"); s != "P 由水利局实测。/T1aa {表1　登记} (村|口) (莲塘|5)" {
		t.Error(s)
	}

	log = &diag.List{}
	if issue := loadFrom(files, "issue.toml", []byte(head0+"a.txt\"\nattachments = [{ title = \"甲\" }, { title = \"乙\", file = \"a.txt\", text = \"丙\" }]\n"), Options{}, log); issue != nil && log.Count(diag.Error) == 0 || !log.Has("no-text") || !log.Has("file-and-text") {
		t.Error(log.Items())
	}
}
