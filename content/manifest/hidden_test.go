package manifest

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// TestName: what is invisible in a name goes, and what decides the look of a visible
// character stays.
func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"水利\u200b简报": "水利简报", "\ufeffA\u2060B\u00ad": "AB", "X\u200dY\u200c": "XY", "0\u202a01\u202c": "001", "甲\u3164乙\u034f\u115f": "甲乙", "\u180e甲\u206a": "甲",
		" 甲　乙 ": "甲　乙", "甲\u00a0乙": "甲\u00a0乙", "葛\U000E0100城": "葛\U000E0100城", "WS\ufe0f1": "WS1", "1\ufe0f\u20e3": "1\ufe0f\u20e3", "\u2764\ufe0f": "\u2764\ufe0f", "\ufe0f甲": "甲",
		"\U0001F469\u200d\U0001F33E报": "\U0001F469\u200d\U0001F33E报", "می\u200cروم": "می\u200cروم", "甲\u200d乙": "甲乙", "\U0001F3F4\U000E0067\U000E007F": "\U0001F3F4\U000E0067\U000E007F", "甲\U000E0067": "甲",
		"\u200b": "\u200b", "": "", "甲\n乙": "甲\n乙",
	} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestNumberOfOneLine: a line break in a number is one error; no other follows from it.
func TestNumberOfOneLine(t *testing.T) {
	var log diag.List
	text := "schema = 1\n[publication]\ntitle = \"甲\"\n[issue]\nyear = 2021\nnumber = \"增\\n刊\"\ndate = 2021-10-22\n[[section]]\ntitle = \"甲\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲\"\n"
	issue := Load(Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(text)}}, Options{}, &log)
	if !log.Has("one-line") || log.Len() != 1 {
		t.Fatal(log.Items())
	}
	if got := issue.Number.Issue.Value; got != "增 刊" {
		t.Errorf("the number is %q", got)
	}
}

// TestHiddenInFields: names, numbers and metadata have no invisible characters, and each
// field has a notice at the first one.
func TestHiddenInFields(t *testing.T) {
	const manifest = `schema = 1
[publication]
title = "江@堤A@B"
issuer = ["甲@局", "C@D"]
permit = "浙@001"
[issue]
year = 2021
number = "增@刊1@"
total = "1@2"
date = 2021-10-22
label = "内@部"
serial = "0@1"
[print]
condition = "FOGRA@39"
[archive]
record = "X1@-2"
keywords = "堤@防；L@M"
abstract = "述@N@O"
responsible = "甲@局"
[document]
number = "柳政发@〔2025〕5号"
signers = "王@明"
to = ["各@县"]
copies-to = ["省@厅"]
issued = { office = "办@公室", date = 2021-10-22 }
[[section]]
title = "要闻"
[[section.article]]
title = "题"
text = "正文。"
`
	for _, c := range []string{"\u200b", "\u2060", "\u00ad", "\u3164", "\u034f", "\ufeff", "\u202a", "\u200e", "\u200d"} {
		log := &diag.List{}
		source := strings.ReplaceAll(manifest, "@", c)
		issue := loadFrom(memory{}, "issue.toml", []byte(source), Options{}, log)
		p, n, d := &issue.Publication, &issue.Number, issue.Document
		texts := []content.Text{p.Title, p.Permit, n.Issue, n.Total, n.Label, n.Serial, issue.Print.Condition, issue.Archive.Record, d.Number, d.Issued.Office}
		for _, list := range [][]content.Text{p.Issuer, d.Signers, d.To, d.CopiesTo} {
			texts = append(texts, list...)
		}
		for _, e := range issue.Archive.Elements {
			texts = append(texts, e.Text)
		}
		for _, text := range texts {
			if text.Value == "" || strings.Contains(text.Value, c) {
				t.Errorf("%U: %q", []rune(c)[0], text.Value)
			}
			for i, r := range text.Value {
				if got := text.Place.At(i, i+len(string(r))).Text(); got != string(r) {
					t.Errorf("%q: byte %d is at %q", text.Value, i, got)
				}
			}
		}
		notices := 0
		for _, d := range log.Items() {
			if d.Code == "text-dropped" {
				notices++
				if d.Span.Text() != c {
					t.Errorf("a notice at %q", d.Span.Text())
				}
			}
		}
		if want := len(texts); notices != want || log.HasErrors() {
			t.Errorf("%U: %d notices, want %d: %s", []rune(c)[0], notices, want, found(log))
		}
	}
}

