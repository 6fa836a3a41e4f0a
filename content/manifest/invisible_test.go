package manifest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// invisibleSamples are characters of each kind of invisible characters.
var invisibleSamples = []string{
	"\u00a0", "\u1680", "\u2003", "\u202f", "\u205f", // blanks
	"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", // joiners, soft hyphen
	"\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", // directions
	"\u034f", "\u115f", "\u17b4", "\u180b", "\u180e", "\u3164", "\uffa0", "\u2800", // fillers
	"\ufe00", "\U000e0100", "\U000e0001", "\U000e007f", "\U0001d173", // selectors, tags, music
	"\u00a0\u3000\u200b", "\u2003 \u00ad",
}

func TestInvisibleParagraphs(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a.txt", "甲。\n@\n乙。\n", "P 甲。\nP 乙。"},
		{"a.txt", "　@ \n甲。\r\n@\n", "P 甲。"},
		{"a.txt", "一、甲\n@\n乙。", "H1 一、甲\nP 乙。"},
		{"a.md", "甲。\n\n@\n\n乙。", "P 甲。\nP 乙。"},
		{"a.md", "甲。\n@\n乙。", "P 甲。\nP 乙。"},
		{"a.md", "甲。\r\n@\r\n乙。", "P 甲。\nP 乙。"},
		{"a.md", "> 甲\n> @\n> 乙", "Q(P 甲\nP 乙)"},
		{"a.md", "> @\n\n甲", "P 甲"},
		{"a.md", "- 甲\n- @\n- 乙", "L(P 甲)(P 乙)"},
		{"a.md", "1. @\n\n甲", "P 甲"},
		{"a.md", "甲@**乙**丙", "P 甲@*乙*丙"},
		{"a.md", "[@](https://a.example/)\n\n甲", "P 甲"},
		{"a.md", "甲\\\nB@乙", "P 甲⏎B@乙"},
	}
	for _, c := range invisibleSamples {
		for _, tt := range tests {
			body := strings.ReplaceAll(tt.body, "@", c)
			log := &diag.List{}
			issue := loadFrom(memory{tt.name: []byte(body)}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"甲\"\nfile = \""+tt.name+"\"\n"), Options{}, log)
			printed := c // directional marks are dropped between other characters
			if strings.ContainsAny(c, "\u061c\ufeff\u200e\u202a\u202e\u2066\u2069\u200f") {
				printed = ""
			}
			if tt.name == "a.md" && strings.Contains(tt.body, "**") && utf8.RuneCountInString(c) == 1 && strings.ContainsAny(c, "\u200b\u200c\u200d\u2060\u00ad\u034f\u17b4\u180e") {
				printed = "" // as between Han
			}
			if want := strings.ReplaceAll(tt.want, "@", printed); log.Count(diag.Error) > 0 || show(issue.Sections[0].Articles[0].Body) != want {
				t.Errorf("%q:\n%q, want\n%q; %s", body, show(issue.Sections[0].Articles[0].Body), want, found(log))
			}
			if got, want := strings.Count(found(log), "text-invisible"), 1; !strings.Contains(tt.want, "@") && got != want {
				t.Errorf("%q: %d findings text-invisible, want %d", body, got, want)
			}
			checkPlaces(t, issue.Sections[0].Articles[0].Body)
		}
	}
}

// TestDroppedMarks: marks of direction are dropped, and those of words between
// Han; a notice counts them. Those between letters, joined emoji and variants
// stay.
func TestDroppedMarks(t *testing.T) {
	for _, c := range []struct{ text, want, finding string }{
		{"电话\u202a0570-0012345\u202c，路径\u2066C:/a\u2069", "电话0570-0012345，路径C:/a", "U+202A U+202C U+2066 U+2069 4"},
		{"镇文\u200b化站", "镇文化站", "U+200B 1"},
		{"镇文\ufeff\u200b化\u00ad站，\u200d某", "镇文化站，某", "U+FEFF U+200B U+00AD U+200D 4"},
		{"very\u200blong\u00adword、A\u2060B、é\u200dX、\U0001F469\u200d\U0001F33E", "", ""},
		{"葛\U000E0100、甲\u00a0乙、3\u202f000", "", ""},
		{"甲\u200babc\u200b乙", "", ""},
		{"12\u200b月投资1\u200b200万元，\u200b3.5\u2060公里", "12月投资1200万元，3.5公里", "U+200B U+2060 4"},
		{"第3\u200b–\u200b5页、A\u200b1", "", ""},
		{"水库\u2060管理\u034f所\u17b4和泵\u180e站\u2064", "水库管理所和泵站", "U+2060 U+034F U+17B4 U+180E U+2064 5"},
		{"\u200b\ufeff汛期abc\u200b", "汛期abc", "U+200B U+FEFF 3"},
	} {
		for _, name := range []string{"a.txt", "a.md"} {
			log := &diag.List{}
			issue := loadFrom(memory{name: []byte("首行\n\n" + c.text + "\n")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \""+name+"\"\n"), Options{}, log)
			body, want, finding := issue.Sections[0].Articles[0].Body, c.want, ""
			if want == "" {
				want = c.text
			}
			for _, d := range log.Items() {
				if d.Code == "text-dropped" {
					finding = fmt.Sprint(d.Args[0], " ", d.Args[1])
				}
			}
			if got := show(body); got != "P 首行\nP "+want || finding != c.finding {
				t.Errorf("%s %q: %q; %s", name, c.text, got, finding)
			}
			checkPlaces(t, body)
		}
	}
	log := &diag.List{}
	issue := loadFrom(memory{}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"春\u200b灌\u202a3\u202c\"\nfile = \"\u202aa.txt\"\n"), Options{}, log)
	if got := issue.Sections[0].Articles[0].Title.Value; got != "春灌3" || !strings.Contains(found(log), "text-dropped") || !strings.Contains(found(log), "path-marks") {
		t.Errorf("title %q: %s", got, found(log))
	}
}

