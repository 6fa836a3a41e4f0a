package theme

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
)

// Form is a text with placeholders, names in braces that stand for values:
// "第 {page} 页". An empty form prints nothing. The forms of a Theme have only
// placeholders that their keys allow, and all that their keys need.
type Form string

// Alternative separates the form of a cover element from the one that stands in
// for it where a value of the first is missing.
const Alternative = "||"

// FormPart is a part of a form: the name of a placeholder or, without a name,
// text that is printed as it stands.
type FormPart struct{ Name, Text string }

// Parts returns the parts of a form, in order. Text is never empty.
func (f Form) Parts() iter.Seq[FormPart] {
	return func(yield func(FormPart) bool) {
		rest := string(f)
		for rest != "" {
			text, after, open := strings.Cut(rest, "{")
			if text != "" && !yield(FormPart{Text: text}) || !open {
				return
			}
			var name string
			if name, rest, _ = strings.Cut(after, "}"); !yield(FormPart{Name: name}) {
				return
			}
		}
	}
}

// Has reports whether a form has a placeholder.
func (f Form) Has(name string) bool { return f.count(name) > 0 }

// DateYears reports for each {year} of a form, in order, whether it is that of the date.
// It is if the form has a month or a day, else it is that of the issue: the issue of December
// that appears in January is dated in the new year. In a form with several {year}, it
// is that of the date where month or day are the nearest placeholder on either side.
func (f Form) DateYears() []bool {
	names := f.names()
	several := f.count("year") > 1
	var years []bool
	for i, name := range names {
		if name == "year" {
			years = append(years, several && (dated(names, i-1) || dated(names, i+1)) || !several && (f.Has("month") || f.Has("day")))
		}
	}
	return years
}

// NumberYear reports whether a {year} that is that of the date looks like that of the
// issue: the form has the number, and the date does not go on after the year, as in
// "{year}年第{number}期 {month}月".
func (f Form) NumberYear() bool {
	names := f.names()
	numbered := func(i int) bool {
		return i >= 0 && i < len(names) && (names[i] == "number" || names[i] == "issue" || names[i] == "total")
	}
	if !f.Has("number") && !f.Has("issue") && !f.Has("total") {
		return false
	}
	years := f.DateYears()
	for i, name := range names {
		if name != "year" {
			continue
		}
		if years[0] && !dated(names, i+1) && (numbered(i+1) || !dated(names, i-1)) {
			return true
		}
		years = years[1:]
	}
	return false
}

// names returns the placeholders of a form, in order.
func (f Form) names() (names []string) {
	for part := range f.Parts() {
		if part.Name != "" {
			names = append(names, part.Name)
		}
	}
	return names
}

// dated reports whether the placeholder of that index is a month or a day.
func dated(names []string, i int) bool {
	return i >= 0 && i < len(names) && (names[i] == "month" || names[i] == "day")
}

func (f Form) count(name string) int { return strings.Count(string(f), "{"+name+"}") }

// Around returns the texts before and after the placeholder of a form that has
// only one.
func (f Form) Around() (before, after string) {
	before, after, _ = strings.Cut(string(f), "{")
	_, after, _ = strings.Cut(after, "}")
	return before, after
}

// setForm assigns a form. A form is refused if its braces are not paired, if it
// has a placeholder that the key does not allow or that is written with other
// brackets, or if it lacks one that the key needs or has it twice. Text of the
// copy would otherwise be replaced by the name of a placeholder, or be left out.
func (k *Key) setForm(t *Theme, a assignment) bool {
	text, ok := a.Value.(string)
	if !ok {
		return a.refuse("theme-type", typeTerm(k.Type))
	}
	if !k.checkForm(text, a) {
		return false
	}
	*k.form(t, a.arg) = Form(visible(text, a))
	return true
}

