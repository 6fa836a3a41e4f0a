package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/pattern"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
)

// Editors write 来源：省水利厅, （省水利厅） or ——副题 for a value that the theme's form
// （来源：{text}） or ——{text} completes. What both have is printed once.

// brackets that a form may have around its text, and dashes that it may begin with.
const (
	openingBrackets = "（(［[【〔〈《"
	closingBrackets = "）)］]】〕〉》"
	formColons      = "：:"
	dashes          = "—–―─－-"
	formBlanks      = " \t\u3000"
)

// bracketPairs are the brackets around labels.
var bracketPairs = [...][2]string{{"【", "】"}, {"［", "］"}, {"[", "]"}, {"〔", "〕"}, {"（", "）"}, {"(", ")"}}

// Unformed returns a text of the manifest without what a form prints around it.
func Unformed(form theme.Form, t content.Text) content.Text {
	before, after := form.Around()
	from, to := 0, len(t.Value)
	cut := func(prefix, suffix string) {
		v := t.Value[from:to]
		before, begins := prefixIn(v, prefix)
		after, ends := suffixIn(v, suffix)
		if prefix+suffix == "" || !begins || !ends || before+after >= len(v) {
			return
		}
		if suffix != "" && strings.Contains(foldForm(v[before:len(v)-after]), foldForm(suffix)) {
			return // （甲）和（乙）: not one pair around all
		}
		from, to = from+before, to-after
	}
	label := strings.TrimLeft(before, openingBrackets)
	if open := before[:len(before)-len(label)]; open != "" && after != "" {
		cut(open, after)
		for _, pair := range bracketPairs {
			if from == 0 && label == "" {
				cut(pair[0], pair[1]) // those of the form stand in their place
			}
		}
	}
	switch {
	case label == "":
	case strings.Trim(label, dashes) == "":
		from += len(t.Value[from:to]) - len(strings.TrimLeft(t.Value[from:to], dashes))
	default:
		cut(label, "")
		if from+len(label) < to { // 来源　省水利厅
			word := strings.TrimRight(label, formColons)
			if n, ok := prefixIn(t.Value[from:to], word); ok && len(word) < len(label) && strings.IndexAny(t.Value[from+n:to], formBlanks) == 0 {
				from += n
			}
		}
	}
	if word := strings.Trim(after, closingBrackets+formBlanks); strings.ContainsFunc(word, unicode.IsLetter) {
		if n, ok := suffixIn(t.Value[from:to], word); ok && strings.Trim(t.Value[from:to-n], formBlanks) != "" {
			to -= n
		}
	}
	if to < len(t.Value) {
		to = from + len(strings.TrimRight(t.Value[from:to], formBlanks))
	}
	if kept := strings.TrimLeft(t.Value[from:to], formBlanks); (from > 0 || to < len(t.Value)) && kept != "" {
		from = to - len(kept)
		return content.Text{Value: t.Value[from:to], Place: t.Place.Slice(from, to)}
	}
	return t
}

// wideSigns are signs of full width that editors type for the ASCII ones, and the other way
// round.
var wideSigns = strings.NewReplacer("：", ":", "／", "/", "（", "(", "）", ")", "［", "[", "］", "]")

// foldForm returns a text with ASCII signs and without blanks, for comparison.
func foldForm(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(formBlanks, r) {
			return -1
		}
		return r
	}, wideSigns.Replace(s))
}

// prefixIn returns the length of what a text has of a form's words at its beginning, with
// signs of either width and with or without blanks: "来源:" and "来源 ：" are "来源：".
func prefixIn(text, words string) (n int, ok bool) {
	words = foldForm(words)
	for n < len(text) && words != "" {
		_, size := utf8.DecodeRuneInString(text[n:])
		rest, same := strings.CutPrefix(words, foldForm(text[n:n+size]))
		if !same {
			return 0, false
		}
		words, n = rest, n+size
	}
	return n, words == ""
}

