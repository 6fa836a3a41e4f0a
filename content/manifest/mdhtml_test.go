package manifest

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestTagNames: what stands between angle brackets and is no element of HTML is
// copy, printed with a warning.
func TestTagNames(t *testing.T) {
	for text, want := range map[string]struct {
		codes []diag.Code
		text  string // "" where there are errors
	}{
		"填写 List<Name> 一栏。":                {[]diag.Code{"md-html-none"}, "填写 List<Name> 一栏。"},
		"<Name>\n":                         {[]diag.Code{"md-html-none"}, "<Name>"},
		"<Name attr=\"*a*\">甲。":            {[]diag.Code{"md-html-none"}, "<Name attr=\"*a*\">甲。"},
		"填写 <Name/>和</Name>。":              {[]diag.Code{"md-html-none", "md-html-none"}, "填写 <Name/>和</Name>。"},
		"取 a<b-1>c 和<EM--/>。":              {[]diag.Code{"md-html-none", "md-html-none"}, "取 a<b-1>c 和<EM--/>。"},
		"<table-2>\n":                      {[]diag.Code{"md-html-none"}, "<table-2>"},
		"<small>甲</small>乙":                {[]diag.Code{"md-html-small"}, "甲乙"},
		"<small>甲":                         {[]diag.Code{"md-html", "md-html-small"}, ""},
		"<font size=1>甲</font>":            {[]diag.Code{"md-html", "md-html"}, ""},
		"填写<姓名>、<1>、\\<Name>。":             {nil, "填写<姓名>、<1>、<Name>。"},
		"~<!-- 甲 -->~~\n":                  {[]diag.Code{"md-literal", "md-comment"}, "~~~"},
		"~<!-- 甲 -->~x~<!--":               {[]diag.Code{"md-comment-open"}, ""},
		"<p>\n    甲\n\t乙\n</p>":            {nil, "甲乙"},
		"<ruby>Tier 2<rt>二级架构</rt></ruby>": {[]diag.Code{"md-html-span"}, ""},
		"<ruby>渠江</ruby>":                  {[]diag.Code{"md-html-span"}, ""},
		"<ruby>渠<rt>qú</rt>":               {[]diag.Code{"md-html-span", "md-html-span", "md-html-span"}, ""},
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
		var got []diag.Code
		for _, d := range log.Items() {
			got = append(got, d.Code)
		}
		if !slices.Equal(got, want.codes) || ok != (want.text != "") || ok && linked(blocks) != want.text {
			t.Errorf("%s: %v %s, want %v", text, got, linked(blocks), want)
		}
	}
}

// TestRubyHint: what cannot stand above a text is written behind it.
func TestRubyHint(t *testing.T) {
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	l.markdown(&diag.Source{Path: "a.md", Data: []byte("获得<ruby>LTS<rp>(</rp><rt>长期支持</rt><rp>)</rp></ruby>版本。")}, "")
	if hint := log.Items()[0].Hint(diag.ZH); len(log.Items()) != 1 || !strings.Contains(hint, "LTS（长期支持）") {
		t.Errorf("%v: %s", log.Items(), hint)
	}
}
