package field

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		code string
		want Field
	}{
		{` PAGE   \* MERGEFORMAT `, Field{Kind: "PAGE", Switches: []Switch{{`\*`, []string{"MERGEFORMAT"}}}}},
		{`hyperlink "https://a.cn/b c" \l "d" \o "提示"`, Field{Kind: "HYPERLINK", Arguments: []string{"https://a.cn/b c"}, Switches: []Switch{{`\l`, []string{"d"}}, {`\o`, []string{"提示"}}}}},
		{`DATE \@ "yyyy年M月d日"`, Field{Kind: "DATE", Switches: []Switch{{`\@`, []string{"yyyy年M月d日"}}}}},
		{`TOC \o "1-3" \h \z \u`, Field{Kind: "TOC", Switches: []Switch{{`\o`, []string{"1-3"}}, {`\h`, nil}, {`\z`, nil}, {`\u`, nil}}}},
		{`REF _Ref1 \r\h`, Field{Kind: "REF", Arguments: []string{"_Ref1"}, Switches: []Switch{{`\r`, nil}, {`\h`, nil}}}},
		{`=SUM(ABOVE) \# "0.00"`, Field{Kind: "=", Arguments: []string{"SUM(ABOVE)"}, Switches: []Switch{{`\#`, []string{"0.00"}}}}},
		{`QUOTE "a\"b\\c"`, Field{Kind: "QUOTE", Arguments: []string{`a"b\c`}}},
		{`HYPERLINK “https://a.cn”`, Field{Kind: "HYPERLINK", Arguments: []string{"https://a.cn"}}},
		{`HYPERLINK "open`, Field{Kind: "HYPERLINK", Arguments: []string{"open"}}},
		{``, Field{}}, {`\`, Field{Kind: `\`}},
	} {
		c.want.Code = strings.TrimSpace(c.code)
		if got := Parse(c.code); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.code, got, c.want)
		}
	}
	f := Parse(`TOC \o "1-3" \h`)
	if !f.Has(`\h`) || f.Has(`\z`) || f.Value(`\o`) != "1-3" || f.Value(`\h`) != "" {
		t.Error("switches")
	}
}

func TestLink(t *testing.T) {
	for code, want := range map[string]string{
		`HYPERLINK "https://a.cn"`: "https://a.cn", `HYPERLINK \l "_Toc1"`: "#_Toc1", `HYPERLINK "a.docx" \l "b"`: "a.docx#b", `HYPERLINK`: "", `PAGE x`: "",
	} {
		f := Parse(code)
		if got := f.Link(); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestUse(t *testing.T) {
	for code, want := range map[string]Use{
		"PAGE": OfTheDay, "date \\@ x": OfTheDay, "PAGEREF a": OfTheDay, "SAVEDATE": OfTheDay, "CREATEDATE": Result, "TOC": Contents, `XE "a"`: Mark, `eq \o(a,b)`: Equation, "FORMCHECKBOX": FormField,
		"SEQ 图 \\* ARABIC": Result, "FORMTEXT": Result, "REF a": Result, "HYPERLINK a": Result, "UNHEARD": Result, "": Result, "EMBED Excel.Sheet": Embedded,
	} {
		f := Parse(code)
		if got := f.Use(); got != want {
			t.Errorf("%s: %d, want %d", code, got, want)
		}
	}
}

func TestEQ(t *testing.T) {
	for code, want := range map[string]EQ{
		`eq \o\ac(○,1)`:              {Base: "①"},
		`EQ \o\ac(○,50)`:             {Base: "㊿"},
		`EQ \o\ac(○,２０)`:             {Base: "⑳"},
		`EQ \o\ac(○,0)`:              {Base: "⓪"},
		`EQ \o \ac ( ○ , 三 )`:        {Base: "㊂"},
		`EQ \o\ac(○,A)`:              {Base: "Ⓐ"},
		`EQ \o\ac(○,z)`:              {Base: "ⓩ"},
		`EQ \o\ac(○,秘)`:              {Base: "㊙"},
		`EQ \o\ac(○,中)`:              {Base: "㊥"},
		`EQ \o(○,7)`:                 {Base: "⑦"},
		`EQ \o\ad(\s\up 9(chóng),重)`: {Base: "重", Reading: "chóng"},
		`EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(chóng qìng),重庆)`: {Base: "重庆", Reading: "chóng qìng"},
		`EQ \* jc0 \* "Font:等线" \* hps 10 \o\ad(\s\up 9.5(a\,b),重)`:     {},
		`EQ \* jc0 \o\al(\s\up 9(zhòng),重)`:                             {Base: "重", Reading: "zhòng"},
		`EQ \o\ac(○,51)`:                                                {}, `EQ \o\ac(□,1)`: {}, `EQ \o\ac(○,龙)`: {}, `EQ \o\ac(○,)`: {}, `EQ \o\ac(○)`: {}, `EQ \o\ac(○,1`: {}, `EQ \o\ac(○,1) x`: {},
		`EQ \f(1,2)`: {}, `EQ \r(3,x)`: {}, `EQ \o(\s\up 7(一二),\s\do 3(三四))`: {}, `EQ \o\ad(\s\do 9(x),重)`: {}, `EQ \o\ac(○,\f(1,2))`: {}, `EQ`: {}, `PAGE`: {},
	} {
		f := Parse(code)
		got, ok := f.EQ()
		if ok != (want != EQ{}) || ok && got != want {
			t.Errorf("%s: %+v, %v, want %+v", code, got, ok, want)
		}
	}
}

// FuzzParse takes any instruction apart: nothing but signs that the syntax needs is lost.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`HYPERLINK "a" \l "b"`, `EQ \o\ac(○,1)`, `EQ \* jc2 \* "Font:宋体" \o\ad(\s\up 9(chóng),重)`, `=A1\#"0"`} {
		f.Add(s)
	}
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("\\\"“” \t\n\v\f\r\u0085\u00a0", r) || r == utf8.RuneError || r == '\u1680' || r >= '\u2000' && r <= '\u200a' || r == '\u2028' || r == '\u2029' || r == '\u202f' || r == '\u205f' || r == '\u3000' {
				return -1
			}
			return r
		}, strings.ToLower(strings.ToUpper(s)))
	}
	f.Fuzz(func(t *testing.T, code string) {
		if !utf8.ValidString(code) {
			return
		}
		field := Parse(code)
		all := field.Kind + strings.Join(field.Arguments, "")
		for _, s := range field.Switches {
			all += s.Name + strings.Join(s.Arguments, "")
		}
		if letters(all) != letters(code) {
			t.Fatalf("%q: %+v", code, field)
		}
		if eq, ok := field.EQ(); ok && (eq.Base == "" || len(eq.Base)+len(eq.Reading) > len(code)+3) {
			t.Fatalf("%q: %+v", code, eq)
		}
		field.Link()
	})
}