// TestMarksBeforeMarkup: invisible characters before the signs of a line do not keep it from
// being what its signs make it.
func TestMarksBeforeMarkup(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.md", "\u200b## 防汛", "H2 防汛"},
		{"a.md", "  \u2060# 防汛\u200b", "H1 防汛"},
		{"a.md", "\ufeff\u200b* 巡堤\n\u200b* 清淤", "L(P 巡堤)(P 清淤)"},
		{"a.md", "\u200b> \u200b堤防\n\u200b> \u200d水闸", "Q(P 堤防水闸)"},
		{"a.md", "\u200c1. 巡堤。\n\u200c2. 清淤。", "L1(P 巡堤。)(P 清淤。)"},
		{"a.md", "\u200b| 站 | 水位 |\n| --- | --- |\n| 城关 | 3 |", "T"},
		{"a.md", "汛期\u200b**巡堤**\u200b，\u2060*清淤*\n\u200b[灌\u200b区](https://a.example/)", "P 汛期*巡堤*，_清淤_<https://a.example/|灌区>"},
		{"a.md", "汛期&#8203;**巡堤**\u200b抗\u200b旱", "P 汛期\u200b*巡堤*抗旱"},
		{"a.md", "- \u200b巡堤\n- 清淤", "L(P 巡堤)(P 清淤)"},
		{"a.txt", "\u200b一、防汛\n巡堤。\n\u00ad二、抗旱\n清淤。", "H1 一、防汛\nP 巡堤。\nH1 二、抗旱\nP 清淤。"},
		{"a.txt", "　\u200b（一）防汛\n巡堤。", "H2 （一）防汛\nP 巡堤。"},
	} {
		log := &diag.List{}
		issue := loadFrom(memory{c.name: []byte("首行\n\n" + c.text + "\n")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \""+c.name+"\"\n"), Options{}, log)
		body := issue.Sections[0].Articles[0].Body
		if got, _ := strings.CutPrefix(show(body), "P 首行\n"); !strings.HasPrefix(got, c.want) || !strings.Contains(found(log), "text-dropped") {
			t.Errorf("%s %q: %q, want %q; %s", c.name, c.text, got, c.want, found(log))
		}
		checkPlaces(t, body)
	}
}

// TestTypedIndents: blanks of all kinds with which an indent is typed are not printed, and
// lines that have one are paragraphs; those that HTML writes by number stay.
func TestTypedIndents(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.txt", "\u2002\u2002\u2002\u2002汛期。\n\u00a0　巡堤。", "P 汛期。\nP 巡堤。"},
		{"a.md", "\u00a0\u00a0\u00a0\u00a0汛期。", "P 汛期。"},
		{"a.md", "&nbsp;&nbsp;&nbsp;&nbsp;汛期&nbsp;末。", "P 汛期\u00a0末。"},
		{"a.md", "&emsp;　**汛期**。", "P *汛期*。"},
		{"a.md", "\u2003\u2003汛期\n\u2003\u2003巡堤\n&emsp;&emsp;清淤", "P 汛期\nP 巡堤\nP 清淤"},
		{"a.md", "&#8195;&#8195;汛期。", "P \u2003\u2003汛期。"},
		{"a.md", "`&emsp;`是空格。", "P &emsp;是空格。"},
	} {
		log := &diag.List{}
		issue := loadFrom(memory{c.name: []byte("首行\n\n" + c.text + "\n")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"题\"\nfile = \""+c.name+"\"\n"), Options{}, log)
		body := issue.Sections[0].Articles[0].Body
		if got, _ := strings.CutPrefix(show(body), "P 首行\n"); got != c.want {
			t.Errorf("%s %q: %q, want %q; %s", c.name, c.text, got, c.want, found(log))
		}
		checkPlaces(t, body)
	}
}

