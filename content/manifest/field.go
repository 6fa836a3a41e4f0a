package manifest

import (
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// field is a key of a table that is decoded to a T, with the function that
// reads its value. read is called whether or not the key is present, and reads
// only k.Name from t, so that the keys described and the keys read are the
// same.
type field[T any] struct {
	key.Key
	read func(l *loader, t *strict.Table, k *key.Key, into *T)
}

// read reads the keys of a table. A required key that is absent is reported and
// not read, except an array of tables, which may be present and empty.
func read[T any](l *loader, t *strict.Table, fields []field[T], into *T) {
	for i := range fields {
		f := &fields[i]
		if !f.Required || f.Type == key.Tables || t.Require(f.Name, asWritten(t, &f.Key)) {
			f.read(l, t, &f.Key, into)
		}
	}
}

// asWritten returns how a missing key of a table is written, as far as its type says.
func asWritten(t *strict.Table, k *key.Key) string {
	switch {
	case k.Type == key.Table:
		return "[" + dotted(t, k.Name) + "]"
	case k.Type == key.Date:
		return k.Name + " = YYYY-MM-DD"
	case k.Type == key.Int && k.Min == k.Max:
		return k.Name + " = " + strconv.Itoa(k.Min)
	case k.Type == key.Text || k.Type == key.File:
		return k.Name + ` = "…"`
	}
	return k.Name + " = …"
}

// describe returns the keys of a table.
func describe[T any](fields []field[T]) []key.Key {
	keys := make([]key.Key, len(fields))
	for i := range fields {
		keys[i] = fields[i].Key
	}
	return keys
}

// textKey reads a printed text.
func textKey[T any](k key.Key, at func(*T) *content.Text) field[T] {
	k.Type = key.Text
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if s, ok := t.Str(k.Name); ok {
			*at(into) = l.printed(t, k, s)
		}
	}}
}

// nameKey reads a name, or other text that is metadata.
func nameKey[T any](k key.Key, at func(*T) *content.Text) field[T] {
	k.Type = key.Text
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if s, ok := t.Str(k.Name); ok {
			*at(into) = l.named(t, k, s)
		}
	}}
}

// printed reads a printed text. A text that looks empty is an error if the key
// must not be blank, and otherwise becomes empty.
func (l *loader) printed(t *strict.Table, k *key.Key, s strict.String) content.Text {
	return l.checked(t, k, s, l.withoutMarksIn)
}

// named is printed for a name or a number, which has no invisible characters: page,
// metadata, index and names of files agree.
func (l *loader) named(t *strict.Table, k *key.Key, s strict.String) content.Text {
	return l.checked(t, k, s, l.withoutHidden)
}

// checked is printed with the function that drops characters.
func (l *loader) checked(t *strict.Table, k *key.Key, s strict.String, without func(content.Text) content.Text) content.Text {
	l.filled(t, k, s)
	text := without(l.seenLines(l.printable(t, k.Name, s)))
	if k.Filled && allInvisible(text.Value) {
		text.Value = "" // reported
	}
	if k.Filled {
		text = trimmed(text)
	}
	l.valueMarkup(text)
	return l.visible(text)
}

// trimmed returns a text without the white space at its ends: titles and numbers
// name an issue and its bag, where it is invisible.
func trimmed(t content.Text) content.Text {
	value := strings.TrimSpace(t.Value)
	if value == t.Value || value == "" {
		return t
	}
	from := strings.Index(t.Value, value)
	return content.Text{Value: value, Place: t.Place.Slice(from, from+len(value))}
}

// filled reports a text without visible characters, of a key that must not be blank.
func (l *loader) filled(t *strict.Table, k *key.Key, s strict.String) {
	if k.Filled && allInvisible(s.Value) {
		l.log.Add("empty-value", t.ValueSpan(k.Name), dotted(t, k.Name))
	}
}

// textsKey reads a list of printed texts.
func textsKey[T any](k key.Key, at func(*T) *[]content.Text) field[T] {
	return listKey(k, (*loader).withoutMarksIn, at)
}

// namesKey reads a list of names.
func namesKey[T any](k key.Key, at func(*T) *[]content.Text) field[T] {
	return listKey(k, (*loader).withoutHidden, at)
}

