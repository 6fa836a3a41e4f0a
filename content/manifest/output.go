package manifest

import (
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

func (l *loader) output(t *strict.Table, o *content.Output) {
	o.Profile = l.choice(t, "profile", "screen", "print", "archive")
}

// choice asks for one of some words. The text is empty if there is none or a
// wrong one, which has been reported.
func (l *loader) choice(t *strict.Table, key string, options ...string) content.Text {
	if _, ok := t.Enum(key, options...); !ok {
		return content.Text{}
	}
	s, _ := t.Str(key)
	return content.Text(s)
}

func (l *loader) print(t *strict.Table, p *content.Print) {
	p.Inks = l.choice(t, "inks", "k", "k+spot", "cmyk", "cmyk+spot")
	p.Standard = l.pdfx(t)
	if t.Has("icc") {
		p.ICCSpan = t.ValueSpan("icc")
		if s, ok := t.Str("icc"); ok {
			p.ICC, _ = l.anywhere(s, p.ICCSpan, "print.icc")
		}
	}
	if t.Has("condition") {
		p.Condition = l.need(t, "condition")
	}
	p.Bleed = l.length(t, "bleed", true)
	if marks, ok := t.Bool("marks"); ok {
		p.Marks = marks
	}
	p.Binding = l.choice(t, "binding", "saddle")
	p.Paper = l.length(t, "paper", false)
	for _, s := range t.Strs("plates") {
		at := s.Place.At(0, len(s.Value))
		switch {
		case strings.TrimSpace(s.Value) == "":
			l.log.Add("empty-value", at, "print.plates")
		case strings.ContainsFunc(s.Value, func(r rune) bool { return r < ' ' || r > '~' }):
			l.log.Add("plate-name", at, s.Value)
		case slices.ContainsFunc(p.Plates, func(other content.Text) bool { return other.Value == s.Value }):
		default:
			p.Plates = append(p.Plates, content.Text(s))
		}
	}
}

// pdfx reads which part of ISO 15930 is wanted; 4 may be written as a number.
func (l *loader) pdfx(t *strict.Table) content.Text {
	const key = "standard"
	v := t.Value(key)
	if v == nil || v.Kind() != strict.KindInt {
		return l.choice(t, key, "4", "1a")
	}
	if n, _ := v.Any().(int64); n != 4 {
		l.log.Add("bad-value", v.Span, dotted(t, key), v.Span.Text(), []string{"4", "1a"})
		return content.Text{}
	}
	return content.Text{Value: "4", Place: diag.Place{Source: v.Span.Source, Steps: []diag.Step{{Off: 0, Src: v.Span.Start}}}}
}

// anywhere resolves the path of a file that may lie outside the manifest's
// folder, a font or a colour profile; key is for messages.
func (l *loader) anywhere(file strict.String, at diag.Span, key string) (string, bool) {
	switch {
	case strings.TrimSpace(file.Value) == "":
		l.log.Add("empty-value", at, key)
		return "", false
	case strings.Contains(file.Value, `\`):
		l.log.AddFix("path-backslash", at, diag.Fix{Write: `"` + strings.ReplaceAll(file.Value, `\`, "/") + `"`}, file.Value)
		return "", false
	}
	name := filepath.FromSlash(file.Value)
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(l.path), name)
	}
	return name, true
}

// length asks for a length that depends on nothing; zero says whether it may
// be 0. How much is too much, those judge who use it.
func (l *loader) length(t *strict.Table, key string, zero bool) content.Text {
	s, ok := t.Str(key)
	if !ok {
		return content.Text{}
	}
	if sign, unit := lengthParts(s.Value); !isLength(sign, unit) || sign == 0 && !zero {
		l.log.AddFix("bad-length", t.ValueSpan(key), withUnit(sign, unit, s.Value), dotted(t, key), s.Value)
		return content.Text{}
	}
	return content.Text(s)
}

// isLength reports whether these are the parts of a length of millimetres,
// centimetres or points; 0 needs no unit.
func isLength(sign int, unit string) bool {
	return sign >= 0 && slices.Contains([]string{"mm", "cm", "pt"}, unit) || sign == 0 && unit == ""
}

// withUnit proposes millimetres for a number that has no unit.
func withUnit(sign int, unit, value string) (fix diag.Fix) {
	if sign > 0 && unit == "" {
		fix.Write = `"` + strings.TrimSpace(value) + `mm"`
	}
	return fix
}

// lengthParts splits "3.5 mm" into a number and what follows it. Of the number
// only the sign is told: 0, 1, or -1 if there is no number. Its value is
// computed in one place, by layout.
func lengthParts(s string) (sign int, unit string) {
	s = strings.TrimSpace(s)
	unit = strings.TrimLeft(s, "0123456789.")
	whole, part, _ := strings.Cut(s[:len(s)-len(unit)], ".")
	if whole+part == "" || strings.Contains(part, ".") || len(whole) > 6 || len(part) > 6 {
		return -1, ""
	}
	if strings.Trim(whole+part, "0") != "" {
		sign = 1
	}
	return sign, strings.TrimLeft(unit, " ")
}

func (l *loader) archive(t *strict.Table, a *content.Archive) {
	a.Standard = l.choice(t, "standard", "2u", "2a", "3u")
	if t.Has("record") {
		a.Record = l.need(t, "record")
	}
	if reset, ok := t.Bool("reset"); ok {
		a.Reset = reset
	}
	if y, m, d, ok := t.Date("produced"); ok {
		a.Produced = content.Date{Year: y, Month: m, Day: d}
		if !a.Reset {
			l.log.Add("produced-without-reset", t.KeySpan("produced"))
		}
	}
	known := content.ArchiveElements()
	given := map[string]content.Text{}
	for _, e := range known {
		if t.Has(e.Key) {
			given[e.Key] = l.need(t, e.Key)
		} else {
			t.Value(e.Key) // it is known
		}
	}
	for _, key := range t.Keys() {
		if text, ok := given[key]; ok && strings.TrimSpace(text.Value) != "" {
			a.Elements = append(a.Elements, content.Element{Key: key, Text: text})
		}
	}
}
