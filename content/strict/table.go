package strict

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"jianbao/content/diag"
)

// Kind is the type of a TOML value.
type Kind uint8

// The kinds of values.
const (
	KindString   Kind = iota
	KindInt           // int64
	KindFloat         // float64
	KindBool          // bool
	KindDate          // a day without time and zone
	KindTime          // a time of day
	KindDateTime      // both, with or without a zone
	KindArray
	KindTable
)

// Term returns the kind's name in messages.
func (k Kind) Term() diag.Term {
	return [...]diag.Term{
		KindString:   {ZH: "文字（写在引号里）", EN: "text in quotes"},
		KindInt:      {ZH: "整数", EN: "a whole number"},
		KindFloat:    {ZH: "小数", EN: "a decimal number"},
		KindBool:     {ZH: " true 或 false", EN: "true or false"},
		KindDate:     {ZH: "日期（如 2021-10-22，不加引号）", EN: "a date (as 2021-10-22, without quotes)"},
		KindTime:     {ZH: "时间", EN: "a time of day"},
		KindDateTime: {ZH: "日期加时间", EN: "a date with a time"},
		KindArray:    {ZH: "列表（[…]）", EN: "a list ([…])"},
		KindTable:    {ZH: "表", EN: "a table"},
	}[k]
}

// Value is one value of a TOML text.
type Value struct {
	Key   diag.Span  // of its key; of an array's item: zero
	Span  diag.Span  // of the value; of a table: its header
	Place diag.Place // of a string's bytes
	kind  Kind
	val   any
	items []*Value
	table *Table
	// tables marks an array written as [[…]], which may be extended.
	tables bool
	name   string // dotted name of the key of a bare value
}

// Kind returns the value's type.
func (v *Value) Kind() Kind { return v.kind }

// Any returns the value as a string, int64, float64, bool, time.Time or []any
// of these; nil for a table.
func (v *Value) Any() any {
	if v.kind == KindArray {
		out := make([]any, len(v.items))
		for i, item := range v.items {
			out[i] = item.Any()
		}
		return out
	}
	return v.val
}

// Items returns the items of an array.
func (v *Value) Items() []*Value { return v.items }

// Table returns the value's table; nil if it is not one.
func (v *Value) Table() *Table { return v.table }

// Str returns a string value; ok is false if the value is not a string.
func (v *Value) Str() (s String, ok bool) {
	text, ok := v.val.(string)
	return String{text, v.Place}, ok
}

// String is the text of a TOML string with the place of every byte.
type String struct {
	Value string
	Place diag.Place
}

type document struct {
	src   *diag.Source
	log   *diag.List
	names Names
}

// Table is one table. Its methods record which keys the program reads; Finish
// reports all others. A wrong type is reported when the value is read.
type Table struct {
	doc     *document
	name    string // dotted; empty for the root
	span    diag.Span
	entries map[string]*Value
	order   []string
	asked   []string
	missing []string // required keys that are absent
	reached []*Table
	header  bool // defined by a header
	inline  bool // {…}, which cannot be extended
}

func newTable(doc *document, name string, span diag.Span) *Table {
	return &Table{doc: doc, name: name, span: span, entries: map[string]*Value{}}
}

func (t *Table) put(key string, v *Value) *Value {
	t.entries[key] = v
	t.order = append(t.order, key)
	return v
}

func (t *Table) child(key string) string { return dotted(t.name, key) }

