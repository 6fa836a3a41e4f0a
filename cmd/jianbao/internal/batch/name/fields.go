package name

import (
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch/glance"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// maxTables is how large the tables may be that fields are read from, in bytes.
// Worse TOML than fits here costs the parser no second.
const maxTables = 512 << 10

// Fields are what a manifest gives to a name. Those it does not give, or not as
// it should, are empty.
type Fields struct {
	Title  string
	Year   string
	Number string // as written
	Whole  bool   // Number is a whole number, which may be padded
	Date   string // 2021-10-22
	Record string
}

func (f *Fields) get(field string) string {
	return map[string]string{"title": f.Title, "year": f.Year, "number": f.Number, "date": f.Date, "record": f.Record}[field]
}

// Read reads the fields of a manifest. Only the tables that hold them are
// parsed, so that nothing in the others can cost much; ok is false if the file
// cannot be read or these are no TOML. Why, a worker will say.
func Read(path string) (f Fields, ok bool) {
	raw, err := manifest.ReadFile(path, strict.MaxSize)
	if err != nil {
		return f, false
	}
	return fieldsOf(raw)
}

func fieldsOf(raw []byte) (f Fields, ok bool) {
	text := glance.Tables(raw, "publication", "issue", "archive")
	if len(text) > maxTables {
		return f, false
	}
	t, ok := strict.Parse(&diag.Source{Data: text}, &diag.List{})
	if !ok {
		return f, false
	}
	f.Title, _ = value(t, "publication", "title").(string)
	f.Record, _ = value(t, "archive", "record").(string)
	f.Title, f.Record = oneLine(f.Title), oneLine(f.Record)
	if n, ok := value(t, "issue", "year").(int64); ok && n > 0 && n <= 9999 {
		f.Year = strconv.FormatInt(n, 10)
	}
	switch n := value(t, "issue", "number").(type) {
	case string:
		f.Number = oneLine(n)
	case int64:
		if n >= 0 {
			f.Number, f.Whole = strconv.FormatInt(n, 10), true
		}
	}
	if d, ok := value(t, "issue", "date").(time.Time); ok {
		f.Date = d.Format(time.DateOnly)
	}
	return f, true
}

// oneLine is a text without the breaks an editor wants in it.
func oneLine(s string) string { return strings.TrimSpace(content.Text{Value: s}.Joined()) }

// value returns a value of a table; nil if there is none.
func value(t *strict.Table, table, key string) any {
	v := t.Value(table)
	if v == nil || v.Table() == nil {
		return nil
	}
	if v = v.Table().Value(key); v == nil {
		return nil
	}
	return v.Any()
}