// visible returns a text, empty if it only looks empty, which is reported: it consists of
// invisible characters, of which some are not the blanks that editors type.
func visible(text string, a assignment) string {
	shown := func(r rune) bool { return !content.Invisible(r) }
	others := strings.Trim(text, " \t\u3000")
	if others == "" || strings.ContainsFunc(text, shown) {
		return text
	}
	var codes []string
	for _, r := range others {
		if code := fmt.Sprintf("U+%04X", r); !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	a.log.Add("text-invisible", a.Span, strings.Join(codes, " "), 1)
	return ""
}

func (k *Key) checkForm(text string, a assignment) bool {
	if text == "" {
		return true
	}
	if !oneLine(text, a) || !unescaped(text, a) {
		return false
	}
	if part := unpaired(text); part != "" {
		return a.refuse("form-brace", part, k.placeholders())
	}
	if name, found := k.unknown(text); found {
		fix := diag.Fix{}
		if meant := k.meant(name); meant != "" {
			fix.DidYouMean = "{" + meant + "}"
		}
		a.log.AddFix("form-name", a.Span, fix, a.name, "{"+name+"}", k.placeholders())
		return false
	}
	if found, name := k.otherBrackets(text); found != "" {
		return a.refuse("form-bracket", found, "{"+name+"}")
	}
	if found := k.notAlternative(text); found != "" {
		return a.refuse("form-bars", found, k.separator())
	}
	alternatives := []string{text}
	if k.Alternatives {
		if alternatives = strings.Split(text, Alternative); len(alternatives) > 2 {
			return a.refuse("form-alternatives", Alternative)
		}
	}
	if k.Sides && strings.Count(text, "|") > 1 {
		return a.refuse("form-alternatives", "|")
	}
	for _, form := range alternatives {
		for _, name := range k.Needed {
			switch n := Form(form).count(name); {
			case n == 0:
				return a.refuse("form-missing", "{"+name+"}", k.placeholders())
			case n > 1:
				return a.refuse("form-repeated", "{"+name+"}")
			}
		}
	}
	return true
}

// unknown returns the first name in the braces of a form that the key does not
// allow.
func (k *Key) unknown(form string) (name string, found bool) {
	for rest := form; ; {
		_, after, open := strings.Cut(rest, "{")
		if !open {
			return "", false
		}
		if name, rest, _ = strings.Cut(after, "}"); !slices.Contains(k.Placeholders, name) {
			return name, true
		}
	}
}

// meant returns the placeholder that is probably meant by a name: one that
// differs in case or blanks, begins like it, or is similar.
func (k *Key) meant(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || slices.Contains(k.Placeholders, name) {
		return name
	}
	for _, p := range k.Placeholders {
		if len(name) > 1 && strings.HasPrefix(p, name) && p[len(name)] != '-' {
			return p
		}
	}
	return diag.Nearest(name, k.Placeholders)
}

// placeholders returns the placeholders that the key's form can have, in braces.
func (k *Key) placeholders() []string {
	names := make([]string, len(k.Placeholders))
	for i, name := range k.Placeholders {
		names[i] = "{" + name + "}"
	}
	return names
}

// unpaired returns the first part of a form with a brace that has no partner,
// from the brace on or up to it; empty if there is none.
func unpaired(form string) string {
	open := -1
	for i := range len(form) {
		switch form[i] {
		case '{':
			if open >= 0 {
				return form[open:i]
			}
			open = i
		case '}':
			if open < 0 {
				return form[:i+1]
			}
			open = -1
		}
	}
	if open >= 0 {
		return form[open:]
	}
	return ""
}

// notAlternative returns what is meant to separate alternatives and would be printed: ||
// where a form has none, and bars of full width where it has.
func (k *Key) notAlternative(form string) string {
	if !k.Alternatives {
		if !k.Sides && strings.Contains(form, Alternative) {
			return Alternative
		}
		return ""
	}
	for _, bars := range [...]string{"｜｜", "｜|", "|｜"} {
		if strings.Contains(form, bars) {
			return bars
		}
	}
	return ""
}

// separator says what separates the alternatives of a key's forms.
func (k *Key) separator() diag.Term {
	if k.Alternatives {
		return diag.Term{ZH: "两种样式之间写半角的 " + Alternative, EN: "what separates the two forms is ASCII " + Alternative}
	}
	return diag.Term{ZH: "这个键只有一种样式；要印竖线，写全角的 ｜", EN: "this key has one form only; a bar that is printed is ｜"}
}

// brackets are the pairs that are written in place of braces.
var brackets = [...][2]string{{"｛", "｝"}, {"【", "】"}, {"［", "］"}, {"[", "]"}, {"〔", "〕"}, {"（", "）"}, {"(", ")"}, {"<", ">"}, {"＜", "＞"}, {"《", "》"}, {"〈", "〉"}, {"%", "%"}, {"$", "$"}}

// prefixes mark placeholders elsewhere, without a sign at their end; $ also before braces.
var prefixes = [...]string{"$", "＄", "￥", "%", "％"}

// otherBrackets returns the first text of a form that is one of the key's
// placeholders in other brackets than braces, such as ｛title｝ or [title], or after one
// of prefixes, and the placeholder's name.
func (k *Key) otherBrackets(form string) (found, name string) {
	for _, name := range k.Placeholders {
		if found := "${" + name + "}"; strings.Contains(form, found) {
			return found, name
		}
		if strings.Count(form, name) == Form(form).count(name) {
			continue // it stands in braces alone, or not at all
		}
		for _, pair := range brackets {
			if found := pair[0] + name + pair[1]; strings.Contains(form, found) {
				return found, name
			}
		}
		for _, prefix := range prefixes {
			found := prefix + name
			if _, after, ok := strings.Cut(form, found); ok && !beginsInWord(after) {
				return found, name
			}
		}
	}
	return "", ""
}

// beginsInWord reports whether the word before a text goes on in it: $number is no $n.
func beginsInWord(text string) bool {
	if text == "" {
		return false
	}
	c := text[0]
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' && len(text) > 1 && beginsInWord(text[1:])
}

// formKey returns a key of a form with the placeholders that it can have; those
// marked with ! are needed.
func formKey(name string, placeholders []string, zh, en string, at func(*Theme) *Form) Key {
	k := Key{Key: key.Key{Name: name, Type: key.Form, ZH: zh, EN: en}, form: func(t *Theme, _ string) *Form { return at(t) }}
	for _, name := range placeholders {
		name, needed := strings.CutSuffix(name, "!")
		k.Placeholders = append(k.Placeholders, name)
		if needed {
			k.Needed = append(k.Needed, name)
		}
	}
	return k
}
