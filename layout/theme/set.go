package theme

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
	"jianbao/layout/unit"
)

// assignment is a value to be assigned to a key.
type assignment struct {
	name string // of the key, as written
	arg  string // text that its * matches
	setting
	log *diag.List
}

// refuse adds a finding about an invalid value to log. It returns false, as set
// does.
func (a *assignment) refuse(code diag.Code, args ...any) bool {
	a.log.Add(code, a.Span, append([]any{a.name}, args...)...)
	return false
}

// refuseType refuses a value of another type than a key's, with the value of the kind that it
// means.
func (a *assignment) refuseType(typ key.Type, want strict.Kind) bool {
	fix := diag.Fix{}
	switch v := a.Value.(type) {
	case string:
		fix.Write = strict.Meant(v, want)
	case int64, bool:
		if want == strict.KindString && typ != key.Enum {
			fix.Write = strconv.Quote(fmt.Sprint(v))
		}
	}
	a.log.AddFix("theme-type", a.Span, fix, a.name, typeTerm(typ))
	return false
}

// set assigns a value to the key's field of t. If the value is invalid it
// reports that to log and returns false.
func (k *Key) set(t *Theme, a assignment) bool {
	switch k.Type {
	case key.Length, key.Size:
		return k.setLength(t, a)
	case key.Int:
		return k.setInt(t, a)
	case key.Bool:
		return k.setBool(t, a)
	case key.Text, key.File, key.Font, key.Ink, key.Enum:
		return k.setText(t, a)
	case key.Form:
		return k.setForm(t, a)
	case key.Texts:
		return k.setTexts(t, a)
	}
	return k.assign(t, a.arg, a.Value) || a.refuse("theme-type", typeTerm(k.Type))
}

func (k *Key) setLength(t *Theme, a assignment) bool {
	text, ok := a.Value.(string)
	if n, isInt := a.Value.(int64); isInt && n == 0 {
		text, ok = "0", true
	}
	if !ok {
		return a.refuse("theme-unit", fmt.Sprint(a.Value))
	}
	v, ok := parseLength(strings.TrimSpace(text), k.scale(t, a.name))
	if !ok {
		return a.refuse("theme-length", text)
	}
	low, high := k.bounds(a.name, v)
	if v < low || v > high {
		*k.length(t, a.arg) = min(max(v, low), high) // composing goes on, for its findings
		return a.refuse("theme-range", text, low.String()+" pt", high.String()+" pt")
	}
	*k.length(t, a.arg) = v
	return true
}

// bounds returns the least and the greatest value of a length. Where 0 stands
// for something that is not there, or not limited, it is allowed though it is
// less than the least: v is the value to judge.
func (k *Key) bounds(name string, v unit.Abs) (low, high unit.Abs) {
	low, high = 0, maxPaper
	zero := true
	switch {
	case k.Type == key.Size:
		low, high, zero = minSize, maxSize, false
	case strings.HasSuffix(name, "pitch"):
		low, high, zero = minSize, maxSize, !slices.Contains(neededPitches(), name)
	case name == "contents.leader-step":
		low = minLeaderStep
	case name == "fit.step":
		low, zero = minFitStep, false
	}
	if zero && v == 0 {
		low = 0
	}
	return low, high
}

// neededPitches are pitches that nothing stands in for: lines would overlap.
func neededPitches() []string {
	return []string{"body.pitch", "contents.pitch", "picture.caption.pitch", "table.pitch", "table.caption.pitch", "table.note.pitch", "imprint.pitch"}
}

// Least steps: a leader of finer dots is a rule, and copyfitting tries a size at
// each step. Without bounds they take as long and as much memory as anyone asks
// for.
const (
	minLeaderStep = unit.Pt
	minFitStep    = unit.Pt / 10
)

// scale returns the values of relative units in the key of that name.
func (k *Key) scale(t *Theme, name string) scale {
	sc := scale{em: t.Body.Size, line: t.Body.Pitch, page: t.Page.paperH, system: t.system}
	if own := k.sizeKey(name); own != name && own != "body.size" {
		o, arg := findKey(own)
		sc.em = cmp.Or(*o.length(t, arg), sc.em)
	}
	return sc
}

func (k *Key) setInt(t *Theme, a assignment) bool {
	n, ok := a.Value.(int64)
	if !ok {
		return a.refuseType(k.Type, strict.KindInt)
	}
	if n < int64(k.Min) || n > int64(k.Max) {
		return a.refuse("theme-range", fmt.Sprint(n), fmt.Sprint(k.Min), fmt.Sprint(k.Max))
	}
	*k.number(t, a.arg) = int(n)
	return true
}

