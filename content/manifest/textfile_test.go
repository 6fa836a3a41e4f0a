package manifest

import (
	"testing"

	"jianbao/content/diag"
)

// TestTextNamesFile: a text that is nothing but the name of a file is told, of articles,
// attachments and tables; copy that speaks of files is not.
func TestTextNamesFile(t *testing.T) {
	article := func(text string) string { return "[[section.article]]\ntitle = \"甲\"\ntext = " + text + "\n" }
	for _, c := range []struct{ manifest, want string }{
		{article(`"01 水利.txt"`), "01 水利.txt"},
		{article(`" 稿件/水利.MD "`), "稿件/水利.MD"},
		{article("\"\"\"\n稿件.docx\n\"\"\""), "稿件.docx"},
		{article(`"乙。"` + "\nattachments = [{ title = \"丙\", text = \"附.docx\" }]"), "附.docx"},
		{article(`"乙。"` + "\n[[section.article.table]]\ntext = \"表.csv\""), "表.csv"},
		{article(`"全文见 a.txt。"`), ""},
		{article(`"会议材料：a.txt"`), ""},
		{article("\"\"\"\n甲\na.txt\n\"\"\""), ""},
		{article(`".txt"`), ""},
		{article(`"乙。"` + "\n[[section.article.table]]\ntext = \"甲,1\\n表.csv,2\""), ""},
	} {
		log := &diag.List{}
		loadFrom(memory{}, "issue.toml", []byte(head+c.manifest), Options{}, log)
		got := ""
		for _, d := range log.Items() {
			if d.Code == "text-names-file" {
				got = d.Args[0].(string)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.manifest, got, c.want)
		}
	}
}
