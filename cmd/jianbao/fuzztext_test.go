package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/edition"
)

// kinds are the kinds of articles: how the text comes and what stands around it.
var kinds = []struct{ name, file, more string }{
	{"plain", "a.txt", ""},
	{"markdown", "a.md", ""},
	{"continued", "a.md", "start = \"continue\"\n"},
	{"with author and source", "a.txt", "author = \"本刊记者\"\nsource = \"县志办\"\n"},
	{"fitted", "a.md", "fit = 1\n"},
}

// FuzzText checks that the text of a PDF is that of its source: no character of the
// copy is lost, changed or moved on the way to the page, in any kind of article. What the
// copy means is decided by the tests of the manifest; from there on two readings of
// the text are compared, one from the parsed copy and one from the file.
func FuzzText(f *testing.F) {
	for kind := range kinds {
		for _, text := range []string{
			"　　全县春耕备耕工作会议召开，“应种尽种”。\n　　会后，与会人员查看了秧田。",
			"# 一、概况\n\n正文**重点**与*楷体*，共3.5公里（见附图）。\n\n- 第一项\n- 第二项\n\n> 编者按：略。\n",
			"1. 甲\n2. 乙\n\nhttps://example.org/a_b/c?d=1&e=2#f 的页面，联系 office@example.org。",
			"𠮷野家、㐂、〇、℃、①、CO₂，H₂O 与 fi ffl 连字；2024年5月20日——“引‘号’”……",
			"> [!编者按] 按语的题\n>\n> 框中**正文**。\n> - 项\n\n```诗\n床前明月光，\n疑是地上霜。\n\n举头望明月\n```\n\n> 前一行  \n> 后一行\n",
			"```名单 4\n张三 李　四 王小二\n赵六（女） 买买提·阿不都\n```\n\n~~~名单 竖\n甲乙 丙丁 戊\n~~~\n\n```go\nx := f(1)\n```\n\n---\n\n末段。\n",
			"Supercalifragilisticexpialidocious-antidisestablishmentarianism and floccinaucinihilipilification.",
		} {
			f.Add(uint8(kind), text)
		}
	}
	engine := textEngine()
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		if len(text) <= 4000 {
			compareText(t, engine, int(kind), text)
		}
	})
}

// TestText is FuzzText over random copy.
func TestText(t *testing.T) {
	n := 40
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		n = 2000
	}
	parts := strings.Split("全县|春耕|备耕|会议|，|。|、|：|“|”|《|》|（|）|——|……|·|3|2024|年|5月|%|3.5|km|GDP|office|fi|Wi-Fi|e.g.|-|~|#|*|**|_|[|](a/b)|<|&amp;|\\|`|℃|①|𠮷|é| |　|\n|\n\n|\n- |\n1. |\n> |\n## |https://example.org/a_b?c=%20d", "|")
	r := rand.New(rand.NewPCG(7, 11))
	engine := textEngine()
	for range n {
		var b strings.Builder
		for range 5 + r.IntN(120) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		compareText(t, engine, r.IntN(len(kinds)), b.String())
	}
}

func textEngine() *edition.Engine {
	return edition.New(edition.Options{Tool: edition.Tool{Name: "jianbao", Version: "v0"}})
}

// compareText builds an article and compares the text of the file with the copy.
func compareText(t *testing.T, engine *edition.Engine, kind int, text string) {
	t.Helper()
	k := kinds[kind%len(kinds)]
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{
		"issue.toml": fmt.Appendf(nil, "schema = 1\n[publication]\ntitle = \"试刊\"\n[issue]\nyear = 2024\nnumber = 1\ndate = 2024-05-20\n[[section]]\ntitle = \"动态\"\n"+
			"[[section.article]]\ntitle = \"第一篇\"\nfile = %q\n%s[[section.article]]\ntitle = \"末篇\"\ntext = \"末篇的正文。\"\n", k.file, k.more),
		k.file: []byte(text),
	}}
	var log diag.List
	e := engine.Read(files, edition.Choices{}, &log)
	e.Compose()
	if err := e.Render(); err != nil {
		t.Fatal(err)
	}
	if e.PDF() == nil {
		return // with an error
	}
	got := solid(pdfText(t, e.PDF()))
	at := 0
	for _, want := range copyOf(e.Issue) {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("%s: %q is not in the file after %q\ncopy %q\nfile %s", k.name, want, tailOf(got[:at]), text, got)
		}
		at += i + len(want)
	}
}

// copyOf returns the titles and paragraphs of an issue as solid text, in their order.
func copyOf(issue *content.Issue) (list []string) {
	add := func(s string) {
		if s = solid(s); s != "" {
			list = append(list, s)
		}
	}
	var blocks func([]content.Block)
	blocks = func(all []content.Block) {
		for _, b := range all {
			switch b := b.(type) {
			case *content.Paragraph:
				add(inlineText(b.Inlines))
			case *content.Heading:
				add(inlineText(b.Inlines))
			case *content.List:
				for _, item := range b.Items {
					blocks(item)
				}
			case *content.Quote:
				blocks(b.Blocks)
			case *content.NameList:
				for _, name := range b.Names {
					add(name.Value)
				}
			case *content.Verse:
				for _, in := range b.Stanzas {
					add(inlineText(in))
				}
			case *content.Box:
				add(b.Name.Value + inlineText(b.Title))
				blocks(b.Blocks)
			case *content.Code:
				for _, l := range b.Lines {
					add(l.Value)
				}
			}
		}
	}
	for _, s := range issue.Sections {
		for i := range s.Articles {
			add(s.Articles[i].Title.Value)
			for _, author := range s.Articles[i].Authors {
				add(author.Value)
			}
			blocks(s.Articles[i].Body)
			add(s.Articles[i].Source.Value)
		}
	}
	return list
}

func inlineText(list []content.Inline) string {
	var b strings.Builder
	for _, in := range list {
		if r, ok := in.(content.Run); ok {
			b.WriteString(r.Value)
		}
	}
	return b.String()
}

// solid returns a text without white space and soft hyphens, which lines add and take
// away.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

func tailOf(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[len(r)-20:])
	}
	return s
}
