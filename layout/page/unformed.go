package page

import (
	"strings"

	"jianbao/content"
	"jianbao/layout/theme"
)

// Editors write 来源：省水利厅, （省水利厅） or ——副题 for a value that the theme's form
// （来源：{text}） or ——{text} completes. What both have is printed once.

// brackets that a form may have around its text, and dashes that it may begin with.
const (
	openingBrackets = "（(［[【〔〈《"
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
		if prefix+suffix == "" || len(v) <= len(prefix)+len(suffix) || !strings.HasPrefix(v, prefix) || !strings.HasSuffix(v, suffix) {
			return
		}
		if suffix != "" && strings.Contains(v[len(prefix):len(v)-len(suffix)], suffix) {
			return // （甲）和（乙）: not one pair around all
		}
		from, to = from+len(prefix), to-len(suffix)
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
	}
	if kept := strings.TrimLeft(t.Value[from:to], formBlanks); from > 0 && kept != "" {
		from = to - len(kept)
		return content.Text{Value: t.Value[from:to], Place: t.Place.Slice(from, to)}
	}
	return t
}