// TestHiddenInAddresses: addresses of links and codes have no invisible characters, and a
// blank beyond ASCII is an error.
func TestHiddenInAddresses(t *testing.T) {
	const site = "https://a.example/b"
	head := strings.Replace(head, "[[section]]", "[copy]\nremote = \"link\"\n[[section]]", 1) // links of HTML too
	for _, c := range []string{"\u200b", "\u202a", "\u202c", "\ufeff", "\u2060", "\u200e", "\u200f", "\u00ad", "\u3164", "\u200d"} {
		text := "见[链接](" + c + site + c + ")、[信](mailto:a@b.example" + c + ")和<" + site + c + ">。\n\n![码](" + c + "qr:" + c + site + c + " \"图\")\n\n<a href=\"" + site + c + "\">链</a>。\n\n[注][1]\n\n[1]: " + site + c + "\n"
		log := &diag.List{}
		issue := loadFrom(memory{"a.md": []byte(text)}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \"a.md\"\n[[section.article.picture]]\nqr = \""+c+site+c+"\"\nalt = \"码\"\n"), Options{}, log)
		links, codes := 0, 0
		for _, b := range issue.Sections[0].Articles[0].Body {
			switch b := b.(type) {
			case *content.Picture:
				if b.Code == nil || b.File.Value != "qr:"+site {
					t.Errorf("%U: a code for %q", []rune(c)[0], b.File.Value)
				}
				codes++
			case *content.Paragraph:
				for _, x := range b.Inlines {
					if run, ok := x.(content.Run); ok && run.Link != "" {
						if run.Link != site && run.Link != "mailto:a@b.example" {
							t.Errorf("%U: a link to %q", []rune(c)[0], run.Link)
						}
						links++
					}
				}
			}
		}
		if links != 5 || codes != 2 || log.HasErrors() || !strings.Contains(found(log), "text-dropped") {
			t.Errorf("%U: %d links, %d codes: %s", []rune(c)[0], links, codes, found(log))
		}
	}
	for text, want := range map[string]string{
		"[链](" + site + "\u00a0)": "md-link-blank", "[链](" + site + "\u3000c)": "md-link-blank", "[链](mailto:\u2003a@b.example)": "md-link-blank",
		"<" + site + "\u00a0c>": "md-link-blank", "<a href='" + site + "\u00a0'>链</a>": "md-link-blank", "![码](qr:" + site + "\u2800)": "qr-address",
		"[链](<" + site + " c>)": "", "[甲\u00a0乙](" + site + ")": "", "[链](" + site + "%20c)": "",
	} {
		log := &diag.List{}
		loadFrom(memory{"a.md": []byte("正文" + text + "。\n\n" + text + "\n")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \"a.md\"\n"), Options{}, log)
		if got := found(log); want == "" && log.HasErrors() || !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %q", text, got, want)
		}
	}
}

// TestHiddenInWordLinks: the same for links of documents of Word; one in several runs
// counts once.
func TestHiddenInWordLinks(t *testing.T) {
	body := docxtest.P(docxtest.T("见"), `<w:fldSimple w:instr="HYPERLINK &quot;https://a.example/b`+"\u200b"+`&quot;">`+docxtest.T("链")+docxtest.R("接", "<w:b/>")+`</w:fldSimple>`)
	a, log := loadWord(t, body, "title = \"水库\"\n")
	links := 0
	for _, x := range a.Body[0].(*content.Paragraph).Inlines {
		if run, ok := x.(content.Run); ok && run.Link != "" {
			if links++; run.Link != "https://a.example/b" {
				t.Errorf("a link to %q", run.Link)
			}
		}
	}
	if codes := wordCodes(log); links != 2 || !slices.Equal(codes, []string{"text-dropped"}) || log.Items()[0].Args[1] != 1 {
		t.Errorf("%d links: %q %v", links, codes, log.Items())
	}
}
