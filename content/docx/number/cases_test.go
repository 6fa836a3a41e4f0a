package number

import (
	"fmt"
	"strconv"
	"strings"
)

// example is a document with numbered paragraphs.
type example struct {
	name       string
	lists      []string // w:abstractNum and w:num
	styles     string   // w:style
	paragraphs []string // LIST or LIST.LEVEL, "" for none of its own, ":STYLE" behind it for a style
	// ours holds our labels where LibreOffice's are wrong, and why.
	ours string
	why  string
}

// abstract returns a w:abstractNum. A level is its format, its text and words: start=2,
// restart=0, legal, style=x, suff=space.
func abstractNum(id int, more string, levels ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>%s`, id, more)
	for i, l := range levels {
		fmt.Fprintf(&b, "%s", lvl(i, l))
	}
	return b.String() + `</w:abstractNum>`
}

func lvl(i int, described string) string {
	words := strings.Fields(described)
	start, restart, legal, style, suff := "1", "", "", "", ""
	for _, w := range words[2:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "start":
			start = value
		case "restart":
			restart = `<w:lvlRestart w:val="` + value + `"/>`
		case "legal":
			legal = `<w:isLgl/>`
		case "style":
			style = `<w:pStyle w:val="` + value + `"/>`
		case "suff":
			suff = `<w:suff w:val="` + value + `"/>`
		default:
			panic(w)
		}
	}
	text := strings.ReplaceAll(strings.Trim(words[1], `"`), "_", " ")
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="%s"/><w:numFmt w:val="%s"/>%s%s%s%s<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/></w:lvl>`,
		i, start, words[0], restart, style, legal, suff, text)
}

func num(id, abstract int, overrides ...string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, strings.Join(overrides, ""))
}

func startOverride(level, start int) string {
	return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, level, start)
}

func levelOverride(level int, described string) string {
	return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, level, lvl(level, described))
}

func paragraphStyle(id, name, based, pPr string) string {
	if based != "" {
		based = `<w:basedOn w:val="` + based + `"/>`
	}
	return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>%s<w:pPr>%s</w:pPr></w:style>`, id, name, based, pPr)
}

func numPr(id, level int) string {
	at := ""
	if level >= 0 {
		at = fmt.Sprintf(`<w:ilvl w:val="%d"/>`, level)
	}
	return fmt.Sprintf(`<w:numPr>%s<w:numId w:val="%d"/></w:numPr>`, at, id)
}

// pPr returns the properties of a paragraph of an example, and its style.
func pPr(described string) (xml, style string) {
	described, style, _ = strings.Cut(described, ":")
	xml = "<w:pPr>"
	if style != "" {
		xml += `<w:pStyle w:val="` + style + `"/>`
	}
	if described != "" {
		list, level, found := strings.Cut(described, ".")
		id, err := strconv.Atoi(list)
		if err != nil {
			panic(described)
		}
		at := -1
		if found {
			at, _ = strconv.Atoi(level)
		}
		xml += numPr(id, at)
	}
	return xml + "</w:pPr>", style
}

// repeated returns n paragraphs like one.
func repeated(n int, paragraph string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = paragraph
	}
	return list
}

// ordered returns an example of one list with one level.
func ordered(name, level string, n int) example {
	return example{name: name, lists: []string{abstractNum(0, "", level), num(1, 0)}, paragraphs: repeated(n, "1.0")}
}

var official = abstractNum(0, "", "chineseCounting %1、 suff=nothing", "chineseCounting （%2） suff=nothing", "decimal %3. suff=nothing", "decimal （%4） suff=nothing")

