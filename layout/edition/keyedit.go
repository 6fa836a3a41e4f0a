package edition

import (
	"errors"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/strict"
)

// KeyText is the text of a manifest or of publication.toml whose keys outside the
// sections are edited one by one: however they are written, with headers, in braces or
// dotted, all other bytes stay what they are. Keys of the theme are in the table
// style.set under their dotted names.
type KeyText struct {
	text string
	root *strict.Table
}

// ParseKeys reads a text without byte order mark; ok is false if it is not valid TOML.
func ParseKeys(text string) (k *KeyText, ok bool) {
	root, ok := strict.Read("", []byte(text), &diag.List{})
	if !ok {
		return nil, false
	}
	return &KeyText{text, root}, true
}

// settings is the table whose keys are those of the theme.
const settings = "style.set"

// find returns the value of a key of a table; nil if it is not given.
func (k *KeyText) find(table, key string) *strict.Value {
	t := k.table(table)
	if t == nil {
		return nil
	}
	if table != settings {
		return t.Entry(key)
	}
	return leafOf(t, "", key)
}

// leafOf returns the value of a dotted key, however it is divided into tables.
func leafOf(t *strict.Table, prefix, key string) *strict.Value {
	for _, name := range t.Keys() {
		v := t.Entry(name)
		switch full := prefix + name; {
		case full == key:
			return v
		case v.Table() != nil && strings.HasPrefix(key, full+"."):
			if found := leafOf(v.Table(), full+".", key); found != nil {
				return found
			}
		}
	}
	return nil
}

// table returns the table of a dotted name; nil if there is none.
func (k *KeyText) table(name string) *strict.Table {
	t := k.root
	for part := range strings.SplitSeq(name, ".") {
		if t = t.Peek(part); t == nil {
			return nil
		}
	}
	return t
}

// Find returns the bytes of a key's value; ok is false if it is not given.
func (k *KeyText) Find(table, key string) (from, to int, ok bool) {
	v := k.find(table, key)
	if v == nil || v.Headed() {
		return 0, 0, false
	}
	return v.Span.Start, v.Span.End, true
}

// ErrKeyPlace is returned where a key cannot be changed without changing others.
var ErrKeyPlace = errors.New("the key cannot be changed here: edit the text of the file")

// Set returns the text with a value for a key, in TOML; without the key if the value is
// empty. Its other bytes stay what they are.
func (k *KeyText) Set(table, key, value string) (string, error) {
	v := k.find(table, key)
	var next string
	switch {
	case v == nil && value == "":
		return k.text, nil
	case v != nil && (v.Headed() || v.Table() != nil && !v.Inline()):
		return "", ErrKeyPlace
	case v != nil && value == "":
		next = k.without(table, v)
	case v != nil:
		next = k.text[:v.Span.Start] + value + k.text[v.Span.End:]
	default:
		next = k.with(table, keyName(key), value)
	}
	again, ok := ParseKeys(next)
	if !ok {
		return "", ErrKeyPlace
	}
	if found := again.find(table, key); (found == nil) != (value == "") {
		return "", ErrKeyPlace
	}
	return next, nil
}

// keyName returns a key as it is written: quoted, if it has other characters than a bare
// key.
func keyName(key string) string {
	if strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return strict.Quote(key)
	}
	for _, r := range key {
		if r == '.' || r == ' ' || r > 0x7f {
			return strict.Quote(key)
		}
	}
	return key
}

