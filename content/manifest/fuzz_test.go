package manifest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/proof"
)

// official is the [document] of a manifest with all of its keys.
const official = `[style]
theme = "gongwen"
[document]
copy-number = "000028"
secrecy = "秘密★6个月"
urgency = "加急"
number = "柳政发〔2025〕17号"
signers = ["田亦舟", "谢春晓"]
to = ["各乡镇人民政府", "县政府各部门"]
note = "此件公开发布"
copies-to = ["县委各部门"]
issued = { office = "县政府办公室", date = 2025-09-12 }
`

// richCopy has boxes, verse, lists of names, page references, notes and a table in
// Markdown.
const richCopy = "> [!编者按] *按*语\n>\n> 甲[^1]\n> - 乙\n\n> [!资料] {.wide}\n> ![丙](photos/a.png)\n\n" +
	"```诗\n甲乙，\n丙丁。\n\n戊\n```\n\n> 己  \n> 庚\\\n> 辛\n\n```名单 4\n张三 李　四\n王小二（女）\n```\n\n~~~名单 竖\n壬 癸\n~~~\n\n" +
	"见[第?页](#甲)、[第？页](#乙)，[上文](#甲)。\n\n```go\nx := 1\n```\n\n| a | b[^2] |\n|--:|---|\n| 1 | > |\n| ^ | \\> |\n\n: 表1 子｜单位：米\n: 注：丑\n\n---\n\n[^1]: 寅\n\n    卯\n[^2]: 辰\n"

// FuzzManifest loads arbitrary manifests, with two articles available, and
// prints the findings.
func FuzzManifest(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		_, sections := archive(text)
		for _, s := range sections {
			if strings.HasSuffix(s.name, ".toml") {
				f.Add(s.data)
			}
		}
	}
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\nfile = \"b.md\"\n[[section.article.picture]]\nfile = \"photos/a.png\"\nafter = 1\nwidth = \"80mm\"\ncaption = \"甲\"\n"))
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\nfile = \"b.md\"\n[[section.article.table]]\nfile = \"t.csv\"\ncaption = \"表1 甲\"\nunit = \"m^3^\"\nnotes = [\"乙\"]\nhead = 1\nside = 1\nalign = [\"left\", \"\"]\nwidths = [\"4em\"]\nrules = \"grid\"\nplace = \"top\"\nafter = 1\n"))
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\ntext = \"a\\t1\\t2\\nb\\t3\\t4\\nc\\t5\\t6\"\n[[section.article.table]]\ntext = \"\"\"\na,>\n\\\\>,^\n\"\"\"\nhead = 0\nrotate = true\n"))
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\ntext = \"乙\"\n[[section.article.picture]]\nqr = \"https://example.org/丙\"\nwidth = \"40mm\"\ncaption = \"丁\"\nplace = \"bottom\"\n"))
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\ntext = \"乙\"\n" + official))
	f.Add([]byte(head + "[[section.article]]\nid = \"甲\"\nkicker = \"肩\"\ntitle = \"甲\"\nsubtitle = \"副\"\nauthor = [\"乙\", \"丙\"]\nfile = \"c.md\"\n" +
		"attachments = [{ title = \"丁\", file = \"b.md\" }]\n[[section.article]]\nid = \"甲\"\ntitle = \"戊\"\nfile = \"c.md\"\nplain = true\n"))
	f.Add([]byte(head + "[[section.article]]\ntitle = \"甲\"\nfile = \"b.md\"\n" +
		"[[section.article.attachments]]\nid = \"表\"\ntitle = \"附表\"\n[[section.article.attachments.table]]\nfile = \"t.csv\"\ncaption = \"表1 甲\"\n" +
		"[[section.article.attachments]]\ntitle = \"附图\"\n[[section.article.attachments.picture]]\nfile = \"photos/a.png\"\n[[section.article.attachments.picture]]\nqr = \"https://example.org/\"\n" +
		"[[section.article.attachments]]\ntitle = \"附文\"\ntext = \"见表\"\n[[section.article.attachments.table]]\ntext = \"1,2\"\nafter = 1\n"))
	files := memory{"t.csv": []byte("甲,\"乙\n丙\"\n1,2\n合计,3\n"), "photos/a.png": pngOf(4, 3), "a.txt": []byte("一、甲\n“乙"), "c.md": []byte(richCopy), "b.md": []byte("# 甲\n\n**乙**\n\n![丙](photos/a.png \"丁｜戊\")")}
	f.Fuzz(func(t *testing.T, raw []byte) {
		log := &diag.List{}
		issue := loadFrom(files, "issue.toml", raw, Options{}, log)
		if issue == nil && !log.HasErrors() {
			t.Fatal("no issue and no finding")
		}
		if issue != nil {
			proof.Check(issue, nil, log)
			proof.Permit(issue, log)
			for _, p := range issue.Pictures() {
				if !log.HasErrors() && (p.Image == nil) == (p.Code == nil) {
					t.Fatal("a picture that was not read was accepted")
				}
			}
			articles := 0
			for _, s := range issue.Sections {
				for _, a := range s.Articles {
					articles++
					checkPlaces(t, a.Body)
					for table := range content.Tables(a.Body) {
						if fault := tableFault(table); fault != "" && !log.HasErrors() {
							t.Fatalf("a table with %s was accepted", fault)
						}
					}
					if !log.HasErrors() && (a.Title.Value == "" || len(a.Body) == 0) {
						t.Fatal("an article without title or text was accepted")
					}
				}
			}
			if !log.HasErrors() && (articles == 0 || issue.Publication.Title.Value == "" || issue.Number.Year == 0 || issue.Number.Date.Year == 0 && !bytes.Contains(raw, []byte("0000"))) {
				t.Fatal("an issue without required values was accepted")
			}
		}
		items := log.Items()
		var out bytes.Buffer
		for _, p := range []diag.Printer{{Lang: diag.ZH}, {Lang: diag.EN, Width: 40}} {
			if err := p.Print(&out, items); err != nil {
				t.Fatal(err)
			}
		}
		if bytes.Contains(out.Bytes(), []byte("%!")) && !bytes.Contains(raw, []byte("%!")) {
			t.Fatalf("a message and its arguments do not match: %s", out.Bytes())
		}
		for _, d := range items {
			if _, known := diag.SeverityOf(d.Code); !known {
				t.Fatalf("code %s is not in the catalog", d.Code)
			}
		}
	})
}