// suffixIn is prefixIn for the end of a text.
func suffixIn(text, words string) (n int, ok bool) {
	words = foldForm(words)
	for n < len(text) && words != "" {
		_, size := utf8.DecodeLastRuneInString(text[:len(text)-n])
		rest, same := strings.CutSuffix(words, foldForm(text[len(text)-n-size:len(text)-n]))
		if !same {
			return 0, false
		}
		words, n = rest, n+size
	}
	return n, words == ""
}

// noteLabel is a label by which editors say themselves where an article is from or by whom.
var noteLabel = pattern.New(`^(?:(?:本文|文章|信息|稿件|内容|资料|消息)?(?:来源|稿源|供稿|来稿)(?:单位|人)?|[转摘选]自|转载自?|原载|出处|(?:作者|撰稿|撰文|执笔|通讯员|记者)(?:单位|人)?)[:：]`)

// ownLabel returns the form of a text that begins with a label other than that of the form,
// which then stands in its place: （来源：{text}） and 稿源：省水利厅 are （稿源：省水利厅）.
func ownLabel(form theme.Form, t content.Text) theme.Form {
	before, after := form.Around()
	open := before[:len(before)-len(strings.TrimLeft(before, openingBrackets))]
	if label := before[len(open):]; strings.TrimRight(label, formBlanks+formColons+"/／") == label || !noteLabel().MatchString(t.Value) {
		return form
	}
	return theme.Form(open + string(form)[len(before):len(form)-len(after)] + after)
}

// WithoutLabel returns a text without the label that it begins with, such as 抄报：, if more
// follows.
func WithoutLabel(t content.Text, label string) (rest content.Text, ok bool) {
	n, ok := prefixIn(t.Value, label)
	if kept := strings.TrimLeft(t.Value[n:], formBlanks); ok && label != "" && kept != "" {
		n = len(t.Value) - len(kept)
	} else {
		return t, false
	}
	return content.Text{Value: t.Value[n:], Place: t.Place.Slice(n, len(t.Value))}, true
}

// The words by which a credit says itself what it is: 张三 摄, 资料图片, 图片来源于网络,
// 新华社发（张三 摄）. Single characters that end names (李大发, 王宏图) need something
// before or after them.
var (
	creditBegins = pattern.New(`^[（(]?(?:图片(?:来源|来自|由|为|选自)|图源|资料图|资料照|来源于|来自|(?:图片|照片|摄影|摄像|供图|制图|绘图|图|摄|文图|图文)[ \t\x{3000}]|(?i:photo|picture|image|courtesy)\b)`)
	creditEnds   = pattern.New(`(?:摄|摄影|摄像|供图|制图|绘图|截图|配图|资料图|图片|照片|提供|供稿|摄影报道|社发|[ \t\x{3000}][绘发图])[）)]*$`)
)

// creditOf appends the runs of a credit in a theme's form, or as it is if it says itself what
// it is and the form does, too.
func creditOf(runs []inline.Run, form theme.Form, t content.Text, font *inline.Font) []inline.Run {
	before, after := form.Around()
	said := creditBegins().MatchString(t.Value) || creditEnds().MatchString(strings.TrimRight(t.Value, formBlanks))
	if strings.ContainsAny(t.Value, "/／：:") || said && strings.ContainsFunc(before+after, unicode.IsLetter) {
		return Text(runs, t, font)
	}
	return FormOf(runs, form, t, font)
}

// Beside returns a text without what a form with several placeholders prints directly before
// and after that of the name.
func Beside(form theme.Form, name string, t content.Text) content.Text {
	before, after, _ := strings.Cut(string(form), "{"+name+"}")
	before = before[strings.LastIndexByte(before, '}')+1:]
	after, _, _ = strings.Cut(after, "{")
	if fields := strings.Fields(before); len(fields) > 0 {
		before = fields[len(fields)-1]
	}
	return Unformed(theme.Form(before+"{"+name+"}"+after), t)
}