// ending returns the line end of the text.
func (k *KeyText) ending() string {
	if i := strings.IndexByte(k.text, '\n'); i > 0 && k.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// lineStart and lineEnd return the ends of the line of a byte, with its line end.
func (k *KeyText) lineStart(at int) int { return strings.LastIndexByte(k.text[:at], '\n') + 1 }

func (k *KeyText) lineEnd(at int) int {
	if i := strings.IndexByte(k.text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(k.text)
}

// braces returns the innermost table in braces around a byte; nil if there is none.
func (k *KeyText) braces(at int) *strict.Value { return bracesIn(k.root, at) }

func bracesIn(t *strict.Table, at int) *strict.Value {
	for _, name := range t.Keys() {
		v := t.Entry(name)
		if v.Table() == nil {
			continue
		}
		inner := bracesIn(v.Table(), at)
		switch {
		case inner != nil:
			return inner
		case v.Inline() && v.Span.Start <= at && at < v.Span.End:
			return v
		}
	}
	return nil
}

// without returns the text without an entry: without its line, or, in braces, without a
// comma beside it.
func (k *KeyText) without(table string, v *strict.Value) string {
	from, to := v.Key.Start, v.Span.End
	in := k.braces(from)
	if in == nil {
		return k.text[:k.lineStart(from)] + k.text[k.lineEnd(to):]
	}
	for from > in.Span.Start && !strings.ContainsRune("{,", rune(k.text[from-1])) { // the parts of a dotted key before it
		from--
	}
	rest := k.text[to:in.Span.End]
	if i := strings.IndexByte(rest, ','); i >= 0 && strings.TrimSpace(rest[:i]) == "" {
		blank := len(k.text[from:to]) - len(strings.TrimLeft(k.text[from:to], " \t"))
		return k.text[:from+blank] + strings.TrimLeft(k.text[to+i+1:], " \t")
	}
	if k.text[from-1] == ',' {
		from--
	}
	return k.text[:from] + k.text[to:]
}

// with returns the text with an entry that it lacks.
func (k *KeyText) with(table, key, value string) string {
	entry := key + " = " + value
	holder, rest := k.holder(table)
	switch {
	case holder == nil:
		return k.withTable(table, entry)
	case holder.Inline():
		if rest != "" {
			entry = rest + "." + entry
		}
		return k.intoBraces(holder, entry)
	case rest != "":
		return k.withTable(table, entry)
	case holder.Headed():
		return k.afterEntries(holder, entry)
	}
	return k.besideDotted(holder, table, entry)
}

// holder returns the innermost table on the way to one that is written in the text, and
// what of the way is left; nil if there is none.
func (k *KeyText) holder(table string) (v *strict.Value, rest string) {
	parts := strings.Split(table, ".")
	t := k.root
	for i, part := range parts {
		one := t.Entry(part)
		if one == nil || one.Table() == nil {
			break
		}
		t = one.Table()
		if !one.Headed() && !one.Inline() && strings.HasPrefix(strings.TrimLeft(k.text[k.lineStart(one.Span.Start):], " \t"), "[") {
			continue // part of the header of a table below it
		}
		v, rest = one, strings.Join(parts[i+1:], ".")
	}
	return v, rest
}

// intoBraces adds an entry to a table in braces.
func (k *KeyText) intoBraces(v *strict.Value, entry string) string {
	end := v.Span.End - 1
	inner := strings.TrimRight(k.text[v.Span.Start+1:end], " \t\r\n")
	at := v.Span.Start + 1 + len(inner)
	switch {
	case strings.TrimSpace(inner) == "":
		return k.text[:v.Span.Start+1] + " " + entry + " " + k.text[end:]
	case strings.HasSuffix(inner, ","):
		entry = " " + entry
	default:
		entry = ", " + entry
	}
	return k.text[:at] + entry + k.text[at:]
}

// afterEntries adds an entry to a table with a header, after its last entry.
func (k *KeyText) afterEntries(v *strict.Value, entry string) string {
	at := k.lineEnd(lastOf(v.Table(), v.Span.End))
	return k.lineAt(at, entry)
}

// lastOf returns the end of the last entry of a table that stands below its own header.
func lastOf(t *strict.Table, last int) int {
	for _, name := range t.Keys() {
		switch v := t.Entry(name); {
		case v.Headed():
		case v.Table() != nil && !v.Inline():
			last = lastOf(v.Table(), last)
		default:
			last = max(last, v.Span.End)
		}
	}
	return last
}

// lineAt adds a line at the beginning of another, or at the end of the text.
func (k *KeyText) lineAt(at int, line string) string {
	line += k.ending()
	if at > 0 && k.text[at-1] != '\n' {
		line = k.ending() + line
	}
	return k.text[:at] + line + k.text[at:]
}

// besideDotted adds an entry to a table that has no header, because its keys are dotted:
// in a line after one of them.
func (k *KeyText) besideDotted(v *strict.Value, table, entry string) string {
	at := k.lineEnd(lastOf(v.Table(), v.Span.End))
	prefix := k.text[k.lineStart(v.Span.Start):v.Span.End] + "."
	return k.lineAt(at, prefix+entry)
}

// withTable adds a table with one entry, before the first section.
func (k *KeyText) withTable(table, entry string) string {
	at := len(k.text)
	if sections := k.root.Entry("section"); sections != nil && len(sections.Items()) > 0 && sections.Headed() {
		at = k.lineStart(sections.Items()[0].Span.Start)
		for at > 0 { // comments directly above belong to the section
			above := k.lineStart(at - 1)
			if !strings.HasPrefix(strings.TrimLeft(k.text[above:at], " \t"), "#") {
				break
			}
			at = above
		}
	}
	ending := k.ending()
	block := "[" + table + "]" + ending + entry + ending
	if before := k.text[:at]; before != "" {
		if !strings.HasSuffix(before, "\n") {
			block = ending + block
		}
		if !strings.HasSuffix(strings.ReplaceAll(before, "\r\n", "\n"), "\n\n") {
			block = ending + block
		}
	}
	if at < len(k.text) {
		block += ending
	}
	return k.text[:at] + block + k.text[at:]
}

// Counted returns the number of articles of each section of a manifest, however they are
// written; ok is false if it is not valid TOML.
func Counted(text string) (articles []int, ok bool) {
	k, ok := ParseKeys(text)
	if !ok {
		return nil, false
	}
	sections := k.root.Entry("section")
	if sections == nil {
		return nil, true
	}
	for _, s := range sections.Items() {
		n := 0
		if s.Table() != nil {
			if a := s.Table().Entry("article"); a != nil {
				n = len(a.Items())
			}
		}
		articles = append(articles, n)
	}
	return articles, true
}