// listKey reads a list of texts with the function that drops characters.
func listKey[T any](k key.Key, without func(*loader, content.Text) content.Text, at func(*T) *[]content.Text) field[T] {
	k.Type, k.Single = key.Texts, true
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		for _, s := range t.Strs(k.Name) {
			text := without(l, l.seenLines(l.printable(t, k.Name, s)))
			l.valueMarkup(text)
			if shown := l.visible(text); shown.Value != "" || text.Value == "" {
				*at(into) = append(*at(into), shown)
			}
		}
	}}
}

// intKey reads an integer.
func intKey[T any](k key.Key, at func(*T) *int) field[T] {
	k.Type = key.Int
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if n, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
			*at(into) = int(n)
		}
	}}
}

// numberKey reads a printed number, which may be given as a string.
func numberKey[T any](k key.Key, at func(*T) *content.Text) field[T] {
	k.Type = key.Number
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if v := t.Value(k.Name); v != nil && v.Kind() == strict.KindInt {
			if _, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
				*at(into) = wholeNumber(v)
			}
		} else if s, ok := t.Str(k.Name); ok {
			*at(into) = l.named(t, k, s)
			if text := at(into); strings.ContainsAny(text.Value, "\n\r") {
				l.log.Add("one-line", t.ValueSpan(k.Name), dotted(t, k.Name))
				text.Value = strings.NewReplacer("\n", " ", "\r", " ").Replace(text.Value) // which no font lacks
			}
		}
	}}
}

// boolKey reads true or false.
func boolKey[T any](k key.Key, at func(*T) *bool) field[T] {
	k.Type = key.Bool
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if b, ok := t.Bool(k.Name); ok {
			*at(into) = b
		}
	}}
}

// dateKey reads a day.
func dateKey[T any](k key.Key, at func(*T) *content.Date) field[T] {
	k.Type = key.Date
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if y, m, d, ok := t.Date(k.Name); ok {
			*at(into) = content.Date{Year: y, Month: m, Day: d}
		}
	}}
}

// enumKey reads one of the key's values as a text, which is empty for an
// invalid value.
func enumKey[T any](k key.Key, at func(*T) *content.Text) field[T] {
	k.Type = key.Enum
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if v := t.Value(k.Name); k.Bare && v != nil && v.Kind() == strict.KindInt {
			*at(into) = l.bare(t, k, v)
		} else if _, ok := t.Enum(k.Name, k.Values...); ok {
			s, _ := t.Str(k.Name)
			*at(into) = content.Text(s)
		}
	}}
}

// wordKey reads one of the key's values and passes it to set.
func wordKey[T any](k key.Key, set func(into *T, word string)) field[T] {
	k.Type = key.Enum
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if word, ok := t.Enum(k.Name, k.Values...); ok {
			set(into, word)
		}
	}}
}

// bare reads a value that may be written without quotes because it is a number.
func (l *loader) bare(t *strict.Table, k *key.Key, v *strict.Value) content.Text {
	text := wholeNumber(v)
	for _, value := range k.Values {
		if value == text.Value {
			return text
		}
	}
	l.log.Add("bad-value", v.Span, dotted(t, k.Name), v.Span.Text(), k.Values)
	return content.Text{}
}

// tableKey reads a table into the struct that at returns.
func tableKey[T, S any](k key.Key, fields []field[S], at func(*T) *S) field[T] {
	k.Type, k.Keys = key.Table, describe(fields)
	return field[T]{k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if sub := t.Sub(k.Name); sub != nil {
			read(l, sub, fields, at(into))
		}
	}}
}

// ownKey is a key with its own read function.
func ownKey[T any](k key.Key, read func(l *loader, t *strict.Table, k *key.Key, into *T)) field[T] {
	return field[T]{k, read}
}

// wholeNumber returns an integer as a text with its place.
func wholeNumber(v *strict.Value) content.Text {
	n, _ := v.Any().(int64)
	return content.Text{Value: strconv.FormatInt(n, 10), Place: diag.Place{Source: v.Span.Source, Steps: []diag.Step{{Off: 0, Src: v.Span.Start}}}}
}

func dotted(t *strict.Table, name string) string {
	if t.Name() == "" {
		return name
	}
	return t.Name() + "." + name
}