var examples = []example{
	{name: "official", lists: []string{official, num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.1", "1.2", "1.2", "1.3", "1.3", "1.1", "1.2", "1.0", "1.1", "1.2", "1.3"}},
	ordered("clauses", "chineseCountingThousand 第%1条", 23),
	ordered("chapters of Word", "japaneseCounting 第%1章", 12),
	{name: "ideographs digit by digit", lists: []string{abstractNum(0, "", "ideographDigital %1 start=9"), num(1, 0)}, paragraphs: repeated(3, "1.0"),
		ours: "九 一〇 一一", why: "LibreOffice counts in words"},
	ordered("Taiwan", "taiwaneseCountingThousand %1、", 21),
	ordered("Taiwan counting", "taiwaneseCounting %1、", 11),
	ordered("legal simplified", "chineseLegalSimplified %1、", 21),
	ordered("legal traditional", "ideographLegalTraditional %1、", 11),
	ordered("stems", "ideographTraditional %1、", 10),
	ordered("branches", "ideographZodiac %1、", 12),
	ordered("circled", "decimalEnclosedCircle %1", 20),
	ordered("circled Chinese", "decimalEnclosedCircleChinese %1", 10),
	{name: "circled ideographs", lists: []string{abstractNum(0, "", "ideographEnclosedCircle %1"), num(1, 0)}, paragraphs: repeated(10, "1.0"),
		ours: "㊀ ㊁ ㊂ ㊃ ㊄ ㊅ ㊆ ㊇ ㊈ ㊉", why: "LibreOffice prints digits in circles"},
	{name: "full width", lists: []string{abstractNum(0, "", "decimalFullWidth %1． start=8"), num(1, 0)}, paragraphs: repeated(4, "1.0"),
		ours: "８． ９． １０． １１．", why: "LibreOffice prints half width"},
	ordered("zero", "decimalZero %1. start=8", 4),
	ordered("upper Roman", "upperRoman %1. start=38", 4),
	ordered("lower Roman", "lowerRoman %1) ", 12),
	ordered("upper letters", "upperLetter %1. start=25", 4),
	ordered("lower letters", "lowerLetter (%1) start=51", 4),
	ordered("ordinals", "ordinal %1", 4),
	ordered("hundred", "chineseCountingThousand 第%1条 start=99", 13),
	ordered("long", "chineseCountingThousand %1 start=999", 3),
	ordered("from five", "decimal %1. start=5", 2),
	ordered("from zero", "decimal %1. start=0", 2),
	ordered("words around", "decimal 附件%1： ", 2),
	ordered("percent", "decimal 100%_%1", 2),
	ordered("nothing printed", "none %1", 2),
	ordered("fixed text", `decimal 附：`, 2),
	{name: "parenthesized", lists: []string{abstractNum(0, "", "decimalEnclosedParen %1"), num(1, 0)}, paragraphs: repeated(3, "1.0"),
		ours: "⑴ ⑵ ⑶", why: "LibreOffice prints digits"},
	{name: "with full stops", lists: []string{abstractNum(0, "", "decimalEnclosedFullstop %1"), num(1, 0)}, paragraphs: repeated(3, "1.0"),
		ours: "⒈ ⒉ ⒊", why: "LibreOffice prints digits"},
	{name: "decimal levels", lists: []string{abstractNum(0, "", "decimal %1", "decimal %1.%2", "decimal %1.%2.%3"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.1", "1.2", "1.0", "1.1", "1.2", "1.2"}},
	{name: "deep first", lists: []string{abstractNum(0, "", "decimal %1", "decimal %1.%2", "decimal %1.%2.%3"), num(1, 0)},
		paragraphs: []string{"1.2", "1.2", "1.1", "1.0", "1.1"}},
	{name: "level left out", lists: []string{abstractNum(0, "", "decimal %1", "decimal %1.%2", "decimal %1.%2.%3"), num(1, 0)},
		paragraphs: []string{"1.0", "1.2", "1.2", "1.1", "1.2"}},
	{name: "Chinese in legal", lists: []string{abstractNum(0, "", "chineseCounting 第%1章", "decimal %1.%2 legal"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.1", "1.0", "1.1"},
		ours:       "第一章 1.1 1.2 第二章 2.1", why: "LibreOffice ignores isLgl"},
	{name: "never restarting", lists: []string{abstractNum(0, "", "chineseCounting 第%1章", "chineseCounting 第%2条 restart=0"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.1", "1.0", "1.1"},
		ours:       "第一章 第一条 第二条 第二章 第三条", why: "LibreOffice ignores lvlRestart 0"},
	{name: "restart after the first", lists: []string{abstractNum(0, "", "decimal %1", "decimal %1.%2", "decimal %3) restart=1"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.2", "1.1", "1.2", "1.0", "1.2"},
		ours:       "1 1.1 1) 1.2 2) 2 1)", why: "LibreOffice ignores lvlRestart"},
	{name: "two of one definition", lists: []string{abstractNum(0, "", "decimal %1."), num(1, 0), num(2, 0)},
		paragraphs: []string{"1.0", "1.0", "2.0", "1.0"}},
	{name: "start overridden", lists: []string{abstractNum(0, "", "decimal %1.", "lowerLetter %2)"), num(1, 0), num(2, 0, startOverride(0, 1)), num(3, 0, startOverride(0, 7))},
		paragraphs: []string{"1.0", "1.0", "2.0", "2.0", "3.0", "3.1", "3.0"}},
	{name: "start overridden below", lists: []string{abstractNum(0, "", "decimal %1.", "decimal %1.%2"), num(1, 0), num(2, 0, startOverride(1, 5))},
		paragraphs: []string{"1.0", "1.1", "2.1", "2.1", "2.0", "2.1"},
		ours:       "1. 1.1 1.5 1.6 2. 2.5", why: "startOverride is also where a level begins anew (ECMA-376 part 1, 17.9.26)"},
	{name: "level overridden", lists: []string{abstractNum(0, "", "decimal %1.", "lowerLetter %2)"), num(1, 0, levelOverride(0, "upperRoman %1."))},
		paragraphs: []string{"1.0", "1.1", "1.0"}},
	{name: "two definitions", lists: []string{abstractNum(0, "", "decimal %1."), abstractNum(1, "", "decimal （%1）"), num(1, 0), num(2, 1)},
		paragraphs: []string{"1.0", "2.0", "2.0", "1.0", "2.0"}},
	{name: "by style", lists: []string{abstractNum(0, "", "chineseCounting %1、 style=h1", "chineseCounting （%2） style=h2"), num(1, 0)},
		styles:     paragraphStyle("h1", "heading 1", "", numPr(1, -1)) + paragraphStyle("h2", "heading 2", "", numPr(1, 1)) + paragraphStyle("h3", "x", "h2", ""),
		paragraphs: []string{":h1", ":h2", ":h3", ":h1", "1.1", ":h2", "0:h2", ":h2"}},
	{name: "level of a style", lists: []string{abstractNum(0, "", "decimal %1.", "decimal %1.%2"), num(1, 0)},
		styles:     paragraphStyle("a", "a", "", numPr(1, 1)),
		paragraphs: []string{":a", ":a", "1:a"}},
	{name: "style of lists", lists: []string{abstractNum(0, `<w:styleLink w:val="L"/>`, "decimal %1、"), abstractNum(1, `<w:numStyleLink w:val="L"/>`), num(1, 0), num(2, 1)},
		styles:     `<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
		paragraphs: []string{"2.0", "2.0", "1.0"}},
	{name: "none above", lists: []string{abstractNum(0, "", `none ""`, "decimal %2.", "decimal %2.%3"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.2", "1.1", "1.0", "1.1"}},
	{name: "absent list", lists: []string{abstractNum(0, "", "decimal %1."), num(1, 0)},
		paragraphs: []string{"1.0", "5.0", "0", "", "1.0"}},
	{name: "nothing printed above", lists: []string{abstractNum(0, "", "none 附：", "decimal %1.%2", "decimal %1%3"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.2"}},
	{name: "interrupted", lists: []string{abstractNum(0, "", "decimal %1."), num(1, 0)},
		paragraphs: []string{"1.0", "", "1.0", "", "1.0"}},
	{name: "mixed formats", lists: []string{abstractNum(0, "", "upperRoman %1.", "upperLetter %1.%2.", "decimal %1.%2.%3.", "lowerLetter %4)", "lowerRoman (%5)"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.2", "1.3", "1.4", "1.4", "1.3", "1.0"}},
	{name: "nine levels", lists: []string{abstractNum(0, "", "decimal %1", "decimal %2", "decimal %3", "decimal %4", "decimal %5", "decimal %6", "decimal %7", "decimal %8", "decimal %1.%2.%3.%4.%5.%6.%7.%8.%9"), num(1, 0)},
		paragraphs: []string{"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.8"}},
}
