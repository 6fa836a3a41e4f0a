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

// maxTables bounds the size in bytes of the tables that fields are read from.
// The worst TOML of this size takes the parser less than a second.
const maxTables = 512 << 10

// Fields holds the manifest's values for a pattern. Missing and invalid ones
// are empty.
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
// parsed, so that the cost of other tables does not matter; ok is false if the
// file cannot be read or these tables are not valid TOML. The worker that
// builds the issue reports the error.
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

// oneLine returns a text without forced line breaks.
func oneLine(s string) string { return strings.TrimSpace(content.Text{Value: s}.Joined()) }

// value returns the value of a key of a table; nil if there is none.
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