// TestInvisibleFields: a field that looks empty is an error if it must not be
// empty; otherwise it is empty, with a finding.
func TestInvisibleFields(t *testing.T) {
	const manifest = `schema = 1
[publication]
title = "%s"
issuer = ["甲", "%s"]
[issue]
year = 2021
number = "%s"
date = 2021-10-22
[imprint]
lines = ["%s", "乙"]
[[section]]
title = "%s"
[[section.article]]
title = "%s"
author = "%s"
source = "%s"
text = "%s"
`
	for _, c := range invisibleSamples {
		for field, want := range []string{"empty-value", "text-invisible", "empty-value", "text-invisible", "empty-value", "empty-value", "text-invisible", "text-invisible", "empty-article"} {
			values := []any{"刊", "乙", "一", "丙", "丁", "戊", "己", "庚", "辛"}
			values[field] = c
			log := &diag.List{}
			issue := loadFrom(memory{}, "issue.toml", fmt.Appendf(nil, manifest, values...), Options{}, log)
			if got := found(log); !strings.Contains(got, want) || strings.Contains(got, "bad-character") {
				t.Errorf("field %d as %q: %s, want %s", field, c, got, want)
			}
			a := &issue.Sections[0].Articles[0]
			for _, text := range append([]content.Text{issue.Publication.Title, issue.Sections[0].Title, a.Title, a.Source}, a.Authors...) {
				if text.Value != "" && allInvisible(text.Value) {
					t.Errorf("field %d as %q is kept", field, c)
				}
			}
			if n := len(issue.Publication.Issuer) + len(issue.Imprint.Lines); want == "text-invisible" && field < 4 && n != 3 {
				t.Errorf("field %d as %q: %d lines, want 3", field, c, n)
			}
		}
	}
}

// TestVisible: visible characters and those with a separate finding are not
// invisible.
func TestVisible(t *testing.T) {
	for _, s := range []string{"甲", ".", "\u0301", "\ufffc", "\u2028", "\u0085", "\u0600", "\ufff9", "\u200b甲"} {
		if allInvisible(s) {
			t.Errorf("%q is reported as invisible", s)
		}
	}
	for _, s := range []string{"", " ", "\t", "　", "　 \n"} {
		if !allInvisible(s) || looksEmpty(s) {
			t.Errorf("%q has a finding", s)
		}
	}
}

// TestInvisibleLines: a line of nothing but invisible characters in a value of several
// lines is dropped with a notice; blank lines that were typed stay.
func TestInvisibleLines(t *testing.T) {
	for value, want := range map[string]string{
		"甲\n%s\n乙":           "甲\n乙",
		"%s\n甲\n乙":           "甲\n乙",
		"甲\n乙\n%s":           "甲\n乙",
		"甲\n%[1]s\n%[1]s\n乙": "甲\n乙",
		"甲\n　%s\n\n乙":        "甲\n\n乙",
	} {
		for _, c := range invisibleSamples {
			quoted := strings.ReplaceAll(fmt.Sprintf(value, c), "\n", "\\n")
			manifest := "schema = 1\n[publication]\ntitle = \"刊\"\nissuer = [\"" + quoted + "\"]\n[issue]\nyear = 2026\nnumber = 3\ndate = 2026-03-18\n[[section]]\ntitle = \"一\"\n[[section.article]]\ntitle = \"" + quoted + "\"\nauthor = \"丁\"\ntext = \"戊\"\n"
			log := &diag.List{}
			issue := loadFrom(memory{}, "issue.toml", []byte(manifest), Options{}, log)
			title, issuer := issue.Sections[0].Articles[0].Title.Value, issue.Publication.Issuer[0].Value
			if title != want || issuer != want {
				t.Errorf("%q: title %q, issuer %q, want %q", quoted, title, issuer, want)
			}
			if got := found(log); strings.Count(got, "text-invisible") != 2 {
				t.Errorf("%q: %s", quoted, got)
			}
		}
	}
	log := &diag.List{}
	loadFrom(memory{}, "issue.toml", []byte("schema = 1\n[publication]\ntitle = \"刊\"\n[issue]\nyear = 2026\nnumber = 3\ndate = 2026-03-18\n[[section]]\ntitle = \"一\"\n[[section.article]]\ntitle = \"甲\\n　\\n乙\\n\"\ntext = \"戊\"\n"), Options{}, log)
	if got := found(log); strings.Contains(got, "text-invisible") {
		t.Errorf("blank lines: %s", got)
	}
}