func dotted(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

// Name returns the table's dotted name; empty for the root.
func (t *Table) Name() string { return t.name }

// Span returns the place of the table's header.
func (t *Table) Span() diag.Span { return t.span }

// Keys returns the keys in source order.
func (t *Table) Keys() []string { return slices.Clone(t.order) }

// Has reports whether a key is present, without marking it as read.
func (t *Table) Has(key string) bool { return t.entries[key] != nil }

// KeySpan returns the place of a key, or of the header if it is not there.
func (t *Table) KeySpan(key string) diag.Span {
	if v := t.entries[key]; v != nil {
		return v.Key
	}
	return t.span
}

// ValueSpan returns the place of a key's value, or of the header if it is not
// there.
func (t *Table) ValueSpan(key string) diag.Span {
	if v := t.entries[key]; v != nil {
		return v.Span
	}
	return t.span
}

// Value returns a value of any type; nil if the key is absent. Everything below
// it counts as read.
func (t *Table) Value(key string) *Value {
	if !slices.Contains(t.asked, key) {
		t.asked = append(t.asked, key)
	}
	return t.entries[key]
}

// want returns a value of one of the kinds; nil if it is absent or of another
// kind.
func (t *Table) want(key string, kinds ...Kind) *Value {
	v := t.Value(key)
	if v == nil || slices.Contains(kinds, v.kind) {
		return v
	}
	t.doc.wrongType(t.child(key), v, kinds[0])
	return nil
}

func (d *document) wrongType(name string, v *Value, want Kind) {
	d.log.AddFix("wrong-type", v.Span, diag.Fix{Write: d.names.instead(name, v, want)}, name, want.Term(), v.kind.Term())
	if text, ok := v.val.(string); ok && want == KindDate {
		if day := isoDay(strings.TrimSpace(narrow(text))); day != "" && !inCalendar(day) {
			d.log.Add("toml-day", v.Span, text)
		}
	}
}

// instead returns the value of the wanted kind that a value of another kind means;
// empty if there is none.
func (n Names) instead(name string, v *Value, want Kind) string {
	text := v.Span.Text()
	scalar := v.kind <= KindDateTime && v.kind != KindString
	switch s, isText := v.val.(string); {
	case isText && want == KindArray:
		return "[" + text + "]"
	case isText:
		return convert(s, want)
	case v.kind == KindArray && want == KindString:
		return joined(name, v)
	case scalar && want == KindArray && n.lists(name):
		return "[" + quoted(text) + "]"
	case scalar && want == KindString:
		return quoted(text)
	case v.kind == KindInt && want == KindDate: // 20260105
		return convert(text, KindDate)
	case v.kind == KindDateTime && want == KindDate:
		return isoDay(text[:min(len(text), len(time.DateOnly))])
	case v.kind == KindFloat && want == KindInt:
		return convert(strings.TrimRight(strings.TrimRight(text, "0"), "."), KindInt)
	}
	return ""
}

// joined returns the text that a list of texts means: its only one, or keywords, which
// semicolons divide; empty if it is not known how they are one text.
func joined(name string, v *Value) string {
	var texts []string
	key := name[strings.LastIndex(name, ".")+1:]
	if key == "number" || key == "total" { // of a double issue
		return joinedNumbers(v)
	}
	for _, item := range v.items {
		text, ok := item.val.(string)
		if !ok {
			return ""
		}
		texts = append(texts, text)
	}
	if len(texts) == 0 || len(texts) > 1 && key != "keywords" {
		return ""
	}
	return quoted(strings.Join(texts, "；"))
}

// joinedNumbers returns the text for the numbers of a double issue that a list has, "9-10";
// empty if they do not follow each other.
func joinedNumbers(v *Value) string {
	first, last := 0, 0
	for i, item := range v.items {
		text := item.Span.Text()
		if s, ok := item.val.(string); ok {
			text = s
		}
		n, err := strconv.Atoi(strings.TrimSpace(text))
		switch {
		case err != nil || i > 0 && n != last+1:
			return ""
		case i == 0:
			first = n
		}
		last = n
	}
	switch {
	case len(v.items) == 0:
		return ""
	case first == last:
		return strconv.Itoa(first)
	}
	return quoted(strconv.Itoa(first) + "-" + strconv.Itoa(last))
}

// lists reports whether a key has a list of texts.
func (n Names) lists(name string) bool {
	kind, known := n.kind(name)
	return known && kind == KindString
}

// Require reports whether a key is present, and adds a finding if it is not; line is how
// to write it.
func (t *Table) Require(key, line string) bool {
	if t.Has(key) {
		return true
	}
	t.Value(key)
	t.missing = append(t.missing, key)
	t.doc.log.Add("missing-key", t.span, t.child(key), line)
	return false
}

// Str returns a string; ok is false if the key is absent or of another type.
func (t *Table) Str(key string) (s String, ok bool) {
	if v := t.want(key, KindString); v != nil {
		return v.Str()
	}
	return String{}, false
}

// Strs returns a list of strings; a single string is a list of one.
func (t *Table) Strs(key string) []String {
	v := t.want(key, KindArray, KindString)
	if v == nil {
		return nil
	}
	if s, ok := v.Str(); ok {
		return []String{s}
	}
	var out []String
	for i, item := range v.items {
		s, ok := item.Str()
		if !ok {
			t.doc.wrongType(t.child(key)+"["+strconv.Itoa(i)+"]", item, KindString)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Int returns an integer from lo to hi; ok is false if the key is absent, of
// another type or out of range.
func (t *Table) Int(key string, lo, hi int64) (n int64, ok bool) {
	v := t.want(key, KindInt)
	if v == nil {
		return 0, false
	}
	n = v.val.(int64)
	if n < lo || n > hi {
		t.doc.log.Add("out-of-range", v.Span, t.child(key), v.Span.Text(), lo, hi)
		return 0, false
	}
	return n, true
}

// Bool returns true or false; ok is false if the key is absent or of another
// type.
func (t *Table) Bool(key string) (b, ok bool) {
	if v := t.want(key, KindBool); v != nil {
		return v.val.(bool), true
	}
	return false, false
}

// Date returns a calendar day; ok is false if the key is absent or of another
// type.
func (t *Table) Date(key string) (year, month, day int, ok bool) {
	v := t.want(key, KindDate)
	if v == nil {
		return 0, 0, 0, false
	}
	d := v.val.(time.Time)
	return d.Year(), int(d.Month()), d.Day(), true
}

// Enum returns one of the options; ok is false if the key is absent or has
// another value.
func (t *Table) Enum(key string, options ...string) (word string, ok bool) {
	s, ok := t.Str(key)
	if !ok {
		return "", false
	}
	if !slices.Contains(options, s.Value) {
		t.doc.log.AddFix("bad-value", t.ValueSpan(key), diag.Fix{DidYouMean: diag.Nearest(s.Value, options)},
			t.child(key), s.Value, options)
		return "", false
	}
	return s.Value, true
}

// Sub returns a subtable; nil if it is absent.
func (t *Table) Sub(key string) *Table {
	v := t.want(key, KindTable)
	if v == nil {
		return nil
	}
	t.reached = append(t.reached, v.table)
	return v.table
}

// Subs returns a list of tables, written as [[…]] or as [{…}, {…}].
func (t *Table) Subs(key string) []*Table {
	v := t.Value(key)
	if v == nil {
		return nil
	}
	if v.kind == KindTable {
		t.doc.log.AddFix("single-table", v.Span, diag.Fix{Write: "[[" + t.child(key) + "]]"}, t.child(key))
		return nil
	}
	if v.kind != KindArray {
		t.doc.wrongType(t.child(key), v, KindArray)
		return nil
	}
	var out []*Table
	for i, item := range v.items {
		if item.table == nil {
			t.doc.wrongType(t.child(key)+"["+strconv.Itoa(i)+"]", item, KindTable)
			continue
		}
		out = append(out, item.table)
	}
	t.reached = append(t.reached, out...)
	return out
}

// Leaf is a value with its full dotted key. It is a table only if that table is
// empty.
type Leaf struct {
	Key   string
	Value *Value
}

// Leaves marks everything in the table as read and returns its values and those
// of its subtables, in source order, with keys relative to this table.
func (t *Table) Leaves() []Leaf {
	for _, key := range t.order {
		t.Value(key)
	}
	return t.allLeaves("", nil)
}

func (t *Table) allLeaves(prefix string, out []Leaf) []Leaf {
	for _, key := range t.order {
		v := t.entries[key]
		if v.table != nil && len(v.table.order) > 0 {
			out = v.table.allLeaves(prefix+key+".", out)
			continue
		}
		out = append(out, Leaf{prefix + key, v})
	}
	return out
}

// Finish reports every key of the table, and of the tables read from it, that
// was not read. Similar names for the suggestion are looked up in the key's
// table, then in the tables that are missing, then in those read, then in all of known, which
// returns the dotted names of all existing keys and is called only if there is an unknown one.
func (t *Table) Finish(known func() []string) {
	t.finish(sync.OnceValue(func() map[string]string {
		tableOf := map[string]string{} // key name → table with this key
		names := known()
		add := func(name string) {
			last := name[strings.LastIndexByte(name, '.')+1:]
			if _, ok := tableOf[last]; !ok && last != "*" {
				tableOf[last] = name
			}
		}
		for _, name := range names {
			if table, _, ok := strings.Cut(name, "."); ok && slices.Contains(t.missing, table) {
				add(name)
			}
		}
		t.indexKeys(tableOf)
		for _, name := range names {
			add(name)
		}
		return tableOf
	}))
}

func (t *Table) indexKeys(tableOf map[string]string) {
	for _, key := range t.asked {
		if _, ok := tableOf[key]; !ok {
			tableOf[key] = t.child(key)
		}
	}
	for _, sub := range t.reached {
		sub.indexKeys(tableOf)
	}
}

// meant returns the name of the key that an unknown one probably means: of this table
// without its name, of another one in full; empty if there is none.
func (t *Table) meant(key string, tableOf map[string]string) string {
	taken := func(name string) bool { return t.Has(name) && !t.doc.names.several(t.child(name)) }
	if mean := t.doc.names.meant(t.name, key); mean != "" && !taken(mean) {
		return mean
	}
	similar := diag.Nearest(key, t.asked)
	// An issuer that stands before [publication] is no misspelt [issue].
	if similar != "" && t.hasValue(key) && t.isTable(similar, tableOf) && tableOf[key] != "" && t.mayBe(key, tableOf[key]) {
		return tableOf[key]
	}
	if mean := diag.Nearest(key, slices.DeleteFunc(slices.Clone(t.asked), taken)); mean != "" {
		return mean
	}
	switch {
	case similar != "":
		return "" // misspelt, and it is there already
	case len(t.missing) == 1 && t.takes(t.missing[0], key, tableOf):
		return t.missing[0]
	}
	if mean := tableOf[key]; mean != "" && t.mayBe(key, mean) {
		return mean
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(tableOf)), func(name string) bool { return !t.mayBe(key, tableOf[name]) })
	return tableOf[diag.Nearest(key, names)]
}

func (t *Table) hasValue(key string) bool {
	v := t.entries[key]
	return v.table == nil && !v.tables
}

// takes reports whether a key of the table, with the name missing, can have the value or the
// table of an unknown one.
func (t *Table) takes(missing, key string, tableOf map[string]string) bool {
	if kind, known := t.doc.names.kind(t.child(missing)); known {
		return t.hasValue(key) && t.entries[key].kind == kind
	}
	return !t.hasValue(key) || !t.isTable(missing, tableOf)
}

// isTable reports whether a key of the table stands for tables.
func (t *Table) isTable(key string, tableOf map[string]string) bool {
	for _, full := range tableOf {
		if strings.HasPrefix(full, t.child(key)+".") {
			return true
		}
	}
	return false
}

// mayBe reports whether the key of another table with the dotted name full can stand
// for an unknown one: a table for a table, a value for a value.
func (t *Table) mayBe(key, full string) bool {
	v := t.entries[key]
	_, value := t.doc.names.kind(full)
	return full != key && !(value && (v.table != nil || v.tables))
}

// unknown reports a key that the program does not read. A key of another table has to
// be moved there, a table is renamed where it stands.
func (t *Table) unknown(key, mean string) {
	v := t.entries[key]
	dot := strings.LastIndexByte(mean, '.')
	header := v.table != nil && !v.table.inline || v.tables
	name, settings := t.settings(key)
	switch {
	case settings != "":
		t.doc.log.Add("theme-key", v.Key, name, settings)
	case dot >= 0 && header:
		t.doc.log.AddFix("unknown-key", v.Span, diag.Fix{Write: t.doc.names.header(mean)}, t.child(key))
	case dot >= 0:
		t.doc.log.Add("misplaced-key", v.Key, t.child(key), t.doc.names.header(mean[:dot]), mean[dot+1:])
	default:
		t.doc.log.AddFix("unknown-key", v.Key, diag.Fix{DidYouMean: mean}, t.child(key))
	}
}

// settings returns the settings of a theme that an unknown key holds: the name of the first,
// and all with their values as an inline table has them; empty if it holds none. They stand
// with their full name, below a table of the manifest or as keys of it.
func (t *Table) settings(key string) (first, all string) {
	if t.doc.names.Setting == nil {
		return "", ""
	}
	v := t.entries[key]
	leaves := []Leaf{{key, v}}
	if v.table != nil {
		leaves = v.table.allLeaves(key+".", nil)
	}
	var list []string
	for _, leaf := range leaves {
		for _, name := range []string{t.child(leaf.Key), leaf.Key} {
			if value := leaf.Value.Span.Text(); t.doc.names.Setting(name) && leaf.Value.kind != KindTable && !strings.Contains(value, "\n") {
				list = append(list, strconv.Quote(name)+" = "+value)
				first = cmp.Or(first, name)
				break
			}
		}
	}
	if len(list) < len(leaves) {
		return "", ""
	}
	return first, strings.Join(list, ", ")
}

func (t *Table) finish(tableOf func() map[string]string) {
	for _, key := range t.order {
		if slices.Contains(t.asked, key) {
			continue
		}
		t.unknown(key, t.meant(key, tableOf()))
	}
	for _, sub := range t.reached {
		sub.finish(tableOf)
	}
}
