package name

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
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

// Reader reads the fields of issues. It keeps those of every publication.toml, which many
// issues share. The zero Reader is ready for use.
type Reader struct {
	shared map[string]*Fields // by folder; nil: no publication.toml there can be read
}

// Read reads the fields of an issue from its manifest, and title and record that are not
// there from its publication.toml. Only the tables that hold them are parsed, so that the
// cost of other tables does not matter; ok is false if the manifest cannot be read or
// these tables are not valid TOML. The worker that builds the issue reports the error.
func (r *Reader) Read(issue batch.Issue) (f Fields, ok bool) {
	raw, err := manifest.ReadFile(issue.Path, strict.MaxSize)
	if err != nil {
		return f, false
	}
	if f, ok = fieldsOf(raw); !ok {
		return f, false
	}
	for _, up := range issue.Folders() {
		if shared := r.publication(filepath.Join(filepath.Dir(issue.Real), up)); shared != nil {
			f.Title, f.Record = cmp.Or(f.Title, shared.Title), cmp.Or(f.Record, shared.Record)
			break
		}
	}
	return f, true
}

// publication returns the fields of the publication.toml in a folder; nil if there is
// none.
func (r *Reader) publication(folder string) *Fields {
	if f, known := r.shared[folder]; known {
		return f
	}
	var out *Fields
	raw, err := manifest.ReadFile(filepath.Join(folder, manifest.PublicationName), strict.MaxSize)
	switch {
	case err == nil:
		f, _ := fieldsOf(raw)
		out = &f
	case !errors.Is(err, fs.ErrNotExist):
		out = &Fields{} // the worker reports it
	}
	if r.shared == nil {
		r.shared = map[string]*Fields{}
	}
	r.shared[folder] = out
	return out
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

// oneLine returns a name without forced line breaks.
func oneLine(s string) string {
	return strings.TrimSpace(content.Text{Value: manifest.Name(s)}.Joined())
}

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