func (k *Key) setBool(t *Theme, a assignment) bool {
	v, ok := a.Value.(bool)
	if !ok {
		return a.refuseType(k.Type, strict.KindBool)
	}
	*k.flag(t, a.arg) = v
	return true
}

func (k *Key) setText(t *Theme, a assignment) bool {
	v, ok := a.Value.(string)
	if !ok {
		return a.refuseType(k.Type, strict.KindString)
	}
	if k.Type == key.Enum && !k.accepts(a, v) {
		return false
	}
	if k.Type == key.Text && (k.Name != "contents.title" && !oneLine(v, a) || !unescaped(v, a)) {
		return false
	}
	if k.Type == key.Text && !strings.HasSuffix(k.Name, ".join") && !strings.HasSuffix(k.Name, ".end") { // which may be blanks
		v = visible(v, a)
	}
	if k.Name == "contents.leader" {
		if v, ok = leaderOf(v); !ok {
			return a.refuse("leader-sign", a.Value)
		}
	}
	if k.Type == key.File && a.dir != "" && !filepath.IsAbs(v) {
		v = filepath.Join(a.dir, filepath.FromSlash(v))
	}
	*k.text(t, a.arg) = v
	return true
}

// oneLine reports whether a text has no line break. Texts and forms of themes stand
// within a line; of them the title of the contents alone may have several.
func oneLine(text string, a assignment) bool {
	return !strings.ContainsAny(text, "\n\r\v\f\u0085\u2028\u2029") || a.refuse("one-line")
}

// unescaped reports whether a text has no escape of TOML: in single quotes these are
// ordinary characters, and would be printed.
func unescaped(text string, a assignment) bool {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\\' && strings.IndexByte(`nrtuU\"`, text[i+1]) >= 0 {
			return a.refuse("text-escape", text[i:i+2])
		}
	}
	return true
}

// leaderOf returns the one sign that a leader repeats: …… and ... are written for it, also
// with blanks. ok is false for a text of several signs.
func leaderOf(text string) (sign string, ok bool) {
	for _, r := range text {
		switch {
		case content.Invisible(r) || sign == string(r):
		case sign != "" || unicode.IsMark(r) || unicode.IsControl(r):
			return "", false
		default:
			sign = string(r)
		}
	}
	return sign, true
}

func (k *Key) setTexts(t *Theme, a assignment) bool {
	list, ok := a.Value.([]any)
	if !ok {
		return a.refuse("theme-type", typeTerm(k.Type))
	}
	texts := make([]string, 0, len(list))
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			return a.refuse("theme-type", typeTerm(k.Type))
		}
		if k.Values != nil && !k.accepts(a, text) {
			return false
		}
		texts = append(texts, text)
	}
	*k.texts(t, a.arg) = texts
	return true
}

// accepts reports whether word is one of the key's values. If not, that is
// reported to log.
func (k *Key) accepts(a assignment, word string) bool {
	if slices.Contains(k.Values, word) {
		return true
	}
	a.log.AddFix("bad-value", a.Span, diag.Fix{DidYouMean: diag.Nearest(word, k.Values)}, a.name, word, k.Values)
	return false
}

// Bounds of sizes of type.
const (
	minSize = 3 * unit.Pt
	maxSize = 800 * unit.Pt
)

// typeTerm returns the name of a key's type, for messages.
func typeTerm(t key.Type) diag.Term {
	switch t {
	case key.Int:
		return diag.Term{ZH: "整数", EN: "a whole number"}
	case key.Bool:
		return diag.Term{ZH: "true 或 false", EN: "true or false"}
	case key.Texts:
		return diag.Term{ZH: `文字列表，如 ["…", "…"]`, EN: `a list of texts such as ["…", "…"]`}
	case key.Paper:
		return diag.Term{ZH: `纸张名（A4、16开……）或 "210mm x 297mm"`, EN: `a paper format (A4, 16开, …) or "210mm x 297mm"`}
	case key.Width:
		return diag.Term{ZH: `measure、half、page 或长度，如 "80mm"`, EN: `measure, half, page or a length such as "80mm"`}
	case key.RGB:
		return diag.Term{ZH: `颜色，如 "#C8102E"`, EN: `a colour such as "#C8102E"`}
	case key.CMYK:
		return diag.Term{ZH: "四个 0 到 100 的整数，如 [0, 80, 80, 0]", EN: "four whole numbers from 0 to 100 such as [0, 80, 80, 0]"}
	}
	return diag.Term{ZH: "文字，放在引号里", EN: "a text in quotes"}
}
